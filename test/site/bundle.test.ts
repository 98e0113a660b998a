import {expect, test} from "vitest";
import {hoistImports} from "../../src/data/pipeline/site/bundle.ts";

const define = (body: string) => `define({id: "1", outputs: ["a"], body: async () => {\n${body}\nreturn {a};\n}});`;

test("hoistImports(source) makes the imports of a cell static ones, in their order", () => {
  const source = define('const [{a}, {b}] = await Promise.all([import("./a.js"), import("./b.js")]);');
  expect(hoistImports(source)).toBe(
    `import * as $0 from "./a.js";\nimport * as $1 from "./b.js";\n${define("const [{a}, {b}] = await Promise.all([$0, $1]);")}`
  );
  expect(hoistImports(define('const {a} = await import("./a.js");'))).toContain("const {a} = await $0;");
});

test("hoistImports(source) leaves alone what a page imports when it needs it, and what only looks like an import", () => {
  const later = define('const a = 1;\nconst load = () => import("./later.js");\nconst text = \'import("./none.js")\';');
  expect(hoistImports(later)).toBe(later);
});
