/** A text longer than this is packed. */
const longest = 500;

/**
 * A query as the fragment of a link to Explore, which the host of the site never sees: "#sql=…" as it is, or "#packed=…" if it is long.
 */
export async function encodeSql(text: string): Promise<string> {
  if (text.length <= longest) return `#sql=${encodeURIComponent(text)}`;
  const packed = await pipe(new TextEncoder().encode(text), new CompressionStream("deflate-raw"));
  return `#packed=${btoa(String.fromCharCode(...packed))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "")}`;
}

/** The query of a fragment; undefined where there is none that can be read. */
export async function decodeSql(fragment: string): Promise<string | undefined> {
  const params = new URLSearchParams(fragment.replace(/^#/, "").replaceAll("+", "%2B"));
  const packed = params.get("packed");
  try {
    if (packed === null) return params.get("sql") ?? undefined;
    const bytes = Uint8Array.from(atob(packed.replaceAll("-", "+").replaceAll("_", "/")), (char) => char.charCodeAt(0));
    return new TextDecoder().decode(await pipe(bytes, new DecompressionStream("deflate-raw")));
  } catch {
    return undefined;
  }
}

async function pipe(bytes: Uint8Array, through: CompressionStream | DecompressionStream): Promise<Uint8Array> {
  const stream = new Blob([bytes as BlobPart])
    .stream()
    .pipeThrough(through as ReadableWritablePair<Uint8Array, BufferSource>);
  return new Uint8Array(await new Response(stream as ReadableStream<Uint8Array<ArrayBuffer>>).arrayBuffer());
}
