type Control = HTMLElement | SVGElement;

const names = new WeakMap<EventTarget, string>();
let focused: string | undefined;
let isWatching = false;

/**
 * Gives a control a name by which it keeps the focus: one that sets a filter is drawn anew with its chart, and the new one of its name takes over,
 * unless its reader has gone elsewhere.
 */
export function keepFocus(control: Control, name: string) {
  if (!isWatching) watch();
  names.set(control, name);
  requestAnimationFrame(() => {
    const isFree = document.activeElement === document.body;
    if (focused === name && isFree && control.isConnected) control.focus({preventScroll: true});
  });
}

function watch() {
  isWatching = true;
  document.addEventListener("focusin", ({target}) => (focused = names.get(target!)));
  document.addEventListener("pointerdown", () => (focused = undefined), {capture: true});
}
