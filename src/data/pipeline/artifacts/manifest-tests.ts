import type {Check} from "../check-plan.ts";
import {toFailingRows} from "../check-plan.ts";
import type {ManifestContext} from "./manifest-tables.ts";
import {checksumOf, describeNode} from "./manifest-tables.ts";
import {isRef, packageName, testId, testName, toReference} from "./node-ids.ts";

/** Kinds that dbt has in a package of its own. */
const packages: Record<string, string> = {accepted_range: "dbt_utils", expression_is_true: "dbt_utils"};

/** A test as dbt describes it: one of a contract, or a query of `sql/tests/`. */
export function describeTest(check: Check, context: ManifestContext) {
  const {ids, createdAt} = context;
  const isQuery = check.rule.type === "query";
  const name = testName(check);
  const sql = toFailingRows(check);
  const file = isQuery ? check.path : check.path.replace(/^sql\/|^seeds\//, "tests/");
  const table = {schema: check.table.split(".")[0]!, name, path: check.path, description: check.reason ?? ""};
  return {
    ...describeNode(table, {id: testId(check), file, createdAt}),
    original_file_path: check.path,
    relation_name: null,
    patch_path: null,
    resource_type: "test",
    checksum: isQuery ? checksumOf(sql) : {name: "none", checksum: ""},
    config: describeConfig(check),
    tags: [],
    meta: {id: check.id, ...(check.reason && {reason: check.reason})},
    docs: {show: true, node_color: null},
    columns: {},
    group: null,
    language: "sql",
    raw_code: isQuery ? sql : `{{ test_${check.kind}(**_dbt_generic_test_kwargs) }}`,
    compiled: true,
    compiled_path: null,
    compiled_code: sql,
    extra_ctes_injected: true,
    extra_ctes: [],
    refs: check.reads.filter(isRef).map((id) => ({name: id.split(".")[1]!, package: null, version: null})),
    sources: check.reads.filter((id) => !isRef(id)).map((id) => id.split(".")),
    metrics: [],
    depends_on: {macros: [], nodes: check.reads.flatMap((id) => ids.get(id) ?? [])},
    contract: {enforced: false, alias_types: true, checksum: null},
    ...(!isQuery && describeGeneric(check, ids))
  };
}

function describeConfig({severity, errorIf, warnIf, rule}: Check) {
  return {
    enabled: true,
    materialized: "test",
    severity: severity === "error" ? "ERROR" : "WARN",
    store_failures: true,
    where: (rule.type !== "query" && rule.where) || null,
    limit: null,
    fail_calc: "count(*)",
    warn_if: warnIf,
    error_if: errorIf,
    tags: [],
    meta: {}
  };
}

function describeGeneric(check: Check, ids: Map<string, string>) {
  const {kind, table, column, path} = check;
  return {
    column_name: column ?? null,
    file_key_name: `${isRef(table) ? "models" : "sources"}.${table.split(".")[1]}`,
    attached_node: ids.get(table) ?? `${packageName}.${path}`,
    test_metadata: {
      name: kind,
      kwargs: {...(column && {column_name: column}), model: `{{ ${toReference(table)} }}`, ...describeArguments(check)},
      namespace: packages[kind] ?? null
    }
  };
}

function describeArguments({rule, args}: Check): Record<string, unknown> {
  if (rule.type !== "relationship") return args ?? {};
  return {...args, to: toReference(rule.to), field: rule.field};
}
