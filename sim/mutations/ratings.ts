import type { Mutation } from './mutation.ts';

/** Each rating counts once, where the rated person is at home. */
export const ratingMutations: readonly Mutation[] = [
  {
    name: 'rating-not-counted',
    file: 'node/services/rating-messages.ts',
    find: '    this.#handoff.applyEntry(transaction, step);\n    this.#count(transaction, message);\n',
    replace: '    this.#handoff.applyEntry(transaction, step);\n',
    breaks: 'counted-once',
    why: 'A rating is kept with the issue and moves nobody’s trust.',
  },
  {
    name: 'rating-counted-again',
    file: 'node/services/ratings.ts',
    find: ' || this.#state.ratings.get(id)) return;\n    if (account.counted?.includes(id)) return;',
    replace: ') return;',
    breaks: 'counted-once',
    why: 'A repeated message moves the standing of the same person a second time.',
    scenario: 'overtaken',
  },
  {
    name: 'standing-untold',
    file: 'node/services/rating-messages.ts',
    find: '    if (!home) return;\n',
    replace: '    if (home !== this.#state.self) return;\n',
    breaks: 'counted-once',
    why: 'A user who is at home in another region is rated without effect.',
  },
  {
    name: 'trust-not-replicated',
    file: 'node/services/ratings.ts',
    find: 'transaction.put(this.#state.accounts, of, this.#state.nextVersion(changed));',
    replace: 'transaction.put(this.#state.accounts, of, changed);',
    breaks: 'at-rest',
    why: 'The new trust keeps the old version, so no other region takes it in.',
  },
  {
    name: 'older-account-taken',
    file: 'node/services/account-replicas.ts',
    find: 'return isLater(version, this.#deps.state.accounts.get(id)?.version);',
    replace:
      'const known = this.#deps.state.accounts.get(id)?.version;\n    return isLater(version, known && { ...known, counter: 0 });',
    breaks: 'counted-once',
    why: 'An older copy of an account replaces the newer one, and a rating is undone.',
    scenario: 'slow-motion',
  },
  {
    name: 'counted-on-a-backup',
    file: 'node/services/adopter.ts',
    find: '    if (isRating(message)) return this.#deferRating(transaction, from, message);\n',
    replace: '',
    breaks: 'counted-once',
    why: 'A restored region that finds nobody counts a rating on top of its backup, under a version that others have for another.',
    scenario: 'restored',
  },
  {
    name: 'half-known-answer-unrated',
    file: 'node/services/rating-messages.ts',
    find: "if (isHeard && entry.phase.at === 'done') this.#onEntryRated",
    replace: 'if (isHeard) this.#onEntryRated',
    breaks: 'counted-once',
    why: 'A rating is lost of an answer that a backup lacks, because it knows of the work.',
    scenario: 'restored',
  },
];
