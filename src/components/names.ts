/** As many letters as leave bars a third of a phone's width; no more on a wide screen, so that a chart is as high there. A longer word goes on below. */
const lines = /\S.{0,20}(?=\s|$)|\S{21}/g;

export type Names = {
  /** One for each name, in lines. */
  texts: string[];
  /** The room for them at the left of a chart, in pixels. */
  margin: number;
  /** The least height of a row that holds them, in pixels. */
  height: number;
};

/** Names of the rows of a chart, in lines that end between words. */
export function layOutNames(names: readonly string[]): Names {
  const broken = names.map((name) => name.match(lines) ?? [""]);
  const longest = Math.max(4, ...broken.flat().map((line) => line.length));
  return {
    texts: broken.map((each) => each.join("\n")),
    margin: 12 + 6.8 * longest,
    height: 6 + 12 * Math.max(1, ...broken.map((each) => each.length))
  };
}
