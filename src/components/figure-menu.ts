import {element} from "./dom.js";
import type {Provenance} from "./origin.js";
import type {Query} from "./query.js";

/** What a figure's menu works on. */
export type Figure = Provenance & {
  title: string;
  /** The drawn figure, where it is a picture. */
  picture?: HTMLElement;
  /** Its data as comma-separated values, where that is not the rows of its source. */
  csv?: () => string | Promise<string>;
  /** Its queries, where they are not those of its source. */
  queries?: readonly Query[];
};

let opened: HTMLElement | undefined;

/** A button that opens the figure's menu: downloads, and how it is made. What the menu needs is fetched when it is opened. */
export function figureMenu(figure: Figure): HTMLElement {
  const name = `Menu: ${figure.title}`;
  const button = element("button", {
    type: "button",
    "aria-haspopup": "menu",
    "aria-expanded": "false",
    "aria-label": name
  });
  const holder = element("div", {class: "figure-menu"}, button);

  function close(isReturning = false) {
    holder.querySelector("[role=menu]")?.remove();
    button.setAttribute("aria-expanded", "false");
    if (opened === holder) opened = undefined;
    if (isReturning) button.focus();
  }

  async function open() {
    opened?.dispatchEvent(new Event("close"));
    opened = holder;
    addEventListener("pointerdown", closeOutside);
    button.setAttribute("aria-expanded", "true");
    const {makeMenu} = await import("./figure-actions.js");
    if (opened !== holder) return;
    const menu = makeMenu(figure, close);
    holder.append(menu);
    menu.querySelector<HTMLElement>("[role=menuitem]")?.focus();
  }

  button.addEventListener("click", () => (opened === holder ? close(true) : void open()));
  holder.addEventListener("close", () => close());
  holder.addEventListener("focusout", ({relatedTarget}) => {
    if (relatedTarget && !holder.contains(relatedTarget as Node)) close();
  });
  return holder;
}

function closeOutside({target}: Event) {
  if (opened && !opened.contains(target as Node)) opened.dispatchEvent(new Event("close"));
}
