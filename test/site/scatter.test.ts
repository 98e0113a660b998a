import {expect, test} from "vitest";
import {formatCount, formatPercent} from "../../src/components/format.ts";
import {listPoints, type Dimension} from "../../src/components/scatter-chart.ts";
import {answerService, describeLeading} from "../../src/components/seller-scatter.ts";
import {shareVisits} from "./visits.ts";

const visits = shareVisits();
const x: Dimension = {label: "Revenue", value: (row) => row.revenue as number | null, format: formatCount, log: true};
const y: Dimension = {label: "Share", value: (row) => row.share as number | null, format: formatPercent};

test("listPoints(rows, options) leaves out what is missing, and what a logarithmic axis cannot show", () => {
  const rows = [
    {revenue: 1000, share: 0},
    {revenue: 0, share: 0.5},
    {revenue: 10, share: null},
    {revenue: null, share: 0.5}
  ];
  expect(listPoints(rows, {x, y, label: () => "Seller 7"})).toEqual([
    {x: 1000, y: 0, title: "Seller 7\nRevenue: 1,000\nShare: 0.0%", row: rows[0]}
  ]);
});

test("answerService(sellers) compares the first tenth with the others, by their orders", () => {
  const seller = (delivered_count: number, late_count: number) => ({
    ...{delivered_count, late_count},
    ...{reviewed_count: 1, review_score_sum: 4}
  });
  const sellers = [...Array.from({length: 3}, () => seller(10, 1)), ...Array.from({length: 27}, () => seller(1, 0))];
  expect(answerService(sellers)).toBe(
    "Of the 30 sellers with most revenue, the first 3 deliver 90.0% on time and have a mean review score of 4.00, the others deliver 100.0% on time and have a mean review score of 4.00."
  );
  expect(answerService(sellers.slice(1))).toBe("Fewer than 30 sellers here brought revenue, too few to compare.");
});

test("describeLeading(count) counts no seller where there is none", () => {
  expect([0, 1, 12].map(describeLeading)).toEqual([
    "Sellers with revenue over all the data",
    "Sellers with revenue over all the data",
    "The 12 sellers with most revenue over all the data"
  ]);
});

test("a dot of the chart of sellers tells of its seller, and a click on it opens the page of the seller", async () => {
  const reader = await visits.open();
  await reader.go("/sellers");
  const figure = reader.page.locator(".chart", {
    has: reader.page.getByRole("heading", {name: "Service against revenue"})
  });
  const dot = figure.locator("circle").first();
  await figure.scrollIntoViewIfNeeded();
  await dot.hover({force: true});
  await expect.poll(() => figure.locator("svg[role=img]").textContent()).toMatch(/Seller \d+ ·/);
  await dot.click({force: true});
  await reader.page.waitForURL(/\/seller\?seller=\d+$/);
  await expect.poll(() => reader.lead()).toMatch(/^Seller \d+ · /);
  expect(reader.complaints).toEqual([]);
});
