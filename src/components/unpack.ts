/** Unpacks gzip, unless the host or the browser already has. */
export async function unpack(bytes: Uint8Array): Promise<Blob> {
  const packed = new Blob([bytes as BlobPart]);
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return packed;
  return new Response(packed.stream().pipeThrough(new DecompressionStream("gzip"))).blob();
}
