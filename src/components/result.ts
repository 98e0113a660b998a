/** What a page needs once there is a result to show. */
export {drawResult} from "./auto-chart.js";
export {chartPicker} from "./chart-picker.js";
export {resultTable} from "./result-table.js";
