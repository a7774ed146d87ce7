import { api } from './api.ts';
import { type Chat, createChat } from './chat.ts';
import { after, liveState } from './connection.ts';
import { Draft, deviceStorage, draftsOf } from './drafts.ts';
import { newKey } from './keys.ts';
import { parseUnsent } from './outgoing.ts';

/** One for each issue as long as the page is open: what could not be sent goes on being tried when another is looked at. */
const chats = new Map<string, Chat>();

/** Begins the names of drafts that keep an issue's unsent lines. */
const unsentPrefix = 'unsent.';

function open(issueId: string, accountId: string): Chat {
  return createChat({
    read: (after) => api.messages(issueId, after),
    post: ({ key, text, isInternal, attachments }) =>
      api.postMessage(
        issueId,
        {
          key,
          text,
          ...(isInternal && { isInternal }),
          ...(attachments && { attachments: attachments.map(({ id }) => id) }),
        },
        key,
      ),
    unsent: new Draft(deviceStorage(), accountId, unsentPrefix + issueId, parseUnsent),
    newKey,
    after,
    random: Math.random,
    isCutOff: () => liveState.peek() === 'lost',
  });
}

/** The chat of an issue as somebody sees it. */
export function chatOf(issueId: string, accountId: string): Chat {
  const name = `${accountId} ${issueId}`;
  const chat = chats.get(name) ?? open(issueId, accountId);
  chats.set(name, chat);
  return chat;
}

/** Tries again what could not be sent, of every issue, whichever is shown: the page was opened, or hears of its node again. */
export function sendUnsent(accountId: string): void {
  const storage = deviceStorage();
  for (const name of Object.keys(storage === undefined ? {} : draftsOf(storage, accountId))) {
    if (name.startsWith(unsentPrefix)) chatOf(name.slice(unsentPrefix.length), accountId);
  }
  for (const chat of chats.values()) void chat.retry();
}
