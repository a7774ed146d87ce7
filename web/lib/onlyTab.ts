/** The part of the browser's locks that is used. Whoever asks has the lock until what `granted` returns resolves. */
export type Locks = {
  readonly request: (
    name: string,
    options: { readonly signal: AbortSignal },
    granted: () => Promise<void>,
  ) => Promise<unknown>;
};

/**
 * Whether this tab is the one of its browser that does something under `name`: the first that asked, and when that is closed
 * the next. Where the browser has no locks (a page that was not fetched safely) each tab does it. `stop` gives it up.
 */
export function onlyTab(
  name: string,
  locks: Locks | undefined,
): { readonly isIt: () => boolean; readonly stop: () => void } {
  if (locks === undefined) return { isIt: () => true, stop: () => undefined };
  const stopping = new AbortController();
  let isIt = false;
  const held = new Promise<void>((resolve) => stopping.signal.addEventListener('abort', () => resolve()));
  locks
    .request(`grapevine.${name}`, { signal: stopping.signal }, () => {
      isIt = true;
      return held;
    })
    // Given up while it waited.
    .catch(() => undefined);
  return {
    isIt: () => isIt,
    stop: () => {
      isIt = false;
      stopping.abort();
    },
  };
}
