import { close } from '../core/adoption.ts';
import { type DrainStage, heirOf, isFinished, type Unfinished } from '../core/drain.ts';
import { giveBack, lapse, seatOf } from '../core/entry.ts';
import { firstTerm } from '../core/epoch.ts';
import type { EpochMs, RegionId } from '../core/ids.ts';
import type { Cancel, Clock, Log } from '../ports.ts';
import { Problem } from '../problem.ts';
import { takeOverCommand } from './adoption-calls.ts';
import type { Adoptions } from './adoptions.ts';
import type { Drain } from './documents.ts';
import type { FileFetching } from './file-fetching.ts';
import type { Forward } from './forward.ts';
import type { Handoff } from './handoff.ts';
import { inCharge, type Peer, type Peers, reachable } from './peers.ts';
import type { State } from './state.ts';
import type { Summaries } from './summaries.ts';
import type { Timing } from './timing.ts';
import type { Transaction } from './transaction.ts';

/** What an admin decided about it. */
export type DrainWish = Pick<Drain, 'by' | 'reason' | 'finishMs' | 'isForced'>;

type Deps = {
  readonly state: State;
  readonly handoff: Handoff;
  readonly summaries: Summaries;
  readonly adoptions: Adoptions;
  readonly fetching: Pick<FileFetching, 'isWantedElsewhere'>;
  readonly forward: Forward;
  readonly peers: Peers;
  readonly clock: Clock;
  readonly log: Log;
  readonly timing: Timing;
};

/**
 * How this region leaves the mesh without losing anything. It takes nothing new; what waits here is handed to others as
 * always, what is worked on may be finished for a while and is then given back, and regions whose copies it keeps give
 * them to others. When nothing of that is left, another region adopts it with its consent, so all it has ever had goes on
 * there. It leaves when that is done and everything it had to say has been heard.
 */
