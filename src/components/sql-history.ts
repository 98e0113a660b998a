export type Entry = {text: string; at: string};

type Store = Pick<Storage, "getItem" | "setItem" | "removeItem">;

const key = "olist-explore-history";

/** The queries that this reader ran last, newest first, each once; kept by the browser where it lets us. */
export function openHistory({store = findStore(), size = 50} = {}) {
  return {
    list: () => readEntries(store),
    add(text: string, at = new Date()) {
      const others = readEntries(store).filter((entry) => entry.text !== text);
      write(store, [{text, at: at.toISOString()}, ...others].slice(0, size));
    },
    clear: () => store?.removeItem(key)
  };
}

/** A browser may forbid even to ask. */
function findStore(): Store | undefined {
  try {
    return globalThis.localStorage;
  } catch {
    return undefined;
  }
}

function readEntries(store?: Store): Entry[] {
  try {
    const entries = JSON.parse(store?.getItem(key) ?? "[]") as unknown;
    return Array.isArray(entries) ? entries.filter(isEntry) : [];
  } catch {
    return [];
  }
}

function isEntry(value: unknown): value is Entry {
  const {text, at} = (value ?? {}) as Partial<Entry>;
  return typeof text === "string" && typeof at === "string" && !Number.isNaN(Date.parse(at));
}

/** A full store keeps what it has. */
function write(store: Store | undefined, entries: Entry[]) {
  try {
    store?.setItem(key, JSON.stringify(entries));
  } catch (error) {
    console.info("the history is not kept", error);
  }
}
