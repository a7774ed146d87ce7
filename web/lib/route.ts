import { signal } from '@preact/signals';

/** The address bar's query, which says what the page shows: it can be bookmarked, and Back works. */
export const route = signal(new URLSearchParams(location.search));

window.addEventListener('popstate', () => {
  route.value = new URLSearchParams(location.search);
});

/** The address of this page with another query; an undefined value is left out. */
export function pageWith(query: Readonly<Record<string, string | undefined>>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, value);
  return location.pathname + (search.size > 0 ? `?${search}` : '');
}

/** Shows another part of this page. */
export function go(query: Readonly<Record<string, string | undefined>>): void {
  history.pushState(null, '', pageWith(query));
  route.value = new URLSearchParams(location.search);
}

/** Follows a link within the page without loading it again; leaves new tabs and windows to the browser. */
export function followInPage(event: MouseEvent): void {
  const link = event.currentTarget;
  const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  if (!(link instanceof HTMLAnchorElement) || !isPlain || link.pathname !== location.pathname) return;
  event.preventDefault();
  history.pushState(null, '', link.href);
  route.value = new URLSearchParams(location.search);
}
