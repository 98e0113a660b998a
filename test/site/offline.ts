import {spawnSync} from "node:child_process";

const ways = [
  ["unshare", "--net"],
  ["unshare", "--map-root-user", "--net"]
];

/** Puts a command into a network of its own that has nothing in it, where the system lets us. */
export const offline: string[] | undefined = ways.find(
  ([program, ...args]) => spawnSync(program!, [...args, "true"]).status === 0
);
