import type {Catalog} from "./catalog.js";
import {element} from "./dom.js";
import {formatCount, formatDate, formatMoney} from "./format.js";

/** The unfiltered sums of everything, to the cent, as the input files give them. */
export function totalsCard({data, totals}: Catalog): HTMLElement {
  const onTime = `${formatCount(totals.on_time)} of ${formatCount(totals.delivered)}`;
  const figures = {
    Orders: formatCount(totals.orders),
    Items: formatCount(totals.items),
    Price: formatMoney(totals.price),
    Freight: formatMoney(totals.freight),
    Payments: formatMoney(totals.payment_value),
    Customers: formatCount(totals.customers),
    "Repeat customers": formatCount(totals.repeat_customers),
    "Delivered on time": onTime
  };
  return element(
    "section",
    {class: "card totals", "aria-labelledby": "totals"},
    element("h2", {id: "totals"}, "The whole data set"),
    element(
      "p",
      {},
      `Every order up to ${formatDate(data.as_of)}, whatever the filters say; exact, as in the input files.`
    ),
    element("dl", {}, ...Object.entries(figures).map(makeFigure))
  );
}

/** Says that the figures are invented; nothing on real data. */
export function demoBanner({data}: Catalog): HTMLElement | string {
  if (data.kind !== "demo") return "";
  return element(
    "p",
    {class: "banner", role: "note"},
    element("b", {}, data.label),
    ": the figures on this page are invented. Set OLIST_DATA_DIR to the folder of the Olist files and build again to see the real ones."
  );
}

function makeFigure([name, text]: [string, string]): HTMLElement {
  return element("div", {}, element("dt", {}, name), element("dd", {}, text));
}
