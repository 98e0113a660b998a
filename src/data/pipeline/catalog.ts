import {formatLabel} from "../../components/format.ts";
import type {Column, ModelContract} from "./contracts.ts";
import type {Row, Session} from "./database.ts";
import type {Extract} from "./extract.ts";

/** What the site knows of the data before it asks a query. */
export interface Catalog {
  version: 1;
  data: {kind: Extract["kind"]; label: string; as_of: string; fingerprint: string; sample: number};
  /** Default values of the shared filters: the complete months, nothing else narrowed. */
  filters: {from: string; to: string; region: null; state: null; category: null; status: null; seller: null};
  options: {
    months: {month: string; is_complete: boolean}[];
    regions: string[];
    states: {state: string; name: string; region: string}[];
    categories: {category: string; label: string}[];
    statuses: string[];
    /** The range of seller_key. */
    sellers: {first: number; last: number};
  };
  /** Totals of the whole data set, no filter. */
  totals: Row;
  checks: {passed: number; warned: number; failed: number};
  tables: CatalogTable[];
}

export interface CatalogTable {
  name: string;
  schema: string;
  description: string;
  rows: number;
  bytes: number;
  columns: Pick<Column, "name" | "type" | "description" | "unit">[];
}

const monthsSql =
  "select period_start as month, is_complete from marts.mart_executive where period_grain = 'month' order by 1";
const statesSql = "select state, name, region from seeds.brazil_states order by 1";
const categoriesSql = "select distinct category from core.dim_category order by 1";
const sellersSql =
  "select coalesce(min(seller_key), 0) as first, coalesce(max(seller_key), 0) as last from core.dim_seller";
const statusesSql = "select distinct order_status as status from core.fact_orders order by 1";
const asOfSql = "select cast(max(purchased_at) as date) as as_of from core.fact_orders";
const totalsSql = `
select
    (select count(*) from core.fact_orders) as orders,
    (select count(*) from core.fact_order_items) as items,
    (select cast(sum(price) as double) from core.fact_order_items) as price,
    (select cast(sum(freight) as double) from core.fact_order_items) as freight,
    (select cast(sum(payment_value) as double) from core.fact_payments) as payment_value,
    (select count(*) from core.dim_customer where is_current) as customers,
    (select count(*) from core.dim_customer where is_current and orders_count >= 2) as repeat_customers,
    (select count(*) from core.fact_orders where is_delivered) as delivered,
    (select count(*) from core.fact_orders where is_delivered and not is_late) as on_time`;

type Facts = Pick<Catalog, "filters" | "options" | "totals"> & {asOf: string};

/** Reads the filters' options and defaults, and the totals, off the built warehouse. */
export async function readCatalogFacts(session: Session): Promise<Facts> {
  const months = await session.rows<{month: string; is_complete: boolean}>(monthsSql);
  const states = await session.rows<{state: string; name: string; region: string}>(statesSql);
  const categories = await session.rows<{category: string}>(categoriesSql);
  const statuses = (await session.rows<{status: string}>(statusesSql)).map((row) => row.status);
  const {as_of} = await session.row<{as_of: string}>(asOfSql);
  const complete = months.filter((month) => month.is_complete);
  const shown = complete.length > 0 ? complete : months;
  return {
    filters: {
      from: shown[0]!.month,
      to: shown.at(-1)!.month,
      ...{region: null, state: null, category: null, status: null, seller: null}
    },
    options: {
      months,
      regions: [...new Set(states.map((state) => state.region))].sort(),
      states,
      categories: categories.map(({category}) => ({category, label: formatLabel(category)})),
      statuses,
      sellers: await session.row<{first: number; last: number}>(sellersSql)
    },
    totals: await session.row(totalsSql),
    asOf: as_of
  };
}

/** A published table's entry. */
export function describeTable(contract: ModelContract, size: {rows: number; bytes: number}): CatalogTable {
  const {name, schema, description} = contract;
  const columns = publishedColumns(contract).map(({name, type, description, unit}) => ({
    name,
    type: publishedType(type),
    description,
    ...(unit && {unit})
  }));
  return {name, schema, description, ...size, columns};
}

export const publishedColumns = ({columns}: ModelContract) => columns.filter((column) => column.isPublished);

/** Decimals and huge integers leave the warehouse as doubles: no browser engine hands them over unharmed. */
export const publishedType = (type: string) => (/^(DECIMAL|HUGEINT)/.test(type) ? "DOUBLE" : type);
