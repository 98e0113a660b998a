export type Place = {from: number; to: number};
export type SqlError = Place & {message: string};

const pointer = /\nLINE (\d+): (.*)\n( *)\^[^]*$/;

/**
 * Where in its text a query went wrong, and why: the engine quotes the line, shortened by dots, with a caret below. Without one, it is the
 * first name in quotes that stands in the text, else nowhere: from and to are then 0.
 */
export function locateError(message: string, text: string): SqlError {
  const match = pointer.exec(message);
  if (!match)
    return {message, ...(/at end of input/.test(message) ? wordAt(text, text.length) : findNamed(message, text))};
  const [, number, quoted, indent] = match;
  const start = findLineStart(text, Number(number));
  const offset = findOffset(getLine(text, start), quoted!, indent!.length - `LINE ${number}: `.length);
  return {message: message.slice(0, match.index), ...wordAt(text, start + offset)};
}

/** The position in a line that a caret below its quotation points at. */
function findOffset(line: string, quoted: string, column: number): number {
  const dots = quoted.startsWith("...") && !line.startsWith("...") ? 3 : 0;
  const excerpt = quoted.slice(dots).replace(/\.\.\.$/, "");
  return Math.max(0, line.indexOf(excerpt)) + Math.max(0, column - dots);
}

function findLineStart(text: string, number: number): number {
  const before = text.split("\n").slice(0, number - 1);
  return before.reduce((position, line) => position + line.length + 1, 0);
}

function getLine(text: string, start: number): string {
  return text.slice(start).split("\n")[0]!;
}

function findNamed(message: string, text: string): Place {
  for (const [, name] of message.matchAll(/["'`](\w+)["'`]|\bname (\w+)/g)) {
    const position = name ? text.search(new RegExp(`\\b${name}\\b`, "i")) : -1;
    if (position >= 0) return wordAt(text, position);
  }
  return {from: 0, to: 0};
}

/** The word at a position; before the end of the text, at least one character. */
function wordAt(text: string, position: number): Place {
  const at = Math.min(position, text.trimEnd().length);
  const [word] = /^(?:"[^"]*"|\w+|[^]?)/.exec(text.slice(at))!;
  return word.trim() ? {from: at, to: at + word.length} : {from: Math.max(0, at - 1), to: at};
}
