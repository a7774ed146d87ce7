import type { Mutation } from './mutation.ts';

/** Second copies, and who keeps them. */
export const custodyMutations: readonly Mutation[] = [
  {
    name: 'changes-not-copied',
    file: 'node/services/custody.ts',
    find: 'if (issue?.custody && (!former || isLaterThan(issue, former))) this.#send(transaction, issue);',
    replace: 'if (issue?.custody && !former) this.#send(transaction, issue);',
    breaks: 'copies',
    why: 'A custodian gets an issue as it was submitted, and nothing of what happens to it.',
  },
  {
    name: 'said-to-be-kept-too-soon',
    file: 'node/core/custody.ts',
    find: '    ...(custody?.isKept ? [custody.region] : []),\n    ...(custody?.former ?? []),',
    replace: '    ...(custody ? [custody.region] : []),\n    ...(custody?.former ?? []),',
    breaks: 'acknowledged-exist',
    why: 'A user is told that a region stores the issue to which its copy is still on the way.',
    scenario: 'slow-motion',
  },
  {
    name: 'older-copy-taken',
    file: 'node/core/custody.ts',
    find: 'a.epoch > b.epoch || (a.epoch === b.epoch && a.revision > b.revision);',
    replace: 'a.epoch > b.epoch || (a.epoch === b.epoch && a.revision !== b.revision);',
    breaks: 'copies',
    why: 'A copy that was overtaken replaces the newer one.',
    scenario: 'overtaken',
  },
  {
    name: 'former-custodian-keeps',
    file: 'node/core/custody.ts',
    find: '    mayDrop: custody.former,',
    replace: '    mayDrop: [],',
    breaks: 'copies',
    why: 'A region that no longer keeps an issue is not told, and shows an old copy for ever.',
    scenario: 'chaos',
  },
  {
    name: 'chat-not-copied',
    file: 'node/core/custody.ts',
    find: '...(custody ? [custody.region] : [])])]',
    replace: '...(custody?.isKept === false ? [custody.region] : [])])]',
    breaks: 'copies',
    why: 'A custodian keeps the issue without what was said.',
  },
];
