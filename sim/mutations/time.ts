import type { Mutation } from './mutation.ts';

/** Timers and leases. */
export const timeMutations: readonly Mutation[] = [
  {
    name: 'hold-never-lapses',
    file: 'node/core/entry.ts',
    find: "  entry.phase.at === 'held'\n    ? step(entry, context, { phase: { at: 'closed', cause: 'lapsed', since: context.now } })\n",
    replace:
      "  entry.phase.at === 'held' && context.now === 0\n    ? step(entry, context, { phase: { at: 'closed', cause: 'lapsed', since: context.now } })\n",
    breaks: 'reservations',
    why: 'A seat held for a region that has vanished is never free again.',
    scenario: 'slow-motion',
  },
  {
    name: 'lease-by-wall-clock',
    file: 'node/services/deadlines.ts',
    find: '    const cancel = this.#clock.after(delay, () => {\n',
    replace: `    const dueAt = this.#clock.now() + delay;
    const cancel = this.#clock.after(delay, () => {
      if (this.#clock.now() < dueAt - 1) {
        this.#timers.delete(key);
        this.set(key, what, dueAt - this.#clock.now(), callback);
        return;
      }
`,
    breaks: 'leases',
    why: 'Deadlines compare wall clocks: one that is set back makes every lease, offer and proposal last so much longer.',
    scenario: 'clock-skew',
  },
  {
    name: 'overdue-step-not-tried-again',
    file: 'node/services/lifecycle.ts',
    find: '      if (!this.#isStopped) this.#when(key, what, retryMs, command);\n',
    replace: '',
    breaks: 'at-rest',
    why: 'A step whose time came while the disk was stuck never happens.',
    scenario: 'slow-disks',
  },
  {
    name: 'presence-not-renewed',
    file: 'node/services/lifecycle.ts',
    find: '    if (isHeard) this.#deadlines.clear(key);\n',
    replace: '',
    breaks: 'presence',
    why: 'An expert whose page asks every few seconds is set away after the grace period.',
  },
  {
    name: 'forwarded-asking-not-heard',
    file: 'node/services/forward.ts',
    find: '    for (const listener of this.#listeners) listener(accountId);\n',
    replace: '',
    breaks: 'presence',
    why: 'An expert who is signed in at another region than their home is taken for gone.',
  },
];
