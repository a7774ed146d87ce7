import { z } from 'zod';
import {
  ownRepliesMax,
  replyTextLengthMax,
  replyTitleLengthMax,
  sharedRepliesMax,
} from '../schemas/replies.ts';
import { Time } from '../schemas/words.ts';

/** Where the replies stand that all experts of the region share; every other shelf has the id of its owner's account. */
export const sharedShelf = 'shared';

const CannedReply = z.object({
  id: z.string().max(200),
  title: z.string().max(replyTitleLengthMax),
  text: z.string().max(replyTextLengthMax),
  changedAt: Time,
  changedBy: z.object({ id: z.string().max(200), name: z.string().max(200) }),
});
export type CannedReply = z.infer<typeof CannedReply>;

/** All replies of one person, or those of the region: few and small, read and written together. */
export const ReplyShelf = z.object({
  id: z.string().max(200),
  replies: z.array(CannedReply).max(sharedRepliesMax).readonly(),
});
export type ReplyShelf = z.infer<typeof ReplyShelf>;

export const shelfLengthMax = (id: string): number => (id === sharedShelf ? sharedRepliesMax : ownRepliesMax);

/** With what another region had on that shelf: nothing that is here is replaced, and the limit holds. */
export const joined = ({ id, replies }: ReplyShelf, sent: ReplyShelf): ReplyShelf => {
  const known = new Set(replies.map((reply) => reply.id));
  const all = [...replies, ...sent.replies.filter((reply) => !known.has(reply.id))];
  return { id, replies: all.slice(0, shelfLengthMax(id)) };
};
