import {readFile} from "node:fs/promises";
import {dirname, join, resolve} from "node:path";

/** The commit that is checked out in a folder or one above it; undefined outside a git work tree. Starts no process. */
export async function readCommit(root: string): Promise<string | undefined> {
  const gitDir = await findGitDir(root);
  const head = gitDir && (await read(join(gitDir, "HEAD")));
  if (!head) return undefined;
  const [, ref] = /^ref: (.+)$/.exec(head) ?? [];
  return ref ? readRef(gitDir, ref) : head;
}

const read = (path: string) =>
  readFile(path, "utf8").then(
    (text) => text.trim(),
    () => undefined
  );

async function findGitDir(dir: string): Promise<string | undefined> {
  const path = join(dir, ".git");
  if (await read(join(path, "HEAD"))) return path;
  const [, pointer] = /^gitdir: (.+)$/.exec((await read(path)) ?? "") ?? [];
  if (pointer) return resolve(dir, pointer);
  return dirname(dir) === dir ? undefined : findGitDir(dirname(dir));
}

/** Branches stand in files of their own or packed in one, for linked work trees in the main one's folder. */
async function readRef(gitDir: string, ref: string): Promise<string | undefined> {
  const common = await read(join(gitDir, "commondir"));
  const dirs = common ? [gitDir, resolve(gitDir, common)] : [gitDir];
  for (const dir of dirs) {
    const commit = (await read(join(dir, ref))) ?? findPacked(await read(join(dir, "packed-refs")), ref);
    if (commit) return commit;
  }
  return undefined;
}

const findPacked = (text: string | undefined, ref: string) =>
  text
    ?.split("\n")
    .find((line) => line.endsWith(` ${ref}`))
    ?.split(" ")[0];
