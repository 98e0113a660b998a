const isPacked = (bytes: Uint8Array) => bytes[0] === 0x1f && bytes[1] === 0x8b;

/** Unpacks gzip, unless the host or the browser already has. */
export async function unpack(bytes: Uint8Array): Promise<Blob> {
  const given = new Blob([bytes as BlobPart]);
  if (!isPacked(bytes)) return given;
  return new Response(given.stream().pipeThrough(new DecompressionStream("gzip"))).blob();
}

/** Does so while the bytes arrive, told by their first part. */
export async function unpackStream(stream: ReadableStream<Uint8Array>): Promise<ReadableStream<Uint8Array>> {
  const reader = stream.getReader();
  const first = await reader.read();
  const given = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start: (controller) => pass(first, controller),
    pull: async (controller) => pass(await reader.read(), controller),
    cancel: (reason) => reader.cancel(reason)
  });
  return first.value && isPacked(first.value) ? given.pipeThrough(new DecompressionStream("gzip")) : given;
}

function pass(
  {done, value}: ReadableStreamReadResult<Uint8Array>,
  controller: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>>
) {
  if (done) controller.close();
  else controller.enqueue(value as Uint8Array<ArrayBuffer>);
}