export class Draining {
  readonly #deps: Deps;
  readonly #listeners: (() => void)[] = [];
  #cancelTimer: Cancel = () => undefined;
  /** Since when what is worked on may be finished (monotonic): since it was decided, or since this process started. */
  #sinceMs = 0;
  #isLooking = false;
  #isStopped = true;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  start(): void {
    const { state, clock, log } = this.#deps;
    this.#isStopped = false;
    this.#sinceMs = clock.monotonicMs();
    if (state.drain?.stage === 'left')
      this.#rejoin().catch((error: unknown) =>
        log.warn({ error }, 'This region is back, and could not say so.'),
      );
    else this.#lookLater();
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancelTimer();
  }

  /** Called when the region has left: nothing is to be done here any more. */
  onLeft(listener: () => void): void {
    this.#listeners.push(listener);
  }

  /** Begins to leave; asked again, with another wish. @throws Problem wrong-state without any region that stays, or too late */
  begin(transaction: Transaction, wish: DrainWish): void {
    const { state, clock, peers } = this.#deps;
    const region = peers.self.name;
    const former = state.drain;
    if (former && state.isHandingOver && !wish.isForced)
      throw new Problem('wrong-state', `${region} has finished its work and is leaving already.`, {
        reason: 'leaving-already',
        values: { region },
      });
    if (!former && !this.#heir())
      throw new Problem(
        'wrong-state',
        `No other region can be reached that could go on with what ${region} has. Start or repair one, then try again.`,
        { reason: 'nobody-goes-on', values: { region } },
      );
    const { finishMs, isForced } = wish;
    if (!former) this.#sinceMs = clock.monotonicMs();
    transaction.put(state.drains, 'drain', {
      ...(former ?? this.#newDrain(wish, transaction.now)),
      finishMs,
      isForced,
    });
    this.#withdraw(transaction);
    transaction.afterCommit(() => this.#lookSoon());
  }

  /** Stays after all. @throws Problem wrong-state when it does not leave, or another region has been asked already */
  cancel(transaction: Transaction): void {
    const { state, peers, summaries } = this.#deps;
    const region = peers.self.name;
    if (!state.drain)
      throw new Problem('wrong-state', `${region} is not leaving.`, {
        reason: 'not-leaving',
        values: { region },
      });
    if (state.retired().some(({ region }) => region === state.self))
      throw new Problem('wrong-state', `${region} is retired. Take that back first.`);
    if (state.isHandingOver)
      throw new Problem('wrong-state', `It is too late: another region goes on for ${region}.`, {
        reason: 'too-late-to-stay',
        values: { region },
      });
    transaction.remove(state.drains, 'drain');
    transaction.afterCommit(() => summaries.changed());
  }

  /** How long what is worked on may still take, ms. */
  get leftMs(): number {
    const { state, clock } = this.#deps;
    return Math.max(0, this.#sinceMs + (state.drain?.finishMs ?? 0) - clock.monotonicMs());
  }

  /** What somebody here or elsewhere still waits for. @throws Problem store-unavailable */
  async unfinished(): Promise<Unfinished> {
    const { state, peers } = this.#deps;
    const { store } = state.ledger;
    const limit = { limit: copiesShown };
    // Only who can be reached can give a copy to somebody else.
    const pages = state.drain?.isForced
      ? reachable(peers).map(({ region }) => store.query('copies', 'by_origin', { equals: [region] }, limit))
      : [store.query('copies', 'id', {}, limit)];
    const kept = await Promise.all(pages);
    return { ...this.#unfinishedInMemory(), copies: kept.reduce((sum, { items }) => sum + items.length, 0) };
  }

  /** Regions that have something to do with what this one had, and cannot be reached: they are waited for. */
  silent(): readonly Peer[] {
    const { peers, state } = this.#deps;
    return inCharge(peers, state).filter((peer) => peer.state !== 'up');
  }

  /** Nothing new begins in a region that leaves. @throws Problem region-leaving, with where to go on */
  checkStays(): void {
    const { state, peers } = this.#deps;
    if (!state.drain) return;
    const region = state.drain.heir ?? this.#heir();
    const refuge = region && peers.get(region);
    const hint = refuge ? ` Please go on at ${refuge.name}: ${refuge.url}` : '';
    throw new Problem(
      'region-leaving',
      `${peers.self.name} is leaving the mesh and takes nothing new.${hint}`,
      refuge
        ? {
            reason: 'leaving-go-on',
            values: { region: peers.self.name, refuge: refuge.name, address: refuge.url },
          }
        : { reason: 'leaving', values: { region: peers.self.name } },
    );
  }

  #newDrain(wish: DrainWish, now: EpochMs): Drain {
    const { state } = this.#deps;
    const term = state.adoptionOf(state.self)?.term ?? firstTerm;
    return { ...wish, id: 'drain', since: now, stage: 'finishing', term };
  }

  /** It had left and is started again: it works under the term of its adoption, and says that it is there. */
  async #rejoin(): Promise<void> {
    const { state, handoff } = this.#deps;
    await state.ledger.run((transaction) => {
      transaction.remove(state.drains, 'drain');
      // Its people are at home elsewhere, and what they answered is there.
      for (const { id } of state.profiles.values())
        if (state.accounts.get(id)?.home !== state.self) transaction.remove(state.profiles, id);
      for (const entry of state.entries.values()) {
        const closed = close(entry, handoff.context(transaction));
        if (closed) transaction.put(state.entries, closed.id, closed);
      }
      const adoption = state.adoptionOf(state.self);
      if (!adoption) return;
      const { by: to, region, term } = adoption;
      handoff.deliver(transaction, { to, message: { type: 'surveyed', region, term } });
    });
  }

  // ---- stages

  #lookLater(): void {
    const { clock, timing, state, log } = this.#deps;
    this.#cancelTimer();
    if (this.#isStopped || !state.drain || state.drain.stage === 'left') return;
    this.#cancelTimer = clock.after(timing.drainLookMs, () => {
      this.#isLooking = true;
      this.#look()
        .catch((error: unknown) => log.debug({ error }, 'This region leaves a little later.'))
        .finally(() => {
          this.#isLooking = false;
          this.#lookLater();
        });
    });
  }

  #lookSoon(): void {
    if (!this.#isLooking) this.#lookLater();
  }

  async #look(): Promise<void> {
    const { drain } = this.#deps.state;
    if (!drain) return;
    if (this.#isHandedOver(drain)) await this.#leave(drain);
    else if (drain.stage === 'finishing') await this.#finish(drain);
    else await this.#handOver(drain);
  }

  /** Whoever adopted this region since it began to leave goes on for it, asked or not. */
  #isHandedOver({ term }: Drain): boolean {
    const { state } = this.#deps;
    const adoption = state.adoptionOf(state.self);
    return adoption !== undefined && adoption.by !== state.self && adoption.term > term;
  }

  /** Lets what is under way come to its end, or gives it back in time. */
  async #finish(drain: Drain): Promise<void> {
    const { state } = this.#deps;
    await state.ledger.run((transaction) => {
      this.#withdraw(transaction);
      if (this.leftMs === 0) this.#giveBackAll(transaction);
    });
    const isAlone = !drain.isForced && this.silent().length > 0;
    if (isAlone || this.#isUnheard() || !isFinished(await this.unfinished())) return;
    const heir = this.#heir();
    if (!heir) return;
    await state.ledger.run((transaction) => {
      // While the disk was looked at, more may have come of what was under way.
      const isDone = !this.#isUnheard() && isFinished({ ...this.#unfinishedInMemory(), copies: 0 });
      if (isDone) this.#put(transaction, { stage: 'handing-over', heir });
    });
  }

  /** Asks the heir to go on for this region; another, when that is away. */
  async #handOver({ by, reason, isForced, ...drain }: Drain): Promise<void> {
    const { state, adoptions, forward, peers, timing } = this.#deps;
    const isThere = drain.heir !== undefined && peers.get(drain.heir)?.state === 'up';
    const heir = isThere && !this.#isLeaving(drain.heir) ? drain.heir : this.#heir();
    if (!heir) return;
    if (heir !== drain.heir) await state.ledger.run((transaction) => this.#put(transaction, { heir }));
    const actor = { accountId: by.id, name: by.name, roles: ['admin' as const] };
    const command = { ...takeOverCommand, timeoutMs: timing.takeOverMs };
    const adoption = await forward.call(heir, command, actor, { reason, isForced });
    await state.ledger.run((transaction) => adoptions.learn(transaction, adoption));
  }

  /** Leaves when who goes on for it has all, and everybody has heard what was to be said. */
  async #leave({ isForced, stage }: Drain): Promise<void> {
    const { state, peers, fetching, handoff } = this.#deps;
    const adoption = state.adoptionOf(state.self);
    if (!adoption) return;
    const isLost = state.adoptionOf(adoption.by) !== undefined && peers.get(adoption.by)?.state !== 'up';
    const isSettled = state.surveys.get(state.self)?.isSettled === true;
    // Files that nobody else has yet go with what they belong to.
    const isWanted = isSettled && (await fetching.isWantedElsewhere(!isForced));
    // Whoever had not heard that it leaves may have given it something meanwhile, and gives that to another when it has.
    const isKeeper = isSettled && (await this.unfinished()).copies > 0;
    await state.ledger.run((transaction) => {
      if (!isSettled && isLost) {
        // It was declared gone before it had all: whoever goes on for that has to, or somebody else.
        const { by } = state.adoptionOf(adoption.by) ?? {};
        this.#put(transaction, { stage: 'handing-over', term: adoption.term, ...(by && { heir: by }) });
        return;
      }
      if (stage !== 'leaving') this.#put(transaction, { stage: 'leaving' });
      const isAway = (to: RegionId) => isForced && to !== adoption.by && peers.get(to)?.state !== 'up';
      for (const { id, to, message } of state.outbox.values()) {
        if (!isAway(to) || !(message.type === 'chat' || message.type === 'user-rated')) continue;
        // Nobody else has what was said here: the heir passes it on.
        transaction.remove(state.outbox, id);
        handoff.deliver(transaction, { to: adoption.by, message: { type: 'pass-on', to, message } });
      }
      const isHeard = state.outbox.values().every(({ to }) => isAway(to));
      if (!isSettled || !isHeard || isWanted || isKeeper) return;
      this.#put(transaction, { stage: 'left' });
      transaction.afterCommit(() => {
        for (const listener of this.#listeners) listener();
      });
    });
  }

  #put(transaction: Transaction, change: Partial<Drain> & { readonly stage?: DrainStage }): void {
    const { state } = this.#deps;
    if (state.drain) transaction.put(state.drains, 'drain', { ...state.drain, ...change });
  }

  // ---- what is under way here

  /** Nobody is asked here any more: offers go to the next region, seats that were held are free. */
  #withdraw(transaction: Transaction): void {
    const { state, handoff } = this.#deps;
    for (const entry of state.entries.values()) {
      if (entry.phase.at === 'offered') handoff.pass(transaction, entry, { kind: 'withdrawn' });
      const lapsed = lapse(entry, handoff.context(transaction));
      if (lapsed) handoff.applyEntry(transaction, lapsed);
    }
  }

  /** An answer is on its way to a region that can hear it. Once another goes on for this one, it would be too late. */
  #isUnheard(): boolean {
    const { state, peers } = this.#deps;
    return state.outbox
      .values()
      .some(({ to, message }) => message.type === 'resolved' && peers.get(to)?.state === 'up');
  }

  #giveBackAll(transaction: Transaction): void {
    const { state, handoff } = this.#deps;
    for (const entry of state.entries.inGroup('assigned', 'yes')) {
      const step = giveBack(entry, handoff.context(transaction), 'lapsed');
      if (step) handoff.applyEntry(transaction, step);
    }
  }

  #unfinishedInMemory(): Omit<Unfinished, 'copies'> {
    const { state } = this.#deps;
    const own = state.takings.values().filter((taking) => taking.state !== 'done').length;
    const asked = state.surveys.values().filter(({ isReported }) => !isReported).length;
    return {
      working: state.entries.values().filter((entry) => seatOf(entry) !== undefined).length,
      handOffs: state.issues.countInGroup('proposing', 'yes'),
      adoptions: own + asked,
    };
  }

  #heir(): RegionId | undefined {
    const { peers, state, summaries } = this.#deps;
    const staying = inCharge(peers, state).filter(
      (peer) => peer.state === 'up' && !this.#isLeaving(peer.region),
    );
    return heirOf(
      staying.map(({ region }) => {
        const summary = summaries.news(region)?.summary;
        return {
          region,
          issues: (summary?.active ?? 0) + (summary?.waiting ?? 0),
          experts: summary?.expertsOnline ?? 0,
        };
      }),
    );
  }

  #isLeaving(region: RegionId | undefined): boolean {
    return region !== undefined && this.#deps.summaries.news(region)?.summary.isDraining === true;
  }
}

/** Copies counted for the admin; whether there are any is what matters. */
const copiesShown = 1_000;
