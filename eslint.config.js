import js from "@eslint/js";
import ts from "typescript-eslint";

export default ts.config(
  {ignores: ["dist*/", "src/.observablehq/", ".warehouse/", "data/"]},
  js.configs.recommended,
  ...ts.configs.strict,
  {
    languageOptions: {parserOptions: {projectService: {allowDefaultProject: ["*.js"]}}},
    rules: {
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/await-thenable": "error",
      "no-console": "off",
      eqeqeq: ["error", "always", {null: "ignore"}]
    }
  }
);
