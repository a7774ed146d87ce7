import type { Mutation } from './mutation.ts';

/** Fences between people. Many stand one behind the other, so that only these let anybody through alone. */
export const disclosureMutations: readonly Mutation[] = [
  {
    name: 'entry-shown-to-anyone',
    file: 'node/services/whereabouts.ts',
    find: "('expert' in entry.phase && entry.phase.expert.id === expert)",
    replace: "'expert' in entry.phase",
    breaks: 'disclosure',
    why: 'An expert sees and answers issues that others are asked for or work on.',
    scenario: 'prying',
  },
  {
    name: 'missed-events-of-others',
    file: 'node/services/events.ts',
    find: '      .filter(({ to }) => to.includes(account))\n',
    replace: '',
    breaks: 'disclosure',
    why: 'Who comes back to a live connection is told what happened to everyone.',
    scenario: 'prying',
  },
  {
    name: 'list-of-everyone',
    file: 'node/services/issue-lists.ts',
    find: "this.#scan('issues', 'by_user', [actor.accountId], query,",
    replace: "this.#scan('issues', 'by_change', [], query,",
    breaks: 'disclosure',
    why: 'The list of own issues shows those of all users of the region.',
    scenario: 'prying',
  },
  {
    name: 'offer-accepted-by-anyone',
    file: 'node/core/entry.ts',
    find: '    entry.phase.offerId !== offerId ||\n    entry.phase.expert.id !== expertId\n',
    replace: '    entry.phase.offerId !== offerId || expertId.length === 0\n',
    breaks: 'disclosure',
    why: 'An expert takes an offer that was made to another.',
    scenario: 'prying',
  },
  {
    name: 'admin-for-everyone',
    file: 'node/services/admin.ts',
    find: "  if (!roles.includes('admin')) throw",
    replace: '  if (roles.length === 0) throw',
    breaks: 'disclosure',
    why: 'Everybody who is signed in is an admin.',
    scenario: 'prying',
  },
];
