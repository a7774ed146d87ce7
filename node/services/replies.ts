import { z } from 'zod';
import type { AccountId } from '../core/ids.ts';
import type { Secrets } from '../ports.ts';
import { Problem } from '../problem.ts';
import { AddReply, ChangeReply, ReplyList, ReplyView } from '../schemas/replies.ts';
import type { Forward, RemoteActor } from './forward.ts';
import type { Need } from './ledger.ts';
import { type CannedReply, sharedShelf, shelfLengthMax } from './reply-shelf.ts';
import type { Actor, Idempotency, ReplyCalls } from './services.ts';
import type { State } from './state.ts';
import type { Transaction } from './transaction.ts';

const Added = z.object({ input: AddReply, key: z.string().max(200) });
const Changed = z.object({ id: z.string().max(200), input: ChangeReply });
const Named = z.object({ id: z.string().max(200) });

type Deps = {
  readonly state: State;
  readonly forward: Forward;
  readonly secrets: Pick<Secrets, 'id' | 'digest'>;
};

/**
 * Canned replies of experts: their own, kept at their home, and those that a region's experts share. Asked elsewhere, they
 * are forwarded home.
 */
export class Replies implements ReplyCalls {
  readonly #state: State;
  readonly #forward: Forward;
  readonly #secrets: Deps['secrets'];

