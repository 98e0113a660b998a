const locale = "en-US";

const money = new Intl.NumberFormat(locale, {style: "currency", currency: "BRL"});
const wholeMoney = new Intl.NumberFormat(locale, {
  style: "currency",
  currency: "BRL",
  maximumFractionDigits: 0
});
const shortMoney = new Intl.NumberFormat(locale, {
  style: "currency",
  currency: "BRL",
  notation: "compact",
  minimumSignificantDigits: 3,
  maximumSignificantDigits: 3
});
const count = new Intl.NumberFormat(locale, {maximumFractionDigits: 0});
const axisMoney = new Intl.NumberFormat(locale, {
  style: "currency",
  currency: "BRL",
  notation: "compact",
  maximumSignificantDigits: 3
});
const shortCount = new Intl.NumberFormat(locale, {
  notation: "compact",
  maximumSignificantDigits: 3
});
const decimal = new Intl.NumberFormat(locale, {
  minimumFractionDigits: 1,
  maximumFractionDigits: 1
});
const axisNumber = new Intl.NumberFormat(locale, {maximumFractionDigits: 1});
const score = new Intl.NumberFormat(locale, {minimumFractionDigits: 2, maximumFractionDigits: 2});
const percent = new Intl.NumberFormat(locale, {
  style: "percent",
  minimumFractionDigits: 1,
  maximumFractionDigits: 1
});
const finePercent = new Intl.NumberFormat(locale, {style: "percent", maximumFractionDigits: 2});
const wholePercent = new Intl.NumberFormat(locale, {style: "percent"});
const ordinal = new Intl.PluralRules(locale, {type: "ordinal"});
const suffixes: Partial<Record<Intl.LDMLPluralRule, string>> = {one: "st", two: "nd", few: "rd"};
const month = new Intl.DateTimeFormat(locale, {month: "long", year: "numeric", timeZone: "UTC"});
const shortMonth = new Intl.DateTimeFormat(locale, {
  month: "short",
  year: "numeric",
  timeZone: "UTC"
});
const monthName = new Intl.DateTimeFormat(locale, {month: "short", timeZone: "UTC"});
const day = new Intl.DateTimeFormat(locale, {dateStyle: "medium", timeZone: "UTC"});
const time = new Intl.DateTimeFormat(locale, {
  dateStyle: "medium",
  timeStyle: "short",
  hourCycle: "h23",
  timeZone: "UTC"
});

export type Format = (value: number) => string;

/** What stands where there is no value. */
export const none = "–";

/** Exact to the cent: "R$13,591,643.70"; a mean of less, but not nothing, is "<R$0.01". */
export const formatMoney = some((value) => bound(money, value, 0.01));
/** "R$13,591,644". */
export const formatWholeMoney = some((value) => wholeMoney.format(value));
/** Three digits: "R$13.6M"; below a thousand exact. */
export const formatShortMoney = some((value) => (Math.abs(value) < 1000 ? money : shortMoney).format(value));
/** As short as can be, for axes: "R$800K". */
export const formatAxisMoney = some((value) => axisMoney.format(value));
export const formatCount = some((value) => count.format(value));
export const formatShortCount = some((value) => shortCount.format(value));
/** A ratio as "93%"; one that is neither none nor all does not say so: "<1%", ">99%". */
export const formatWholePercent = some((value) => bound(wholePercent, value, 0.01, 1));
/** A ratio as "93.2%", "<0.1%", ">99.9%". */
export const formatPercent = some((value) => bound(percent, value, 0.001, 1));
/** A ratio of far less than a percent, for axes: "0.05%". */
export const formatFinePercent = some((value) => finePercent.format(value));
export const formatScore = some((value) => score.format(value));
/** "12.5 days". */
export const formatDays = some((value) => {
  const text = decimal.format(value);
  return `${text} ${text === "1.0" ? "day" : "days"}`;
});
/** Up to one decimal, for axes: "2.5". */
export const formatAxisNumber = some((value) => axisNumber.format(value));
/** "12.5". */
export const formatDecimal = some((value) => decimal.format(value));
/** A change as "+3.4%". */
export const formatChange = some((value) => signed(percent, value));
/** A difference of money as "+R$3,400". */
export const formatMoneyChange = some((value) => signed(wholeMoney, value));
/** The same as short as can be, for axes: "+R$3.4K". */
export const formatAxisMoneyChange = some((value) => signed(axisMoney, value));
/** A difference of two ratios as "+3.4 pts". */
export const formatPercentPoints = some((value) => `${signed(decimal, 100 * value)} pts`);
/** A difference of two scores as "+0.12". */
export const formatScoreChange = some((value) => signed(score, value));
/** "+38". */
export const formatPoints = some((value) => signed(count, value));

/** "August 2018". */
export const formatMonth = (value: Date | string) => month.format(new Date(value));
/** "Aug 2018". */
export const formatShortMonth = (value: Date | string) => shortMonth.format(new Date(value));
/** "Aug". */
export const formatMonthName = (value: Date) => monthName.format(value);
/** "Oct 17, 2018". */
export const formatDate = (value: Date | string) => day.format(new Date(value));

/** "Oct 17, 2018, 14:05", in UTC. */
export const formatTime = (value: Date | string) => time.format(new Date(value));

/** "2.90 MB", "47.6 kB", "812 B". */
export const formatBytes = some((value) => {
  if (value < 1000) return `${count.format(value)} B`;
  return value < 1e6 ? `${decimal.format(value / 1e3)} kB` : `${score.format(value / 1e6)} MB`;
});
/** As short as can be, for axes: "8 MB". */
export const formatAxisBytes = some((value) =>
  value < 1e6 ? `${count.format(value / 1e3)} kB` : `${axisNumber.format(value / 1e6)} MB`
);
/** "31.20 s". */
export const formatSeconds = some((value) => `${score.format(value)} s`);

/** "health_beauty" as "Health beauty"; other names as they are. */
export function formatLabel(name: string): string {
  if (!/^\w+$/.test(name)) return name;
  const words = name.replaceAll("_", " ").trim();
  return capitalize(words);
}

export function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** "rio de janeiro" as "Rio de Janeiro"; what is no plain name as it is. */
export function formatPlace(name: string): string {
  if (!/^[\p{L} '.-]+$/u.test(name)) return name;
  return name.replace(/(?<![\p{L}'])(?!(?:da|das|de|do|dos|e)\b)\p{L}/gu, (letter) => letter.toUpperCase());
}

/** "1 order", "2 orders". */
export function formatCounted(value: number, one: string, many = `${one}s`): string {
  return `${formatCount(value)} ${value === 1 ? one : many}`;
}

/** "1st", "1,952nd". */
export const formatOrdinal = some((value) => count.format(value) + (suffixes[ordinal.select(value)] ?? "th"));

/** "a, b and c". */
export function formatList(items: readonly string[]): string {
  return new Intl.ListFormat("en-GB", {type: "conjunction"}).format(items);
}

/** What is written as nothing or as all, and is not, with the least step above or below that. */
function bound(format: Intl.NumberFormat, value: number, step: number, all = Infinity): string {
  const text = format.format(value);
  if (value > 0 && text === format.format(0)) return `<${format.format(step)}`;
  return value < all && text === format.format(all) ? `>${format.format(all - step)}` : text;
}

function signed(format: Intl.NumberFormat, value: number): string {
  const text = format.format(Math.abs(value));
  if (!/[1-9]/.test(text)) return text;
  return (value < 0 ? "−" : "+") + text;
}

function some(format: Format): (value: number | null | undefined) => string {
  return (value) => (value == null || !Number.isFinite(value) ? none : format(value));
}
