/** Gives an element the colours and fonts that pages have by day, whatever they have now. */
export function styleLight(node: HTMLElement) {
  for (const sheet of document.styleSheets) readSheet(sheet, node.style);
  node.style.setProperty("color-scheme", "light");
  node.style.color = "var(--theme-foreground)";
  node.style.background = "var(--theme-background)";
  node.style.fontFamily = "var(--sans-serif)";
}

function readSheet(sheet: CSSStyleSheet, style: CSSStyleDeclaration) {
  for (const rule of sheet.cssRules) readRule(rule, style);
}

function readRule(rule: CSSRule, style: CSSStyleDeclaration) {
  if (rule instanceof CSSImportRule) {
    if (rule.styleSheet && isByDay(rule.media.mediaText)) readSheet(rule.styleSheet, style);
  } else if (rule instanceof CSSMediaRule) {
    if (isByDay(rule.conditionText)) for (const inner of rule.cssRules) readRule(inner, style);
  } else if (rule instanceof CSSStyleRule && rule.selectorText === ":root") {
    for (const name of rule.style)
      if (name.startsWith("--")) style.setProperty(name, rule.style.getPropertyValue(name));
  }
}

function isByDay(media: string): boolean {
  return /prefers-color-scheme:\s*light/.test(media) || !/prefers-color-scheme|print|max-width/.test(media);
}
