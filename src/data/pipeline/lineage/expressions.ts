import type {Dictionary, From, Macro, Relation, Scope} from "./relations.ts";
import {emptyFrom, resolve} from "./relations.ts";
import type {Sources} from "./sources.ts";
import {merge, none, through, toConditions} from "./sources.ts";
import type {Node} from "./syntax.ts";
import {childrenOf, isNode, lower, nodesOf, queryOf, someExpression, textsOf} from "./syntax.ts";

export type TraceQuery = (query: Node, scope: Scope) => Relation;

/** Traces expressions to the columns they are made of; `traceQuery` does so for the subqueries in them. */
export class Expressions {
  constructor(
    private readonly dictionary: Dictionary,
    private readonly traceQuery: TraceQuery
  ) {}

  trace(node: Node, scope: Scope): Sources {
    switch (node.class) {
      case "COLUMN_REF":
        return resolve(textsOf(node.column_names), scope);
      case "CONSTANT":
      case "PARAMETER":
        return none;
      case "FUNCTION":
        return this.traceFunction(node, scope);
      case "WINDOW":
        return this.traceWindow(node, scope);
      case "CASE":
        return this.traceCase(node, scope);
      case "SUBQUERY":
        return this.traceSubquery(node, scope);
      case "LAMBDA":
        return this.traceLambda(node, scope);
      case "STAR":
        return scopeStar(scope);
      case "POSITIONAL_REFERENCE":
        return fromOf(scope).columns[Number(node.index) - 1]?.sources ?? none;
      default:
        return through("transformation", this.traceAll(childrenOf(node), scope));
    }
  }

  traceAll(nodes: Node[], scope: Scope): Sources {
    return merge(...nodes.map((node) => this.trace(node, scope)));
  }

  /** Whether an expression makes one value of many rows. */
  isAggregate(node: Node): boolean {
    return someExpression(
      node,
      ({class: kind, function_name}) => kind === "FUNCTION" && this.dictionary.aggregates.has(lower(function_name))
    );
  }

  private traceFunction(node: Node, scope: Scope): Sources {
    const name = lower(node.function_name);
    const macro = this.dictionary.macros.get(name);
    if (macro) return this.trace(...this.expand(pickForm(macro, node), node, scope));
    const steered = through("conditional", this.traceAll(childrenOf([node.filter, node.order_bys]), scope));
    if (name === "count_star") return merge(through("aggregation", fromOf(scope).rows), steered);
    const kind = this.dictionary.aggregates.has(name) ? "aggregation" : "transformation";
    return merge(through(kind, this.traceAll(nodesOf(node.children), scope)), steered);
  }

  /** A macro's body, with the scope in which its parameters are the call's arguments. */
  expand({parameters, body}: Macro, call: Node, scope: Scope): [Node, Scope] {
    const bound = new Map<string, Sources>(parameters.map((name) => [name, none]));
    const args = nodesOf(call.children);
    args.forEach((arg, i) => {
      const name = bound.has(lower(arg.alias)) ? lower(arg.alias) : parameters[i];
      if (name !== undefined) bound.set(name, this.trace(arg, scope));
    });
    return [body, {parameters: bound, ctes: scope.ctes, outer: scope}];
  }

  private traceWindow(node: Node, scope: Scope): Sources {
    const isAggregate = node.type === "WINDOW_AGGREGATE";
    const values = this.traceAll(nodesOf(node.children), scope);
    const order = childrenOf([node.partitions, node.orders, node.arg_orders]);
    const condition = isNode(node.filter_expr) ? this.trace(node.filter_expr, scope) : none;
    const other = ["start_expr", "end_expr", "offset_expr", "default_expr"].map((key) => node[key]).filter(isNode);
    const traced = merge(
      through(isAggregate ? "aggregation" : "transformation", merge(values, this.traceAll(other, scope))),
      through("window", this.traceAll(order, scope)),
      through("conditional", condition)
    );
    const countsRows = values.size === 0 && (isAggregate || traced.size === 0);
    return countsRows ? merge(traced, through(isAggregate ? "aggregation" : "window", fromOf(scope).rows)) : traced;
  }

  private traceCase(node: Node, scope: Scope): Sources {
    const checks = nodesOf(node.case_checks);
    const conditions = checks.map((check) => check.when_expr).filter(isNode);
    const values = [...checks.map((check) => check.then_expr), node.else_expr].filter(isNode);
    return merge(
      through("conditional", this.traceAll(conditions, scope)),
      through("transformation", this.traceAll(values, scope))
    );
  }

  private traceSubquery(node: Node, scope: Scope): Sources {
    const {columns, rows, influences} = this.traceQuery(queryOf(node.subquery), scope);
    const compared = isNode(node.child) ? this.trace(node.child, scope) : none;
    const value = columns[0]?.sources ?? none;
    const conditions = toConditions(influences);
    if (/EXISTS/.test(String(node.subquery_type))) return merge(through("conditional", rows), conditions);
    if (node.subquery_type === "SCALAR") return merge(value, conditions);
    return merge(through("transformation", merge(value, compared)), conditions);
  }

  private traceLambda(node: Node, scope: Scope): Sources {
    const names = [node.lhs].filter(isNode).flatMap(lambdaNames);
    const parameters = new Map(names.map((name) => [name, none]));
    return isNode(node.expr) ? this.trace(node.expr, {parameters, ctes: scope.ctes, outer: scope}) : none;
  }
}

const lambdaNames = (node: Node): string[] =>
  node.class === "COLUMN_REF" ? textsOf(node.column_names).map(lower) : childrenOf(node).flatMap(lambdaNames);

const pickForm = (forms: Macro[], call: Node): Macro =>
  forms.find(({parameters}) => parameters.length === nodesOf(call.children).length) ?? forms[0]!;

/** The `from` of the query an expression stands in; a macro's body stands in that of its call. */
export function fromOf(scope: Scope): From {
  for (let at: Scope | undefined = scope; at; at = at.outer) if (at.from) return at.from;
  return emptyFrom;
}

function scopeStar(scope: Scope): Sources {
  for (let at: Scope | undefined = scope; at; at = at.outer) if (at.star) return at.star;
  return merge(...fromOf(scope).columns.map(({sources}) => sources), fromOf(scope).rest ?? none);
}
