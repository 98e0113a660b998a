type Attributes = Record<string, string | number | boolean | null | ((event: Event) => void)>;
export type Child = Node | string | null;

/** Makes an element. Text children are text, never markup; a function is a listener ("onclick"); true sets an empty attribute, false and null none. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) setAttribute(node, name, value);
  node.append(...children.filter((child) => child !== null));
  return node;
}

function setAttribute(node: HTMLElement, name: string, value: Attributes[string]) {
  if (typeof value === "function") node.addEventListener(name.slice(2), value);
  else if (value === true) node.setAttribute(name, "");
  else if (value !== null && value !== false) node.setAttribute(name, String(value));
}
