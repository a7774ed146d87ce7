import { GiveVerdicts, ListAccounts, SetAdmin } from '../../schemas/admin-inputs.ts';
import { PersonList, VerdictResults } from '../../schemas/admin-views.ts';
import { Reason } from '../../schemas/inputs.ts';
import { PasswordLinkView } from '../../schemas/password-links.ts';
import { ExpertPerformance } from '../../schemas/performance.ts';
import { AccountView } from '../../schemas/views.ts';
import { memberRoute, noInput, type Route } from '../route.ts';
import { AccountParams } from './params.ts';

/** Who is in the mesh, who may help, and how they do. */
export const adminPeopleRoutes: readonly Route[] = [
  memberRoute({
    ...noInput,
    who: 'admin',
    method: 'POST',
    path: '/admin/verdicts',
    operationId: 'giveVerdicts',
    summary:
      'Verify, decline, suspend or reconsider several experts at once; the answer says for each whether it was done, and if not, why',
    body: GiveVerdicts,
    reply: VerdictResults,
    handle: ({ admin }, { actor, body }) => admin.giveVerdicts(actor, body),
  }),
  memberRoute({
    ...noInput,
    who: 'admin',
    method: 'GET',
    path: '/admin/experts/{id}/performance',
    operationId: 'getPerformance',
    summary: 'How an expert has done: offers, times, ratings, trust',
    params: AccountParams,
    reply: ExpertPerformance,
    handle: ({ admin }, { actor, params }) => admin.performance(actor, params.id),
  }),
  memberRoute({
    ...noInput,
    who: 'admin',
    method: 'GET',
    path: '/admin/accounts',
    operationId: 'listAccounts',
    summary: 'Everyone in the mesh, by name',
    isSearch: true,
    query: ListAccounts,
    reply: PersonList,
    handle: ({ admin }, { actor, query }) => admin.accounts(actor, query),
  }),
  memberRoute({
    ...noInput,
    who: 'admin',
    method: 'PUT',
    path: '/admin/accounts/{id}/admin',
    operationId: 'setAdmin',
    summary: 'Make somebody an admin, or no longer; not oneself',
    params: AccountParams,
    body: SetAdmin,
    reply: AccountView,
    handle: ({ admin }, { actor, params, body }) => admin.setAdmin(actor, params.id, body),
  }),
  memberRoute({
    ...noInput,
    who: 'admin',
    method: 'POST',
    path: '/admin/accounts/{id}/password-link',
    operationId: 'makePasswordLink',
    summary:
      'Make a link by which somebody who has forgotten their password chooses a new one; not for admins, and instead of one made before',
    params: AccountParams,
    body: Reason,
    reply: PasswordLinkView,
    handle: ({ admin }, { actor, params, body }) => admin.makePasswordLink(actor, params.id, body),
  }),
];
