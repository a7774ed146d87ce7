import { AskSeries, ListMoves, ReassignMany } from '../../schemas/admin-inputs.ts';
import { MoveList, ReassignResults, Series } from '../../schemas/admin-views.ts';
import { memberRoute, noInput, type Route } from '../route.ts';

/** How the mesh fares over time, and what moved in it. */
export const adminWatchRoutes: readonly Route[] = [
  memberRoute({
    ...noInput,
    who: 'admin',
    method: 'GET',
    path: '/admin/series',
    operationId: 'getSeries',
    summary:
      'Experts, waiting issues, waiting times and trust over the last hour, day or week, of each region and of all together',
    query: AskSeries,
    reply: Series,
    handle: ({ admin }, { actor, query }) => admin.series(actor, query),
  }),
  memberRoute({
    ...noInput,
    who: 'admin',
    method: 'GET',
    path: '/admin/moves',
    operationId: 'listMoves',
    summary: 'Issues that changed hands: from whom, to whom, when and why, the newest first',
    query: ListMoves,
    reply: MoveList,
    handle: ({ admin }, { actor, query }) => admin.moves(actor, query),
  }),
  memberRoute({
    ...noInput,
    who: 'admin',
    method: 'POST',
    path: '/admin/issues/reassign',
    operationId: 'reassignIssues',
    summary: 'Move several issues at once; the answer says for each whether it was done, and if not, why',
    body: ReassignMany,
    reply: ReassignResults,
    handle: ({ admin }, { actor, body }) => admin.reassignMany(actor, body),
  }),
];
