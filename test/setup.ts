import {getChromium} from "./site/browser.ts";

/** Finds or installs the browser once, before tests that would do so side by side. */
export default function setup(): void {
  getChromium();
}
