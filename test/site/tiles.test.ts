import {JSDOM} from "jsdom";
import {expect, test} from "vitest";
import {formatChange, formatPercentPoints, formatPoints} from "../../src/components/format.ts";
import {judgeChange, tiles, type Tile} from "../../src/components/tiles.ts";

test.each([
  [formatChange(0.034), "up", {mood: "good", words: "▲ +3.4%"}],
  [formatChange(0.034), "down", {mood: "bad", words: "▲ +3.4%"}],
  [formatChange(-0.034), "down", {mood: "good", words: "▼ −3.4%"}],
  [formatChange(-0.034), undefined, {mood: "", words: "▼ −3.4%"}],
  [formatChange(-0.0004), "up", {mood: "", words: "no change"}],
  [formatPercentPoints(0.0004), "down", {mood: "", words: "no change"}],
  [`${formatPoints(-0.4)} points`, "up", {mood: "", words: "no change"}]
] as const)("judgeChange(%s, %s): one that is written as zero is none", (text, good, expected) => {
  expect(judgeChange(text, good)).toEqual(expected);
});

test.each([
  [{change: 0.5, difference: 10}, {}, "Aug 2018: ▲ +50.0% on Jul"],
  [{change: null, difference: 10}, {}, "Aug 2018: ▲ from nothing in Jul"],
  [{change: null, difference: 0}, {}, "Aug 2018: no change on Jul"],
  [{change: null, difference: 0.024}, {difference: formatPercentPoints}, "Aug 2018: ▲ +2.4 pts on Jul"],
  [undefined, {}, "Aug 2018: nothing earlier"]
] as const)("tiles(items) tells a change of %o with %o", (difference, options, expected) => {
  globalThis.document = new JSDOM("", {}).window.document;
  const previous = difference && {month: new Date("2018-07-01"), ...difference};
  const tile: Tile = {label: "a", value: "1", growth: {month: new Date("2018-08-01"), value: 1, previous}, ...options};
  expect(tiles([tile]).querySelector(".detail")!.textContent).toBe(expected);
});