  constructor({ state, forward, secrets }: Deps) {
    this.#state = state;
    this.#forward = forward;
    this.#secrets = secrets;
    forward.offer('replies.list', z.unknown(), (actor) => this.#listHere(actor));
    forward.offer('replies.add', Added, (actor, { input, key }) => this.#addHere(actor, input, key));
    forward.offer('replies.change', Changed, (actor, { id, input }) => this.#changeHere(actor, id, input));
    forward.offer('replies.remove', Named, (actor, { id }) => this.#removeHere(actor, id));
  }

  list(actor: Actor): Promise<ReplyList> {
    return this.#atHome(actor, 'list', null, ReplyList, () => this.#listHere(actor));
  }

  add(actor: Actor, input: AddReply, once?: Idempotency): Promise<ReplyView> {
    const key = once?.key ?? this.#secrets.id();
    return this.#atHome(actor, 'add', { input, key }, ReplyView, () => this.#addHere(actor, input, key));
  }

  change(actor: Actor, id: string, input: ChangeReply): Promise<ReplyView> {
    return this.#atHome(actor, 'change', { id, input }, ReplyView, () => this.#changeHere(actor, id, input));
  }

  async remove(actor: Actor, id: string): Promise<void> {
    await this.#atHome(actor, 'remove', { id }, z.unknown(), () => this.#removeHere(actor, id));
  }

  async #atHome<S extends z.ZodType>(
    actor: Actor,
    name: string,
    input: unknown,
    reply: S,
    here: () => Promise<z.output<S>>,
  ): Promise<z.output<S>> {
    const { self, accounts } = this.#state;
    const home = accounts.get(actor.accountId)?.home ?? self;
    if (home === self) return here();
    const command = { name: `replies.${name}`, reply, unreachable: 'home-region-unreachable' } as const;
    return this.#forward.call(home, command, actor, input);
  }

  async #listHere(actor: RemoteActor): Promise<ReplyList> {
    checkHelps(actor);
    const canShare = this.#mayShare(actor);
    return this.#state.ledger.read(
      () => ({
        items: [
          ...this.#shelf(actor.accountId).map((reply) => viewOf(reply, false, true)),
          ...this.#shelf(sharedShelf).map((reply) => viewOf(reply, true, canShare)),
        ].sort((a, b) => order(a, b)),
        canShare,
      }),
      this.#needs(actor),
    );
  }

  async #addHere(actor: RemoteActor, input: AddReply, key: string): Promise<ReplyView> {
    checkHelps(actor);
    if (input.isShared) this.#checkShares(actor);
    const shelf = input.isShared ? sharedShelf : actor.accountId;
    const id = this.#secrets.digest('reply', actor.accountId, key);
    return this.#state.ledger.run((transaction) => {
      const replies = this.#shelf(shelf);
      const former = replies.find((reply) => reply.id === id);
      if (former) return viewOf(former, input.isShared, true);
      const most = shelfLengthMax(shelf);
      if (replies.length >= most)
        throw new Problem(
          'limit-reached',
          `There are ${most} of these already. Remove one that nobody needs any more.`,
          { reason: 'replies-full', values: { max: most } },
        );
      const reply = this.#written(transaction, id, actor, input);
      this.#put(transaction, shelf, [...replies, reply]);
      return viewOf(reply, input.isShared, true);
    }, this.#needs(actor));
  }

  async #changeHere(actor: RemoteActor, id: string, input: ChangeReply): Promise<ReplyView> {
    checkHelps(actor);
    return this.#state.ledger.run((transaction) => {
      const { shelf, replies } = this.#shelfWith(actor, id);
      const reply = this.#written(transaction, id, actor, input);
      this.#put(
        transaction,
        shelf,
        replies.map((other) => (other.id === id ? reply : other)),
      );
      return viewOf(reply, shelf === sharedShelf, true);
    }, this.#needs(actor));
  }

  async #removeHere(actor: RemoteActor, id: string): Promise<void> {
    checkHelps(actor);
    await this.#state.ledger.run((transaction) => {
      const { shelf, replies } = this.#shelfWith(actor, id);
      this.#put(
        transaction,
        shelf,
        replies.filter((reply) => reply.id !== id),
      );
    }, this.#needs(actor));
  }

  /** The shelf on which this person may change that reply. @throws Problem not-found, forbidden */
  #shelfWith(actor: RemoteActor, id: string): { shelf: string; replies: readonly CannedReply[] } {
    const shelf = [actor.accountId, sharedShelf].find((one) => this.#shelf(one).some((it) => it.id === id));
    if (shelf === undefined)
      throw new Problem('not-found', 'There is no such reply; it may have been removed.', {
        reason: 'reply-gone',
      });
    if (shelf === sharedShelf) this.#checkShares(actor);
    return { shelf, replies: this.#shelf(shelf) };
  }

  #written(
    { now }: Transaction,
    id: string,
    { accountId, name }: RemoteActor,
    { title, text }: ChangeReply,
  ): CannedReply {
    return { id, title, text, changedAt: now, changedBy: { id: accountId, name } };
  }

  #shelf(id: string): readonly CannedReply[] {
    return this.#state.replies.get(id)?.replies ?? [];
  }

  #put(transaction: Transaction, shelf: string, replies: readonly CannedReply[]): void {
    transaction.put(this.#state.replies, shelf, { id: shelf, replies });
  }

  #needs({ accountId }: RemoteActor): Need[] {
    return [accountId, sharedShelf].map((id) => ({ table: this.#state.replies, id }));
  }

  /** What is said in the name of all is for those whom an admin has verified. */
  #mayShare({ accountId, roles }: RemoteActor): boolean {
    return roles.includes('admin') || this.#isVerified(accountId);
  }

  #isVerified(id: AccountId): boolean {
    return this.#state.accounts.get(id)?.verification === 'verified';
  }

  /** @throws Problem forbidden */
  #checkShares(actor: RemoteActor): void {
    if (!this.#mayShare(actor))
      throw new Problem('forbidden', 'Shared replies are written by verified experts and by admins.');
  }
}

/** @throws Problem forbidden */
function checkHelps({ roles }: RemoteActor): void {
  if (!roles.includes('expert') && !roles.includes('admin'))
    throw new Problem('forbidden', 'Canned replies are for experts.');
}

/** By code unit, and not as a language would have it: the same everywhere. */
function order(a: ReplyView, b: ReplyView): number {
  const [x, y] = [a.title.toLowerCase(), b.title.toLowerCase()];
  return x === y ? (a.id < b.id ? -1 : 1) : x < y ? -1 : 1;
}

function viewOf(
  { id, title, text, changedAt, changedBy }: CannedReply,
  isShared: boolean,
  canChange: boolean,
): ReplyView {
  return { id, title, text, isShared, changedAt, changedBy, canChange };
}
