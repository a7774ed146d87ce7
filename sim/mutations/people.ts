import type { Mutation } from './mutation.ts';

/** What people do: keys, wishes, ratings, and who sees what. */
export const peopleMutations: readonly Mutation[] = [
  {
    name: 'key-ignored',
    file: 'node/services/issues.ts',
    find: "secrets.digest('issue', actor.accountId, key)",
    replace: "secrets.digest('issue', secrets.id(), key)",
    breaks: 'idempotent',
    why: 'A submission that is sent twice makes two issues.',
  },
  {
    name: 'repeated-submission-starts-anew',
    file: 'node/services/issues.ts',
    find: '        if (former) return true;\n',
    replace: '',
    breaks: 'epochs',
    why: 'A repeated submission puts a new issue in the place of the one that somebody may be working on.',
  },
  {
    name: 'place-remembered-for-everyone',
    file: 'node/services/whereabouts.ts',
    find: 'actor.accountId} ',
    replace: 'id.slice(0, 0)} ',
    breaks: 'no-complaints',
    why: 'An issue is in the charge of one region for its user and of another for its expert; what was found for one is used for the other.',
    scenario: 'abroad',
  },
  {
    name: 'outcome-untold',
    file: 'node/core/issue-people.ts',
    find: '    [asOutcome(issue, owner, outcome, entries, consent)],\n',
    replace: '    [],\n',
    breaks: 'at-rest',
    why: 'The owner never learns that its answer was confirmed; its expert waits for it for ever.',
  },
  {
    name: 'barred-expert-not-noted',
    file: 'node/core/issue-people.ts',
    find: 'readonly AccountId[] => [...new Set([...issue.barred, expert.id])];',
    replace: 'readonly AccountId[] => [...new Set([...issue.barred.slice(1), expert.id].slice(1))];',
    breaks: 'asked-again',
    why: 'Whom the user escalated from is forgotten.',
    scenario: 'fickle',
  },
];
