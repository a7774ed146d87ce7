import type { IssueSummary } from '../../node/schemas/views.ts';

/** Which of one's issues a list shows, and in which order; it stands in the address bar. */
export type ListFilter = {
  readonly q: string;
  readonly state: 'open' | 'closed' | undefined;
  readonly category: string | undefined;
  readonly sort: Sort;
};

/** The latest change first; the newest issue first; the oldest first; the most urgent first. */
export const sorts = ['changed', 'newest', 'oldest', 'urgency'] as const;
export type Sort = (typeof sorts)[number];

/** As much as the node looks for. */
const queryLengthMax = 200;

/** A category's key, as the node writes them. What an address bar holds may be anything. */
const categoryKey = /^[a-z][a-z0-9-]{0,31}$/;

/** What an address asks for; what it asks for wrongly is left out. */
export function filterOf(address: URLSearchParams): ListFilter {
  const state = address.get('state');
  const category = address.get('category') ?? '';
  const sort = address.get('sort');
  return {
    q: (address.get('q') ?? '').slice(0, queryLengthMax),
    state: state === 'open' || state === 'closed' ? state : undefined,
    category: categoryKey.test(category) ? category : undefined,
    sort: sorts.find((one) => one === sort) ?? 'changed',
  };
}

/** How an address says it: what is as usual is left out, so that most addresses stay short. */
export const queryOf = ({ q, state, category, sort }: ListFilter): Record<string, string | undefined> => ({
  q: q.trim() === '' ? undefined : q,
  state,
  category,
  sort: sort === 'changed' ? undefined : sort,
});

/** Some of one's issues are not shown because of it. */
export const isNarrow = ({ q, state, category }: ListFilter): boolean =>
  q.trim() !== '' || state !== undefined || category !== undefined;

const urgencies = ['critical', 'high', 'normal', 'low'];

const orders: { readonly [sort in Sort]: (a: IssueSummary, b: IssueSummary) => number } = {
  changed: (a, b) => b.changedAt - a.changedAt,
  newest: (a, b) => b.submittedAt - a.submittedAt,
  oldest: (a, b) => a.submittedAt - b.submittedAt,
  urgency: (a, b) =>
    urgencies.indexOf(a.urgency) - urgencies.indexOf(b.urgency) || a.submittedAt - b.submittedAt,
};

export const orderOf = (sort: Sort) => orders[sort];
