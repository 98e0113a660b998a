/** Resolves when the page has been drawn and nothing else is to be done; at the latest after a second. */
export function whenIdle(): Promise<void> {
  return new Promise((resolve) => {
    if ("requestIdleCallback" in globalThis) requestIdleCallback(() => resolve(), {timeout: 1000});
    else setTimeout(resolve, 100);
  });
}
