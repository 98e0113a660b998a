import type {State} from "./catalog.js";
import * as format from "./format.js";
import {promoterScore} from "./home-answers.js";
import {findGrowth, inPeriod, rate, total, type Measure, type MonthRow} from "./months.js";
import {commentShare, meanScore, oneStarShare, unreviewedShare} from "./reviews-answers.js";
import type {Row} from "./rows.js";
import {sqlTable, type SqlColumn} from "./sql-table.js";
import {dataTable} from "./table.js";
import {tiles} from "./tiles.js";
import type {Ask} from "./warehouse.js";

const points: Measure = (row) => promoterScore([row]);

export function reviewTiles(months: readonly MonthRow[], source: readonly Row[]): HTMLElement {
  const period = inPeriod(months);
  const {formatPercent, formatPercentPoints} = format;
  const grow = (value: Measure) => ({growth: findGrowth(months, value)});
  const share = (name: string) => formatPercent(rate(period, name, "reviews_count"));
  const orders = total(period, "orders_count");
  const unreviewed = orders - total(period, "reviewed_orders_count");
  return tiles(
    [
      {
        ...{label: "Mean review score", value: format.formatScore(rate(period, "review_score_sum", "reviews_count"))},
        ...{...grow(meanScore), good: "up", difference: format.formatScoreChange}
      },
      {
        ...{label: "NPS proxy", value: format.formatPoints(promoterScore(period))},
        ...{...grow(points), good: "up", difference: (value: number) => `${format.formatPoints(value)} points`}
      },
      {
        ...{label: "Score 1", value: share("score_1_count")},
        ...{...grow(oneStarShare), good: "down", difference: formatPercentPoints}
      },
      {label: "With a comment", value: share("comments_count"), ...grow(commentShare), difference: formatPercentPoints},
      {
        ...{label: "Orders without a review", value: formatPercent(orders === 0 ? null : unreviewed / orders)},
        ...{...grow(unreviewedShare), difference: formatPercentPoints}
      }
    ],
    {source, metrics: ["review_score", "nps", "orders"]}
  );
}

const scoreColumns = [
  {label: "Reviews", value: (row: Row) => row.reviews_count!, format: format.formatCount},
  {label: "Mean", value: meanScore, format: format.formatScore},
  {label: "NPS proxy", value: points, format: format.formatPoints},
  {label: "Score 1", value: oneStarShare, format: format.formatPercent}
];

export function categoriesTable(rows: readonly Row[], source: readonly Row[]): HTMLElement {
  const label = (row: Row) => format.formatLabel(String(row.category));
  return dataTable(rows, [{label: "Category", value: label}, ...scoreColumns], {
    caption: "Reviews by category",
    height: "30rem",
    source,
    metrics: ["review_score", "nps", "category"]
  });
}

export function statesTable(rows: readonly Row[], states: readonly State[], source: readonly Row[]): HTMLElement {
  const label = (row: Row) => states.find(({state}) => state === row.state)?.name ?? String(row.state);
  return dataTable(rows, [{label: "State", value: label}, ...scoreColumns], {
    caption: "Reviews by the customer’s state",
    height: "40rem",
    source,
    metrics: ["review_score", "nps", "region"]
  });
}

const wordColumns: SqlColumn[] = [
  {label: "Word", column: "word"},
  {label: "In English", column: "english"},
  {label: "Theme", column: "theme", value: ({theme}) => format.formatLabel(String(theme).replaceAll(" ", "_"))},
  {label: "In score 1", column: "score_1_share", format: format.formatPercent},
  {label: "In others", column: "other_share", format: format.formatPercent},
  {label: "Times as frequent", column: "lift", format: format.formatDecimal}
];

export function wordsTable(rows: readonly Row[], ask: Ask): HTMLElement {
  return sqlTable(rows, wordColumns, {
    caption: "Words that set comments of score 1 apart",
    ask,
    search: ["word", "english", "theme"],
    metrics: ["review_score"]
  });
}
