import type {Measure} from "./months.js";
import type {Row} from "./rows.js";

type Names = {value: Measure; name: (row: Row) => string; what: string};

/** Who leads a ranking: "Paraná is", or "7 states are" where several are equal. */
export function describeFirst(ranked: readonly Row[], {value, name, what}: Names): string {
  const [first] = ranked;
  const equal = ranked.filter((row) => value(row) === value(first!)).length;
  return equal === 1 ? `${name(first!)} is` : `${equal} ${what} are`;
}
