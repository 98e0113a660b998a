import type {Page} from "playwright-core";
import {describe, expect, test} from "vitest";
import config from "../../observablehq.config.ts";
import type {Reader} from "./reader.ts";
import {shareVisits} from "./visits.ts";

const visits = shareVisits();
const pages = ["/", ...config.pages.map(({path}) => path), "/seller", "/guide-analysts", "/nowhere"];

async function read(path: string): Promise<Reader> {
  const reader = await visits.open();
  await reader.visit(path);
  return reader;
}

test.each(pages)(
  "%s can be pressed nowhere that the tab key, or the arrow keys from there, do not reach",
  async (path) => {
    const {page} = await read(path);
    expect(await page.evaluate(findUnreachable)).toEqual([]);
  }
);

/** Runs in the page: what shows a hand or is a control, and is neither a stop of the tab key nor in a group with one. */
function findUnreachable(): string[] {
  const stops = "a[href], button, input, select, textarea, summary, [tabindex], [contenteditable=true], label";
  const isStop = (node: Element) => (node as HTMLElement | SVGElement).tabIndex >= 0 || node.localName === "label";
  const hasStop = (node: Element) => {
    const group = node.closest("[role=group], [role=menu], [role=listbox], [role=tablist], .bars");
    return group !== null && Array.from(group.querySelectorAll("*")).some(isStop);
  };
  const isPressed = (node: Element) =>
    getComputedStyle(node).cursor === "pointer" || node.matches("a[href], button, select");
  const pressed = Array.from(document.querySelectorAll("body *")).filter(
    (node) => node.checkVisibility() && isPressed(node)
  );
  const others = document.querySelector('main a[href*="seller?seller="]');
  const lost = pressed.filter((node) => {
    // The dots of sellers are links for the mouse; the table of all sellers has them, too.
    if (node.closest(".pickable") && others) return false;
    const stop = node.closest(stops);
    if (stop?.matches(":disabled")) return false;
    return !(stop && isStop(stop)) && !hasStop(node);
  });
  return lost.map((node) => `${node.localName}.${node.getAttribute("class") ?? ""}: ${node.textContent?.slice(0, 40)}`);
}

describe("the tab key", () => {
  test.each(["/geography", "/lineage?node=marts.mart_orders_monthly", "/explore"])(
    "goes through all of %s in the order of the page, shows where it is, and comes out at the end",
    async (path) => {
      const {page} = await read(path);
      const stops = await page.evaluate(countStops);
      const places: number[] = [];
      const unseen: string[] = [];
      for (let i = 0; i <= stops + 5; i++) {
        await page.keyboard.press("Tab");
        if (await page.evaluate("document.activeElement.closest('.cm-editor') !== null")) {
          await page.locator(".cm-editor.cm-focused").waitFor();
          await page.keyboard.press("Escape");
        }
        const {place, isSeen, name} = await page.evaluate(describeFocus);
        if (place < 0) break;
        places.push(place);
        if (!isSeen) unseen.push(name);
      }
      expect(places).toEqual(places.toSorted((a, b) => a - b));
      expect(places.length).toBeGreaterThan(20);
      expect(await isOut(page)).toBe(true);
      expect(unseen).toEqual([]);
    }
  );
});

const isOut = (page: Page) => page.evaluate(() => document.activeElement === document.body);

/** Runs in the page. */
function countStops(): number {
  const nodes = Array.from(document.querySelectorAll<HTMLElement>("body *"));
  return nodes.filter((node) => node.tabIndex >= 0).length;
}

/** Runs in the page: what has the focus, by its place in the document, -1 for none, and whether that shows. */
function describeFocus(): {place: number; isSeen: boolean; name: string} {
  const node = document.activeElement!;
  const place = node === document.body ? -1 : Array.from(document.querySelectorAll("body *")).indexOf(node);
  const look = () =>
    [node, ...node.children].map((each) => {
      const {outline, boxShadow, stroke, strokeWidth} = getComputedStyle(each);
      return [outline, boxShadow, stroke, strokeWidth].join();
    });
  const editor = node.closest(".cm-editor");
  const seen = look();
  (node as HTMLElement).blur();
  const isSeen = editor ? getComputedStyle(editor).outlineStyle !== "none" : seen.join() !== look().join();
  (node as HTMLElement).focus();
  return {
    place,
    isSeen,
    name: `${node.localName}.${node.getAttribute("class") ?? ""} ${node.textContent?.slice(0, 30)}`
  };
}
