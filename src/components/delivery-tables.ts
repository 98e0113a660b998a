import type {State} from "./catalog.js";
import * as answers from "./delivery-answers.js";
import {nameState} from "./delivery-bands.js";
import * as format from "./format.js";
import {rateOnTime} from "./home-answers.js";
import {findGrowth, inPeriod, measure, rate, total, type MonthRow} from "./months.js";
import type {Row} from "./rows.js";
import {dataTable} from "./table.js";
import {tiles} from "./tiles.js";

const days = measure("days_to_deliver_sum", "delivered_count");
const promised = measure("promised_days_sum", "delivered_count");

export function deliveryTiles(
  months: readonly MonthRow[],
  lanes: readonly Row[],
  source: (readonly Row[])[]
): HTMLElement {
  const period = inPeriod(months);
  return tiles(
    [
      {
        ...{
          label: "On time",
          value: format.formatPercent(rateOnTime(period)),
          growth: findGrowth(months, answers.onTime)
        },
        ...{good: "up", difference: format.formatPercentPoints}
      },
      {
        ...{
          label: "Days to deliver",
          value: format.formatDecimal(rate(period, "days_to_deliver_sum", "delivered_count"))
        },
        ...{growth: findGrowth(months, days), good: "down"}
      },
      {
        ...{label: "Days promised", value: format.formatDecimal(rate(period, "promised_days_sum", "delivered_count"))},
        growth: findGrowth(months, promised)
      },
      {
        ...{label: "Late deliveries", value: format.formatCount(total(period, "late_count"))},
        detail: `of ${format.formatCount(total(period, "delivered_count"))} delivered`
      },
      {
        ...{
          label: "Deadlines kept",
          value: format.formatPercent(rate(lanes, "deadline_kept_count", "handed_over_count"))
        },
        detail: "parcels handed over by the sellers’ limit"
      }
    ],
    {source, metrics: ["on_time_rate", "days_to_deliver", "promised_days", "late_share"]}
  );
}

export function statesTable(rows: readonly Row[], states: readonly State[]): HTMLElement {
  return dataTable(
    rows,
    [
      {label: "State", value: nameState(states)},
      {label: "Delivered", value: measure("delivered_count"), format: format.formatCount},
      {label: "On time", value: answers.onTime, format: format.formatPercent},
      {label: "Days", value: days, format: format.formatDecimal},
      {label: "Promised", value: promised, format: format.formatDecimal}
    ],
    {
      caption: "Delivery by the customer’s state",
      height: "46rem",
      source: rows,
      metrics: ["on_time_rate", "days_to_deliver", "promised_days"]
    }
  );
}

export function lanesTable(rows: readonly Row[], states: readonly State[]): HTMLElement {
  const sorted = rows.toSorted((a, b) => answers.lateShare(b)! - answers.lateShare(a)!);
  return dataTable(
    sorted.filter(answers.isBusy),
    [
      {label: "Lane", value: answers.laneName(states)},
      {label: "Delivered", value: measure("delivered_count"), format: format.formatCount},
      {label: "Late", value: answers.lateShare, format: format.formatPercent},
      {label: "Days", value: days, format: format.formatDecimal},
      {label: "Promised", value: promised, format: format.formatDecimal},
      {label: "Carrier, days", value: measure("carrier_days_sum", "carrier_count"), format: format.formatDecimal},
      {
        label: "Deadlines kept",
        value: measure("deadline_kept_count", "handed_over_count"),
        format: format.formatPercent
      }
    ],
    {
      caption: "Lanes from the sellers’ region to the customer’s state, worst first",
      height: "30rem",
      source: rows,
      metrics: ["late_share", "days_to_deliver", "promised_days", "carrier_days", "region"]
    }
  );
}
