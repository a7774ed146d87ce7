import { z } from 'zod';
import type { IssueId } from '../core/ids.ts';
import type { Issue } from '../core/model.ts';
import { freshIn, movesOf } from '../core/moves.ts';
import type { Clock } from '../ports.ts';
import { ListMoves } from '../schemas/admin-inputs.ts';
import { MoveList, MoveView } from '../schemas/admin-views.ts';
import { checkAdmin, type Forward, type RemoteActor } from './forward.ts';
import { mergedLog, pageOfLog, timedId } from './log-pages.ts';
import { nameOf, type Peers } from './peers.ts';
import type { State } from './state.ts';
import type { Transaction } from './transaction.ts';

const Asked = z.object({ query: ListMoves });

/** Nobody asks who had an issue longer ago; what an issue's own timeline says stays with it. */
export const movesKeptMs = 90 * 24 * 3_600_000;
/** Old ones are looked for so often, and removed so many at a time: a commit of a few milliseconds. */
const sweptEveryMs = 24 * 3_600_000;
const sweptAtOnce = 1_000;

/**
 * The log of issues that changed hands, kept by the origin of each in the very commit that moves it, and shown from
 * everywhere. It is read from what steps write into the timeline, so nobody who moves an issue has to think of it.
 */
export class Moves {
  readonly #state: State;
  readonly #forward: Forward;
  readonly #peers: Peers;
  readonly #clock: Clock;
  #sweptAtMs: number;

  constructor(deps: { state: State; forward: Forward; peers: Peers; clock: Clock }) {
    this.#clock = deps.clock;
    this.#sweptAtMs = deps.clock.monotonicMs();
    this.#state = deps.state;
    this.#forward = deps.forward;
    this.#peers = deps.peers;
    this.#state.ledger.onCommand((transaction) => this.#note(transaction));
    this.#forward.offer('admin.moves', Asked, async (actor, { query }) => {
      checkAdmin(actor);
      return this.#listHere(query);
    });
  }

  async list(actor: RemoteActor, query: ListMoves): Promise<MoveList> {
    const here = await this.#listHere(query);
    const command = { name: 'admin.moves', reply: MoveList };
    const { replies, notAsked } = await this.#forward.askAll(command, actor, { query });
    return mergedLog([here, ...replies], notAsked, query.limit);
  }

  /** Forgets what is too old. @throws Problem store-unavailable */
  async sweep(): Promise<void> {
    const { ledger } = this.#state;
    if (this.#clock.monotonicMs() - this.#sweptAtMs < sweptEveryMs) return;
    const old = { to: timedId(this.#clock.now() - movesKeptMs, '') };
    const { items } = await ledger.store.query('moves', 'id', old, { limit: sweptAtOnce });
    // A page that is full may not be the last.
    if (items.length < sweptAtOnce) this.#sweptAtMs = this.#clock.monotonicMs();
    if (items.length === 0) return;
    await ledger.run((transaction) => {
      for (const { id, version } of items) transaction.expire('moves', id, version);
    });
  }

  #note(transaction: Transaction): void {
    const { issues } = this.#state;
    for (const { table, id } of [...transaction.writes.values()]) {
      const issue = table === issues ? issues.get(id) : undefined;
      if (!issue) continue;
      const former = transaction.former(issues, id);
      if (former?.timeline !== issue.timeline) this.#noteOf(transaction, issue, former);
    }
  }

  #noteOf(transaction: Transaction, issue: Issue, former: Issue | undefined): void {
    const fresh = freshIn(former?.timeline, issue.timeline, transaction.now);
    const names = {
      nameOf: (region: Issue['origin']) => nameOf(this.#peers, region),
      personOf: (expert: Parameters<State['person']>[0]) => this.#state.person(expert),
    };
    for (const [n, move] of movesOf(issue, fresh, names).entries()) {
      const id = timedId(transaction.now, keyOf(issue, n));
      const { title, id: issueId } = issue;
      const doc: MoveView = { id, ...move, issue: issueId, title, origin: names.nameOf(issue.origin) };
      transaction.append('moves', id, doc);
    }
  }

  #listHere(query: ListMoves): Promise<MoveList> {
    return pageOfLog(this.#state.ledger.store, 'moves', query, (doc) => {
      const move = MoveView.parse(doc);
      const { region } = query;
      const isAsked =
        region === undefined || [move.from.region, move.to.region, move.origin].includes(region);
      return isAsked ? move : undefined;
    });
  }
}

/** An issue's epoch and revision only grow together: a step is never noted under the key of another. */
const keyOf = ({ id, epoch, revision }: { id: IssueId; epoch: string; revision: number }, n: number) =>
  `${id}-${epoch}-${revision}-${n}`;
