import type { Mutation } from './mutation.ts';

/** Lines of chat, and their way. */
export const chatMutations: readonly Mutation[] = [
  {
    name: 'line-key-ignored',
    file: 'node/services/chat.ts',
    find: '    const known = chat.keys.find(([key]) => key === own);',
    replace: '    const known = chat.keys.find(([key]) => key === own && key === undefined);',
    breaks: 'chat',
    why: 'A line that is sent again is written twice.',
  },
  {
    name: 'old-lines-taken-again',
    file: 'node/services/chat.ts',
    find: 'if (line.n <= seen) continue;',
    replace: 'if (line.n <= seen) fresh.push(this.#keep(transaction, chat, line));',
    breaks: 'no-complaints',
    why: 'Lines that are delivered again are inserted again, which the store refuses, and with them all that comes after.',
    scenario: 'slow-and-lossy',
  },
  {
    name: 'chat-not-handed-over',
    file: 'node/services/handoff.ts',
    find: '    if (isPlaced) this.#chat.send(transaction, from, lines);\n',
    replace: '    if (isPlaced) this.#chat.send(transaction, from, lines.slice(1));\n',
    breaks: 'chat',
    why: 'The next region to work on an issue does not get the chat so far.',
  },
  {
    name: 'line-missed-at-grant',
    file: 'node/services/handoff.ts',
    find: '    if (lines.length !== this.#chat.count(issue.id)) throw new Stale();\n',
    replace: '',
    breaks: 'chat',
    why: 'A line that is written while the chat is read for the new owner never gets there.',
    scenario: 'overtaken',
  },
  {
    name: 'line-untold-to-owner',
    file: 'node/services/conversations.ts',
    find: "          if ('line' in written && owner) chat.send(transaction, owner, [written.line]);\n",
    replace:
      "          if ('line' in written && owner && issue.phase.at === 'placed' && issue.phase.stage === 'assigned') chat.send(transaction, owner, [written.line]);\n",
    breaks: 'chat',
    why: 'A line that the user writes between hand-over and acceptance does not reach the expert.',
    scenario: 'overtaken',
  },
];
