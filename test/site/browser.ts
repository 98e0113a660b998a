import {execFileSync} from "node:child_process";
import {existsSync} from "node:fs";
import type {Browser} from "playwright-core";
import {chromium} from "playwright-core";

const candidates = [
  process.env.CHROMIUM_PATH,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
];

const findChromium = () => candidates.find((path) => path && existsSync(path));

/** The path of a Chromium, which Debian's package brings where there is none and one may install. */
export function getChromium(): string {
  const found = findChromium() ?? installChromium();
  if (found) return found;
  throw new Error('The tests need Chromium: install it (on Debian "apt-get install chromium") or set CHROMIUM_PATH.');
}

function installChromium(): string | undefined {
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return undefined;
  const options = {stdio: "ignore", env: {...process.env, DEBIAN_FRONTEND: "noninteractive"}} as const;
  try {
    execFileSync("apt-get", ["update"], options);
    execFileSync("apt-get", ["install", "-y", "chromium"], options);
  } catch {
    return undefined;
  }
  return findChromium();
}

/** A headless Chromium that asks nobody but the pages it is sent to. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: getChromium(),
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync"
    ]
  });
}
