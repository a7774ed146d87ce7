import { signal } from '@preact/signals';

/** The address bar's query, which says what the page shows: it can be bookmarked, and Back works. */
export const route = signal(new URLSearchParams(location.search));

window.addEventListener('popstate', () => {
  route.value = new URLSearchParams(location.search);
});

let moves = 0;

/** Whether the reader has moved within the page, so that the focus should follow to what is new. */
export const hasMoved = () => moves > 0;

function move(href: string): void {
  moves++;
  history.pushState(null, '', href);
  route.value = new URLSearchParams(location.search);
}

/** The address of this page with another query; an undefined value is left out. */
export function pageWith(query: Readonly<Record<string, string | undefined>>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, value);
  return location.pathname + (search.size > 0 ? `?${search}` : '');
}

/** Shows another part of this page. */
export function go(query: Readonly<Record<string, string | undefined>>): void {
  move(pageWith(query));
}

/** Puts what is shown into the address bar without a step back to what was before: for what is being typed. */
export function rewrite(query: Readonly<Record<string, string | undefined>>): void {
  history.replaceState(null, '', pageWith(query));
  route.value = new URLSearchParams(location.search);
}

/** Follows a link within the page without loading it again; leaves new tabs and windows to the browser. */
export function followInPage(event: MouseEvent): void {
  const link = event.currentTarget;
  const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  if (!(link instanceof HTMLAnchorElement) || !isPlain || link.pathname !== location.pathname) return;
  event.preventDefault();
  move(link.href);
}
