import type {Catalog} from "./catalog.js";
import {element} from "./dom.js";
import {formatCount, formatDate, formatMoney, formatPercent} from "./format.js";

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

/** Says that the figures are invented, or those of a sample; nothing on real data in full. */
export function demoBanner({data}: Catalog): HTMLElement | string {
  const notes = [...describeDemo(data), ...describeSample(data)];
  return notes.length === 0 ? "" : element("p", {class: "banner", role: "note"}, ...notes);
}

function describeDemo({kind, label}: Catalog["data"]): (Node | string)[] {
  if (kind !== "demo") return [];
  return [
    element("b", {}, label),
    ": the figures on this page are invented. Set OLIST_DATA_DIR to the folder of the Olist files and build again to see the real ones. "
  ];
}

function describeSample({sample}: Catalog["data"]): (Node | string)[] {
  if (sample === 1) return [];
  const share = formatPercent(sample);
  return [
    element("b", {}, `Sample of ${share} of the customers`),
    ": totals are those of the sample, not of all orders."
  ];
}

function makeFigure([name, text]: [string, string]): HTMLElement {
  return element("div", {}, element("dt", {}, name), element("dd", {}, text));
}
