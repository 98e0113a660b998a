import {findModule} from "@observablehq/framework/dist/javascript/module.js";
import {resolveNodeImport} from "@observablehq/framework/dist/node.js";
import {isPathImport, resolvePath} from "@observablehq/framework/dist/path.js";
import {existsSync} from "node:fs";
import {join} from "node:path";

/** Says what is wrong with an import of a page or module; `path` is the importer's, such as "/sales" or "/components/chart.js". */
export async function checkImport(root: string, path: string, specifier: string): Promise<string | undefined> {
  if (specifier.startsWith("observablehq:")) return undefined;
  if (isPathImport(specifier)) return checkLocal(root, resolvePath(path, specifier));
  const [, scheme] = /^(\w+):/.exec(specifier) ?? [];
  if (scheme)
    return `"${specifier}" is fetched over the network: install the package and import it without "${scheme}:"`;
  return resolveNodeImport(root, specifier).then(
    () => undefined,
    () => `"${specifier}" is not installed: npm install it, or correct the name`
  );
}

function checkLocal(root: string, path: string): string | undefined {
  const exists = /\.js$/.test(path) ? findModule(root, path) : existsSync(join(root, path));
  return exists ? undefined : `${root}${path} does not exist`;
}

/** Says what to do about a FileAttachment method that pulls in a library. */
export function explainFileMethod(method: string): string {
  return `FileAttachment(…).${method}() loads a library from the network: use .href, .text(), .json() or .arrayBuffer(), and decode with an imported library`;
}
