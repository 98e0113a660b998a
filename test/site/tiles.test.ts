import {expect, test} from "vitest";
import {formatChange, formatPercentPoints, formatPoints} from "../../src/components/format.ts";
import {judgeChange} from "../../src/components/tiles.ts";

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
