import {spawnSync} from "node:child_process";
import {mkdir, mkdtemp, readFile, readdir, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join, resolve} from "node:path";
import {afterEach, beforeEach, describe, expect, test} from "vitest";
import {getOutputs, recoverSwap, swapIn} from "../../src/data/pipeline/site/swap.ts";

const swapPath = resolve(import.meta.dirname, "../../src/data/pipeline/site/swap.ts");
let dir: string;
let dist: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "olist-swap-"));
  dist = join(dir, "dist");
});
afterEach(() => rm(dir, {recursive: true, force: true}));

async function put(path: string, text: string): Promise<void> {
  await mkdir(path, {recursive: true});
  await writeFile(join(path, "index.html"), text);
}

const readSite = () => readFile(join(dist, "index.html"), "utf8");

describe("swapIn(dist)", () => {
  test("makes the finished build the site and leaves nothing else", async () => {
    await put(dist, "old");
    await put(getOutputs(dist).building, "new");
    await swapIn(dist);
    expect(await readSite()).toBe("new");
    expect(await readdir(dir)).toEqual(["dist"]);
  });

  test("needs no site before", async () => {
    await put(getOutputs(dist).building, "new");
    await swapIn(dist);
    expect(await readSite()).toBe("new");
  });
});

describe("recoverSwap(dist)", () => {
  test.each([1, 2, 3])("ends a swap that was killed right after rename %i", async (count) => {
    await put(dist, "old");
    const killed = swapAndDie(count);
    expect(killed.signal).toBe("SIGKILL");
    await recoverSwap(dist);
    expect(await readSite()).toBe(count === 1 ? "old" : "new");
    expect(await readdir(dir)).toEqual(["dist"]);
  });

  test("leaves a site alone that nobody swapped", async () => {
    await put(dist, "old");
    await recoverSwap(dist);
    expect(await readSite()).toBe("old");
  });

  test("removes what a dead build left and keeps what a running one writes", async () => {
    await put(`${dist}.building-1`, "running");
    await put(`${dist}.building-2`, "dead");
    await recoverSwap(dist, (id) => id === 1);
    expect(await readdir(dir)).toEqual(["dist.building-1"]);
  });
});

/** Swaps in a process that kills itself right after its nth rename. */
function swapAndDie(count: number) {
  const script = `
    import fs from "node:fs/promises";
    import {mkdirSync, writeFileSync} from "node:fs";
    import {syncBuiltinESMExports} from "node:module";
    const {rename} = fs;
    let renames = 0;
    fs.rename = async (from, to) => {
      await rename(from, to);
      if (++renames === ${count}) process.kill(process.pid, "SIGKILL");
    };
    syncBuiltinESMExports();
    const {getOutputs, swapIn} = await import(${JSON.stringify(swapPath)});
    const {building} = getOutputs(${JSON.stringify(dist)});
    mkdirSync(building);
    writeFileSync(building + "/index.html", "new");
    await swapIn(${JSON.stringify(dist)});
  `;
  return spawnSync(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script]);
}
