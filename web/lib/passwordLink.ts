/** What the page needs of the browser. */
type Address = Pick<Location, 'hash' | 'pathname'>;
type Past = Pick<History, 'state' | 'replaceState'>;

/**
 * The code of the link that the page was opened with; empty without one. It goes from the address bar, where others would read
 * it, into what the tab remembers of this page: loaded again, the page still has it.
 */
export function takeCode({ hash, pathname }: Address, past: Past): string {
  const kept: unknown = past.state?.code;
  const code = hash === '' ? kept : hash.slice(1);
  past.replaceState({ code }, '', pathname);
  return typeof code === 'string' ? code : '';
}
