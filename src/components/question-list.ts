import {element} from "./dom.js";
import {formatCounted} from "./format.js";

/** A business question as data/questions.json tells it. */
export type Question = {
  id: string;
  number: number;
  title: string;
  tier: number;
  page?: string;
  proxy?: string;
  sql: string;
};

const tiers: Record<number, string> = {1: "weekly", 2: "monthly", 3: "quarterly", 4: "when somebody asks"};

export function describeQuestions(questions: readonly Question[]): string {
  const weekly = questions.filter(({tier}) => tier === 1).length;
  const proxies = questions.filter(({proxy}) => proxy).length;
  const count = formatCounted(questions.length, "business question");
  return `${count} can be answered here, ${weekly} of which are read every week; ${proxies} by a proxy, which says what it stands for.`;
}

/** The questions by number, each with the page that answers it and the query on Explore. */
export function questionList(questions: readonly Question[]): HTMLElement {
  const heads = ["No", "Question", "Read", "Answer"].map((text) => element("th", {scope: "col"}, text));
  return element(
    "div",
    {class: "table questions", tabindex: 0, role: "region", "aria-label": "Questions"},
    element(
      "table",
      {},
      element("thead", {}, element("tr", {}, ...heads)),
      element("tbody", {}, ...questions.map(makeRow))
    )
  );
}

function makeRow({number, title, tier, page, proxy, sql}: Question): HTMLElement {
  const explore = `./explore#sql=${encodeURIComponent(`-- ${title}\n${sql}`)}`;
  const link = (href: string, text: string) => element("a", {href, "aria-label": `${text}: ${title}`}, text);
  return element(
    "tr",
    {},
    element("td", {}, String(number)),
    element("td", {}, title, proxy ? element("small", {}, `Proxy: ${proxy}`) : null),
    element("td", {}, tiers[tier] ?? ""),
    element("td", {}, page ? link(`.${page}`, "Page") : null, page ? ", " : null, link(explore, "Query"))
  );
}
