/**
 * Runs in the browser, before the cells of a page that was filled in ahead. A chart takes its room a moment after what stood in its place is
 * gone; until all is replaced and drawn, but for three seconds at most, each place keeps the height it had, so that nothing jumps. A chart too far from
 * view to be drawn yet is stood in for by what was filled in.
 */
const places = [...document.querySelectorAll("observablehq-loading.prerendered")].map(
  ({parentElement}) => parentElement!
);
const heights = places.map((place) => place.getBoundingClientRect().height);
const longest = 3000;
const {classList} = document.documentElement;

places.forEach(({style}, i) => Object.assign(style, {minHeight: `${heights[i]}px`, boxSizing: "border-box"}));
classList.add("settling");

const release = () => {
  classList.remove("settling");
  places.forEach(({style}) => Object.assign(style, {minHeight: "", boxSizing: ""}));
};
const wait = (frames: number) => {
  const isDone =
    document.querySelector("observablehq-loading.prerendered, .resized[data-waits]:not([data-far])") === null;
  if (frames === 0) release();
  else requestAnimationFrame(() => wait(isDone ? frames - 1 : frames));
};
wait(3);
setTimeout(release, longest);

const stand = new MutationObserver((records) => {
  for (const {target, removedNodes} of records) {
    for (const node of removedNodes) if (node instanceof Element && node.matches(".prerendered")) standIn(node, target);
  }
});
for (const place of places) stand.observe(place, {childList: true});

/** Fills boxes that wait with what is gone, but for what one could click; of links and the heads of tables the text stays. */
function standIn(gone: Element, place: Node) {
  for (const control of gone.querySelectorAll("a, th button")) control.replaceWith(...control.childNodes);
  for (const control of gone.querySelectorAll("button, details, input, select")) control.remove();
  const boxes = (place as Element).querySelectorAll(".resized[data-waits]:empty");
  gone.querySelectorAll(".resized").forEach((box, i) => boxes[i]?.append(...box.childNodes));
}

export {};
