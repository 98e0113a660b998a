import {expect, test} from "vitest";
import * as format from "../../src/components/format.ts";

test.each([
  [format.formatMoney(13591643.7), "R$13,591,643.70"],
  [format.formatMoney(0), "R$0.00"],
  [format.formatWholeMoney(13591643.7), "R$13,591,644"],
  [format.formatShortMoney(13591643.7), "R$13.6M"],
  [format.formatShortMoney(854686), "R$855K"],
  [format.formatShortMoney(12.5), "R$12.50"],
  [format.formatAxisMoney(1e6), "R$1M"],
  [format.formatCount(99441), "99,441"],
  [format.formatPercent(89936 / 96470), "93.2%"],
  [format.formatPercent(0), "0.0%"],
  [format.formatPercent(0.0004), "<0.1%"],
  [format.formatPercent(0.0005), "0.1%"],
  [format.formatPercent(2219 / 2220), ">99.9%"],
  [format.formatPercent(1), "100.0%"],
  [format.formatPercent(1.2), "120.0%"],
  [format.formatWholePercent(0.004), "<1%"],
  [format.formatWholePercent(0.996), ">99%"],
  [format.formatMoney(0.00497), "<R$0.01"],
  [format.formatDays(12.5), "12.5 days"],
  [format.formatDays(1), "1.0 day"],
  [format.formatChange(0.034), "+3.4%"],
  [format.formatChange(-0.034), "−3.4%"],
  [format.formatChange(-0.0001), "0.0%"],
  [format.formatPercentPoints(-0.028), "−2.8 pts"],
  [format.formatPoints(37.6), "+38"],
  [format.formatMonth("2018-08-01"), "August 2018"],
  [format.formatShortMonth(new Date("2018-08-01")), "Aug 2018"],
  [format.formatDate("2018-10-17"), "Oct 17, 2018"],
  [format.formatLabel("health_beauty"), "Health beauty"],
  [format.formatLabel("<script>alert(1)</script>"), "<script>alert(1)</script>"],
  [format.formatCounted(1, "order"), "1 order"],
  [format.formatCounted(1200, "order"), "1,200 orders"],
  [format.formatOrdinal(1), "1st"],
  [format.formatOrdinal(12), "12th"],
  [format.formatOrdinal(1022), "1,022nd"],
  [format.formatOrdinal(103), "103rd"],
  [format.formatList(["a", "b", "c"]), "a, b and c"]
])("%s is %s", (text, expected) => {
  expect(text).toBe(expected);
});

test.each([null, undefined, NaN, Infinity])("no format shows %s", (value) => {
  const formats = [
    format.formatMoney,
    format.formatCount,
    format.formatPercent,
    format.formatDays,
    format.formatPoints
  ];
  expect(formats.map((show) => show(value))).toEqual(formats.map(() => "–"));
});
