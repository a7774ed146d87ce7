import type { Mutation } from './mutation.ts';

/** Lines of chat, and their way. */
export const chatMutations: readonly Mutation[] = [
  {
    name: 'line-key-ignored',
    file: 'node/services/chat.ts',
    find: 'const known = chat.keys.find(([key]) => key === keyOf(line));',
    replace: "const known = chat.keys.find(([key]) => key === keyOf(line) && key === '');",
    breaks: 'chat',
    why: 'A line that is sent again is written twice.',
  },
  {
    name: 'counter-of-others-ignored',
    file: 'node/services/chat.ts',
    find: '      counter: Math.max(chat.counter, line.counter),',
    replace: '      counter: line.region === this.#state.self ? line.counter : chat.counter,',
    breaks: 'chat',
    why: 'A line does not count on from those that were read, so that answers are shown before their questions.',
  },
  {
    name: 'old-lines-taken-again',
    file: 'node/services/chat.ts',
    find: '      if (line.n <= seen) continue;',
    replace: '      if (line.n === seen) fresh.push(this.#keep(transaction, chat, line));',
    breaks: 'no-complaints',
    why: 'Lines that are delivered again are inserted again, which the store refuses, and with them all that comes after.',
    scenario: 'slow-and-lossy',
  },
  {
    name: 'chat-not-handed-over',
    file: 'node/services/origin-messages.ts',
    find: '    if (isPlaced) this.#chat.send(transaction, from, lines);\n',
    replace: '    if (isPlaced) this.#chat.send(transaction, from, lines.slice(1));\n',
    breaks: 'chat',
    why: 'The next region to work on an issue does not get the chat so far.',
  },
  {
    name: 'line-missed-at-grant',
    file: 'node/services/origin-messages.ts',
    find: '    if (lines.length !== this.#chat.count(issue.id)) throw new Stale();\n',
    replace: '',
    breaks: 'chat',
    why: 'A line that is written while the chat is read for the new owner never gets there.',
    scenario: 'slow-disks',
  },
  {
    name: 'reading-falls-back',
    file: 'node/core/reading.ts',
    find: 'const news = Object.entries(told).filter(([writer, n]) => n > (known[RegionId.parse(writer)] ?? 0));',
    replace:
      'const news = Object.entries(told).filter(([writer, n]) => n !== (known[RegionId.parse(writer)] ?? 0));',
    breaks: 'reading',
    why: 'How far somebody has read falls back when older news of it comes later.',
    scenario: 'reading',
  },
  {
    name: 'reading-untold',
    file: 'node/services/chat-messages.ts',
    find: '      if (region !== from) this.#chat.sendMarks(transaction, region, issueId);\n',
    replace: '',
    breaks: 'reading',
    why: 'The custodian never hears what was read in another region than the origin.',
    scenario: 'reading',
  },
  {
    name: 'line-untold-to-owner',
    file: 'node/core/custody.ts',
    find: "[...new Set([...('owner' in phase ? [phase.owner] : []), ...(custody",
    replace: "[...new Set([...('owner' in phase && phase.at !== 'placed' ? [phase.owner] : []), ...(custody",
    breaks: 'chat',
    why: 'What the user writes while somebody works on the issue elsewhere does not get there.',
  },
];
