/** On the document while a page takes the place of what was filled in at build. */
const settling = "settling";

/**
 * Shows what `render` makes of the width there is, and makes it anew when that changes. What is in view is made at once, so that nothing flickers; what is
 * not waits, marked by `data-far`, until its reader comes near, uses the keyboard or prints, in the room that its predecessor took. Where a predecessor
 * stood near, its width is known, and what follows it is made before the page is laid out again. While a page settles, each is made in a task of its own,
 * so that a page of many charts answers its reader in between.
 */
export function resize(render: (width: number) => Node): HTMLElement {
  return makeBox(render);
}

/** Shows what `make` makes, once, as `resize` does: at once or when its reader comes near. */
export function whenNear(make: () => Node): HTMLElement {
  return Object.assign(makeBox(make), {isLasting: true});
}

function makeBox(render: (width: number) => Node): Box {
  const box = Object.assign(new Box(), {render});
  box.className = "resized";
  box.dataset.waits = "";
  return box;
}

class Box extends HTMLElement {
  /** A box that was filled in at build has none. */
  render?: (width: number) => Node;
  isLasting = false;
  width = 0;
  /** Of what was shown last in the same place. */
  height = 0;
  isNear = false;

  get waits(): boolean {
    return this.dataset.waits !== undefined;
  }

  connectedCallback() {
    if (!this.render) return;
    const place = this.parentElement!;
    const last = boxes.get(place);
    boxes.set(place, this);
    if (this.waits) waiting.add(this);
    if (last && last !== this) this.follow(last);
    sizes.observe(this);
    near.observe(this);
  }

  disconnectedCallback() {
    waiting.delete(this);
    sizes.unobserve(this);
    near.unobserve(this);
  }

  private follow({width, height, isNear}: Box) {
    Object.assign(this, {width, height, isNear});
    if (width > 0 && isNear && !isSettling()) this.draw();
    else if (height > 0) this.style.minHeight = `${height}px`;
  }

  draw() {
    waiting.delete(this);
    delete this.dataset.waits;
    delete this.dataset.far;
    this.style.minHeight = "";
    this.replaceChildren(this.render!(this.width));
  }

  /** Draws at once what is drawn already at another width, and what is seen. */
  fit(width: number, isSeen: boolean) {
    const isDone = !this.waits && (width === this.width || this.isLasting);
    this.width = width;
    if (!isDone && (isSeen || !this.waits)) this.draw();
    else if (this.waits && this.isNear) later(this);
  }

  approach(isNear: boolean) {
    this.isNear = isNear;
    if (!this.waits) return;
    if (!isNear) this.dataset.far = "";
    else later(this);
  }
}

/** Those not drawn yet. */
const waiting = new Set<Box>();
/** By the element that it stands in, the last. */
const boxes = new WeakMap<Element, Box>();

const isSettling = () => document.documentElement.classList.contains(settling);

const sizes = new ResizeObserver((entries) => {
  const sized = entries.filter(({contentRect}) => contentRect.width > 0);
  const seen = sized.map(({target}) => !isSettling() && isInView(target));
  for (const [i, {target, contentRect}] of sized.entries()) {
    const box = target as Box;
    if (!box.waits) box.height = contentRect.height;
    box.fit(contentRect.width, seen[i]!);
  }
});

function isInView(node: Element): boolean {
  const {top, bottom} = node.getBoundingClientRect();
  return bottom >= 0 && top <= innerHeight;
}

/** A screen ahead, so that a chart stands when its reader gets there. */
const near = new IntersectionObserver(
  (entries) => {
    for (const {isIntersecting, target} of entries) (target as Box).approach(isIntersecting);
  },
  {rootMargin: "100% 0px"}
);

/** A keyboard, and what reads to one from a page, gets everywhere without scrolling. */
addEventListener("keydown", () => {
  for (const box of waiting) later(box);
});

addEventListener("beforeprint", () => {
  for (const box of waiting) if (box.width > 0) box.draw();
});

const tasks = new Set<Box>();

/** Draws boxes that still wait, one after the other; one without a width, as in what is folded, goes on waiting. */
function later(box: Box) {
  tasks.add(box);
  if (tasks.size === 1) setTimeout(next);
}

function next() {
  const [box] = tasks;
  tasks.delete(box!);
  try {
    if (box!.waits && box!.isConnected && box!.width > 0) box!.draw();
  } finally {
    if (tasks.size > 0) setTimeout(next);
  }
}

customElements.define("sized-box", Box);
