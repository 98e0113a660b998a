import type {Filters} from "./filters.js";
import {capitalize, formatLabel} from "./format.js";

type Chosen = Pick<Filters, "category" | "status">;
type Subtitles = Record<"revenue" | "gmv" | "orders" | "orderValue", string>;

/** What the charts by month count under the filters by status and by category. */
export function describeSales({category, status}: Chosen): Subtitles {
  const kind = status === null ? "" : `${formatLabel(status).toLowerCase()} `;
  const orders = kind ? `${kind}orders` : "orders of all statuses";
  const earning = kind && !isLost(status) ? orders : "orders neither canceled nor unavailable";
  const name = category === null ? "" : formatLabel(category);
  const only = name && `, ${name} only`;
  return {
    revenue: `Item prices of ${earning}${only}, in R$`,
    gmv: `Item prices and freight of ${orders}${only}, in R$`,
    orders: capitalize(name ? `${orders} with an item of ${name}` : orders),
    orderValue: name
      ? `GMV of ${name} per ${kind}order with an item of it, in R$`
      : `GMV per ${kind}order that has items, in R$`
  };
}

/** Such orders bring no revenue. */
function isLost(status: string | null): boolean {
  return status === "canceled" || status === "unavailable";
}
