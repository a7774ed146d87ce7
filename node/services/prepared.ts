import { z } from 'zod';
import { Epoch } from '../core/epoch.ts';
import type { PeerMessage } from '../core/messages.ts';
import type { Doc } from '../ports.ts';
import type { Chat, StoredLine } from './chat.ts';
import type { Experts } from './experts.ts';
import type { State } from './state.ts';

/** What a message needs that is not in memory, read before its command enters the queue. */
export type Prepared = {
  /** PROPOSE: the greatest epoch of the issue in the store. */
  readonly storedEpoch?: Epoch;
  /** PROPOSE: an expert here has rated the user for this issue, which its origin may not have heard yet. */
  readonly isUserRated?: boolean;
  /** GRANT, or an adopted issue: the chat so far, for the owner. */
  readonly lines?: readonly StoredLine[];
};

/** A message was prepared from what has changed since; prepare it again. */
export class Stale extends Error {
  override readonly name = 'Stale';
}

const LastPart = z.object({
  epoch: Epoch,
  userRating: z.unknown().optional(),
  issue: z.object({ isUserRated: z.boolean().optional() }),
});

/** What the newest entry of an issue here tells about the next one. */
const lastPart = (doc: Doc | undefined): Prepared => {
  if (!doc) return {};
  const { epoch, userRating, issue } = LastPart.parse(doc);
  return { storedEpoch: epoch, isUserRated: userRating !== undefined || issue.isUserRated === true };
};

/** Reads what handling a message needs from the store. @throws Problem store-unavailable */
export const prepare = async (
  { state, experts, chat }: { state: State; experts: Experts; chat: Chat },
  message: PeerMessage,
): Promise<Prepared> => {
  switch (message.type) {
    case 'propose': {
      const preparing = experts.prepare(message.issue);
      if (preparing) await preparing;
      const newest = { limit: 1, reverse: true };
      const range = { equals: [message.issueId] };
      const page = await state.ledger.store.query('entries', 'by_issue', range, newest);
      return lastPart(page.items[0]?.doc);
    }
    case 'grant':
    case 'reported-entry':
    case 'reported-issue':
      return { lines: await chat.lines(message.issueId) };
    default:
      return {};
  }
};
