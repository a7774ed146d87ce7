import type { Mutation } from './mutation.ts';

/** What is told before it is on the disk, and what memory forgets. */
export const durabilityMutations: readonly Mutation[] = [
  {
    name: 'reply-before-commit',
    file: 'node/services/ledger.ts',
    find: '    await durable;\n    return result;',
    replace: '    durable.catch(() => undefined);\n    return result;',
    breaks: 'acknowledged-exist',
    why: 'People are answered before their command is on the disk, and a crash takes back what they were told.',
    scenario: 'region-crash',
  },
  {
    name: 'memory-not-rebuilt',
    file: 'node/services/ledger.ts',
    find: '      this.#rebuildAfter(rebuildDelayMs);',
    replace: "      this.#state = 'ready';",
    breaks: 'no-complaints',
    why: 'After a failed commit the region goes on with a memory that is ahead of its disk.',
    scenario: 'disk-trouble',
  },
  {
    name: 'evicted-too-soon',
    file: 'node/services/ledger.ts',
    find: ' && !this.#pins.has(key) && !this.#isPending(key))',
    replace: ' && !this.#pins.has(key))',
    breaks: 'tombstones',
    why: 'A document leaves memory while a later change of it is yet to be stored, and is removed from the disk in its place.',
    scenario: 'slow-disks',
  },
  {
    name: 'loaded-over-newer',
    file: 'node/services/ledger.ts',
    find: '      if (stored && !table.row(id) && !isPending) {',
    replace: '      if (stored && !isPending) {',
    breaks: 'no-complaints',
    why: 'What was read from the disk replaces in memory what another command has loaded and changed meanwhile.',
    scenario: 'slow-motion',
  },
  {
    name: 'live-mark-forgotten',
    file: 'node/services/table.ts',
    find: '  if (!table.keepsAll && table.isLive(doc)) stored[liveField] = 1;',
    replace: '  if (!table.keepsAll && !table.isLive(doc)) stored[liveField] = 1;',
    breaks: 'at-rest',
    why: 'After a restart open issues are on the disk but not in memory, and nobody goes on with them.',
    scenario: 'region-crash',
  },
  {
    name: 'account-told-before-commit',
    file: 'node/services/ledger.ts',
    find: "    return this.#state !== 'ready' || this.#isPending(keyOf(table, id));",
    replace: "    return this.#state === 'closed' && table.row(id) === undefined;",
    breaks: 'at-rest',
    why: 'An account is replicated before its commit, which fails, and its version is spent a second time (a fault once found by seed 306539244 of chaos).',
    scenario: 'slow-disks',
  },
];
