import type {Query, Scalar} from "./query.js";

const tokens = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/|\?/g;

/** A query's text with its values in their places, as one would write it. */
export function inlineParams({text, params}: Query): string {
  let next = 0;
  return text.replace(tokens, (token) => (token === "?" && next < params.length ? toLiteral(params[next++]!) : token));
}

function toLiteral(value: Scalar): string {
  if (typeof value !== "string") return String(value);
  const literal = `'${value.replaceAll("'", "''")}'`;
  return /^\d{4}-\d{2}-\d{2}$/.test(value) ? `date ${literal}` : literal;
}
