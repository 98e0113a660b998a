import {afterEach, beforeEach, describe, expect, test, vi} from "vitest";
import {createPractice} from "../../src/data/pipeline/site/practice.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Notes queries that took 10 ms each; each is practised in 40 ms. */
function begin(options = {}) {
  const practised: string[] = [];
  const note = createPractice(({text, params}) => {
    practised.push(`${text} ${params.join()}`);
    vi.setSystemTime(Date.now() + 40);
  }, options);
  return {practised, ask: (text: string, param: string, time = 10) => note({text, params: [param]}, time)};
}

describe("createPractice(run, {pause, most, longest})", () => {
  beforeEach(() => void vi.spyOn(performance, "now").mockImplementation(() => Date.now()));

  test("leaves alone what was asked once", () => {
    const {practised, ask} = begin();
    ask("a", "SP");
    ask("b", "SP");
    vi.advanceTimersByTime(10_000);
    expect(practised).toEqual([]);
  });

  test("runs what was asked again in turn, as it was asked last, until its time is up", () => {
    const {practised, ask} = begin({most: 190});
    for (const state of ["SP", "RJ"]) for (const text of ["a", "b"]) ask(text, state);
    vi.advanceTimersByTime(99);
    expect(practised).toEqual([]);
    vi.advanceTimersByTime(10_000);
    expect(practised).toEqual(["a RJ", "b RJ", "a RJ", "b RJ", "a RJ"]);
  });

  test("makes way for whoever asks", () => {
    const {practised, ask} = begin();
    ask("a", "SP");
    ask("a", "RJ");
    vi.advanceTimersByTime(101);
    const before = practised.length;
    expect(before).toBeGreaterThan(0);
    ask("a", "MG");
    vi.advanceTimersByTime(99);
    expect(practised).toHaveLength(before);
    vi.advanceTimersByTime(1);
    expect(practised.at(-1)).toBe("a MG");
  });

  test("leaves out what one would have to wait for", () => {
    const {practised, ask} = begin();
    for (const state of ["SP", "RJ"]) for (const text of ["quick", "slow"]) ask(text, state, text === "slow" ? 51 : 10);
    vi.advanceTimersByTime(1000);
    expect(new Set(practised)).toEqual(new Set(["quick RJ"]));
  });
});
