import type { IssueSummary } from '../../node/schemas/views.ts';
import { api } from './api.ts';
import { filterOf, queryOf } from './listFilter.ts';
import { pagedResource } from './pages.ts';
import { route } from './route.ts';

/** In another order than the latest news first, the more is read at once the fewer stand at a wrong place. */
const pageSize = { changed: 50, other: 100 } as const;

/** What the address bar asks for now. */
export const listFilter = () => filterOf(route.value);

/** A user's own issues, as the address bar asks for them. */
export const myIssues = pagedResource<IssueSummary>((after) => {
  const { q, state, category, sort } = filterOf(route.peek());
  const limit = sort === 'changed' ? pageSize.changed : pageSize.other;
  return api.issues({ as: 'user', q, state, category, after, limit });
});

/** The address of one of them, or of something else beside the list, which stays as it is filtered. */
export const besideList = (query: Readonly<Record<string, string>> = {}) => ({
  ...queryOf(listFilter()),
  ...query,
});
