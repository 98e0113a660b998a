import {spawn} from "node:child_process";

/** What needs no run of the project; the scripts of package.json, side by side, for each keeps one processor busy. */
const scripts = ["types", "lint:code", "lint:format"];

/** Runs a script of package.json, prints what it says in one piece, and tells whether it found nothing. */
function runScript(name: string): Promise<boolean> {
  const child = spawn("npm", ["run", "--silent", name], {shell: process.platform === "win32"});
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => chunks.push(chunk));
  return new Promise((done) =>
    child.on("close", (code) => {
      process.stdout.write(`${name}: ${code === 0 ? "passed" : "failed"}\n${Buffer.concat(chunks).toString()}`);
      done(code === 0);
    })
  );
}

const outcomes = await Promise.all(scripts.map(runScript));
process.exitCode = outcomes.every(Boolean) ? 0 : 1;
