import type {Format} from "./format.js";
import {formatMonthName, formatShortMonth} from "./format.js";
import {compareValues, findGrowth, inPeriod, shiftMonth, type Difference, type MonthRow} from "./months.js";
import type {Row} from "./rows.js";
import type {Tile} from "./tiles.js";

/** A figure of any rows together, such as a sum, or a quotient of sums; null where there is none. */
export type Aggregate = (rows: readonly Row[]) => number | null;

/** The whole period against an earlier one of the same length, named "Jan–Mar 2017". */
export type PeriodChange = Difference & {label: string};

type Options = Pick<Tile, "good" | "difference" | "detail"> & {format: Format};

/** A tile of the period's figure: its line over the complete months, and its changes as far as they can be told. */
export function monthTile(
  label: string,
  months: readonly MonthRow[],
  aggregate: Aggregate,
  {format, ...options}: Options
): Tile {
  const period = inPeriod(months);
  const single = (row: Row) => aggregate([row]);
  return {
    label,
    value: format(aggregate(period) as number),
    trend: period.filter((row) => row.is_complete).map(single),
    growth: findGrowth(months, single),
    against: comparePeriod(months, aggregate),
    ...options
  };
}

/**
 * The change of a period of several complete months against the same months a year before, or else against as many months right before
 * it; undefined where these are not all in the data and complete, or have no figure.
 */
export function comparePeriod(months: readonly MonthRow[], aggregate: Aggregate): PeriodChange | undefined {
  const period = inPeriod(months);
  if (period.length < 2 || !period.every((row) => row.is_complete)) return;
  const current = aggregate(period);
  const backs = period.length <= 12 ? [12, period.length] : [period.length];
  const earlier = backs.map((back) => shiftPeriod(months, period, back)).find((rows) => rows !== undefined);
  const before = earlier && aggregate(earlier);
  if (current === null || before == null) return;
  return {label: nameSpan(earlier!), ...compareValues(current, before)};
}

/** The months so many months back; undefined unless all are there and complete. */
function shiftPeriod(months: readonly MonthRow[], period: readonly MonthRow[], back: number): MonthRow[] | undefined {
  const rows = period.map(({month}) => {
    const earlier = +shiftMonth(month, -back);
    return months.find((row) => row.is_complete && +row.month === earlier);
  });
  return rows.every((row) => row !== undefined) ? rows : undefined;
}

function nameSpan(months: readonly MonthRow[]): string {
  const [first, last] = [months[0]!.month, months.at(-1)!.month];
  const isOneYear = first.getUTCFullYear() === last.getUTCFullYear();
  return `${isOneYear ? formatMonthName(first) : formatShortMonth(first)}–${formatShortMonth(last)}`;
}
