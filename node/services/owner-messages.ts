import * as entrySteps from '../core/entry.ts';
import { noEpoch } from '../core/epoch.ts';
import { entryIdOf, type RegionId } from '../core/ids.ts';
import type { PeerMessageOf } from '../core/messages.ts';
import type { Entry } from '../core/model.ts';
import type { Log } from '../ports.ts';
import type { Experts } from './experts.ts';
import type { Handoff } from './handoff.ts';
import type { Outbox } from './outbox.ts';
import type { Prepared } from './prepared.ts';
import type { Ratings } from './ratings.ts';
import type { SeatsAside } from './seats-aside.ts';
import type { State } from './state.ts';
import type { Summaries } from './summaries.ts';
import type { Transaction } from './transaction.ts';
import type { UnderWay } from './under-way.ts';

/** What the origin of an issue tells the region that is to work, works or has worked on it. */
export type OwnerMessage = PeerMessageOf<
  'propose' | 'commit' | 'abort' | 'cancel' | 'recall' | 'edited' | 'outcome'
>;

type Steps = Pick<Handoff, 'applyEntry' | 'context' | 'deliver' | 'pass' | 'place'>;

/** A hand-off at the owner: what it hears of issues of other regions from their origins. */
export class OwnerMessages {
  readonly #state: State;
  readonly #handoff: Steps;
  readonly #experts: Experts;
  readonly #summaries: Summaries;
  readonly #underWay: UnderWay;
  readonly #aside: SeatsAside;
  readonly #outbox: Outbox;
  readonly #ratings: Ratings;
  readonly #log: Log;

  constructor(deps: {
    state: State;
    handoff: Steps;
    experts: Experts;
    summaries: Summaries;
    underWay: UnderWay;
    aside: SeatsAside;
    outbox: Outbox;
    ratings: Ratings;
    log: Log;
  }) {
    this.#state = deps.state;
    this.#handoff = deps.handoff;
    this.#experts = deps.experts;
    this.#summaries = deps.summaries;
    this.#underWay = deps.underWay;
    this.#aside = deps.aside;
    this.#outbox = deps.outbox;
    this.#ratings = deps.ratings;
    this.#log = deps.log;
  }

  handle(transaction: Transaction, from: RegionId, message: OwnerMessage, prepared: Prepared): void {
    if (message.type === 'propose') {
      if (message.issue.origin === from) this.#onPropose(transaction, from, message, prepared);
      else this.#log.warn({ from }, 'A region proposed an issue that is not its own.');
      return;
    }
    const { issueId, epoch } = message;
    const entry = this.#state.entries.get(entryIdOf(issueId, epoch));
    // An entry listens to its origin alone, and to a region that left it here and was told what its origin says.
    const isHeard =
      entry &&
      (this.#state.originOf(entry) === from || (message.type === 'outcome' && this.#state.isHeirOf(from)));
    if (isHeard) this.#tell(transaction, entry, message);
    else if (message.type === 'commit') this.#releaseUnknown(transaction, from, message);
  }

  #tell(transaction: Transaction, entry: Entry, message: Exclude<OwnerMessage, { type: 'propose' }>): void {
    const context = this.#handoff.context(transaction);
    switch (message.type) {
      case 'commit':
        this.#onCommit(transaction, entry, message);
        return;
      case 'abort':
        this.#apply(transaction, entrySteps.onAbort(entry, message.epoch, context));
        return;
      case 'cancel':
        this.#apply(transaction, entrySteps.onCancel(entry, message.epoch, context));
        return;
      case 'recall':
        this.#apply(transaction, entrySteps.onRecall(entry, message.epoch, context));
        return;
      case 'edited':
        this.#apply(transaction, entrySteps.onEdited(entry, message, context));
        return;
      case 'outcome':
        this.#onOutcome(transaction, entry, message);
        return;
    }
  }

  #apply(transaction: Transaction, step: entrySteps.EntryStep | undefined): void {
    if (step) this.#handoff.applyEntry(transaction, step);
  }

  #onPropose(
    transaction: Transaction,
    from: RegionId,
    message: PeerMessageOf<'propose'>,
    { storedEpoch = noEpoch, isUserRated = false }: Prepared,
  ): void {
    this.#underWay.receiving(from, message.count);
    this.#summaries.changed();
    // Its seat counts as free again for it, so that whoever is best now is chosen: at least whom it was kept from.
    if (message.seat !== undefined) this.#aside.take(from, message.seat);
    const context = this.#handoff.context(transaction);
    const known = this.#state.entries.inGroup('issue', message.issueId);
    const greatest = known.reduce((epoch, entry) => (entry.epoch > epoch ? entry.epoch : epoch), storedEpoch);
    if (greatest >= message.epoch) return;
    for (const older of known) this.#apply(transaction, entrySteps.supersede(older, context));
    const choice =
      this.#experts.choose(message.issue, new Set(message.issue.passed), transaction.now) ??
      (this.#experts.hasFree(message.issue.category) ? 'nobody-suitable' : 'nobody-free');
    const proposal = isUserRated ? { ...message, issue: { ...message.issue, isUserRated } } : message;
    const step = entrySteps.onPropose(greatest, proposal, choice, context);
    if (step) this.#handoff.place(transaction, step, typeof choice === 'string' ? undefined : choice);
  }

  /** The offer goes out; if the expert has gone away since the hold, to the next at once. */
  #onCommit(transaction: Transaction, entry: Entry, { epoch }: PeerMessageOf<'commit'>): void {
    const step = entrySteps.onCommit(entry, epoch, this.#handoff.context(transaction));
    this.#apply(transaction, step);
    if (step?.entry.phase.at !== 'offered') return;
    const profile = this.#state.profiles.get(step.entry.phase.expert.id);
    if (!profile || !this.#experts.isAvailable(profile)) {
      this.#handoff.pass(transaction, step.entry, { kind: 'withdrawn' });
    }
  }

  /** COMMIT for something this region knows nothing of (a disk was lost): it is given back. */
  #releaseUnknown(transaction: Transaction, to: RegionId, { issueId, epoch }: PeerMessageOf<'commit'>): void {
    this.#outbox.enqueue(transaction, {
      to,
      message: { type: 'release', issueId, epoch, cause: 'lapsed', passed: [], entries: [] },
    });
  }

  #onOutcome(transaction: Transaction, entry: Entry, message: PeerMessageOf<'outcome'>): void {
    const step = entrySteps.onOutcome(entry, message, this.#handoff.context(transaction));
    if (!step) return;
    this.#apply(transaction, step);
    const { heir } = this.#state;
    if (heir) this.#handoff.deliver(transaction, { to: heir, message });
    // Told once more, with another consent, it teaches nothing.
    if (message.outcome === 'confirmed' && entry.outcome === undefined)
      this.#ratings.learnFrom(transaction, entry);
  }
}
