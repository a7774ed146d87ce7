import type { Mutation } from './mutation.ts';

/** The way of messages from one region's outbox to another's inbox. */
export const messageMutations: readonly Mutation[] = [
  {
    name: 'sent-before-durable',
    file: 'node/services/outbox.ts',
    find: 'const first = all.findIndex(({ id }) => !this.#durable.has(id) || ledger.isUnstored(outbox, id));',
    replace: "const first = all.findIndex(({ id }) => id === '' && ledger.isUnstored(outbox, id));",
    breaks: 'truthful',
    why: 'A message leaves before the change that causes it is on the disk; a failed commit undoes the one and not the other.',
    scenario: 'slow-disks',
  },
  {
    name: 'outbox-forgotten-at-restart',
    file: 'node/services/outbox.ts',
    find: 'this.#durable = new Set(this.#state.outbox.values().map(({ id }) => id));',
    replace: 'this.#durable = new Set();',
    breaks: 'at-rest',
    why: 'What was to be sent before a crash stays in the outbox for ever.',
    scenario: 'region-crash',
  },
  {
    name: 'dropped-unacknowledged',
    file: 'node/services/outbox.ts',
    find: 'const done = batch.filter(({ id }) => acknowledged.includes(id));',
    replace: "const done = batch.filter(({ id }) => acknowledged.length >= 0 && id !== '');",
    breaks: 'at-rest',
    why: 'All that was sent is taken for received, also what the other region could not store.',
    scenario: 'disk-trouble',
  },
  {
    name: 'no-resend',
    file: 'node/services/outbox.ts',
    find: 'way.cancelTimer = this.#clock.after(this.#patienceMs(region, way.tries), () => this.#sendAgain(region));',
    replace: 'way.cancelTimer = () => undefined;',
    breaks: 'at-rest',
    why: 'A message that did not arrive is not sent again before there is another for the same region.',
    scenario: 'slow-and-lossy',
  },
  {
    name: 'newest-first',
    file: 'node/services/outbox.ts',
    find: '.filter(({ id }) => !this.#acknowledged.has(id))\n      .sort((a, b) => (a.id < b.id ? -1 : 1));',
    replace:
      '.filter(({ id }) => !this.#acknowledged.has(id))\n      .sort((a, b) => (a.id < b.id ? 1 : -1));',
    breaks: 'chat',
    why: 'After an outage messages arrive in the wrong order.',
    scenario: 'slow-and-lossy',
  },
  {
    name: 'acknowledged-before-commit',
    file: 'node/services/inbox.ts',
    find: '        declined.push(...(await this.#handle(from, run)));',
    replace: '        void this.#handle(from, run).catch(() => undefined);',
    breaks: 'at-rest',
    why: 'A message is acknowledged before what it changes is on the disk; its sender forgets it, and a crash loses it.',
    scenario: 'disk-trouble',
  },
  {
    name: 'acknowledged-unhandled',
    file: 'node/services/inbox.ts',
    find: '        return { acknowledged, declined };\n',
    replace: '',
    breaks: 'at-rest',
    why: 'A message that could not be stored is acknowledged all the same.',
    scenario: 'disk-trouble',
  },
];
