import { z } from 'zod';
import { goesOnFor } from '../core/account-writer.ts';
import { floorOf, type Lineage } from '../core/adoption-record.ts';
import * as entrySteps from '../core/entry.ts';
import { Epoch, noEpoch, termOf } from '../core/epoch.ts';
import { type AccountId, entryIdOf, type RegionId } from '../core/ids.ts';
import * as issueSteps from '../core/issue.ts';
import type { IssueStep } from '../core/issue-step.ts';
import type { Outgoing, PeerMessage, PeerMessageOf } from '../core/messages.ts';
import type { Entry, Issue } from '../core/model.ts';
import { onUrgency } from '../core/urgency.ts';
import type { Doc, Log } from '../ports.ts';
import type { Chat, StoredLine } from './chat.ts';
import { ChatMessages } from './chat-messages.ts';
import type { Copies } from './copies.ts';
import type { Experts } from './experts.ts';
import type { Need } from './ledger.ts';
import type { Outbox } from './outbox.ts';
import { nameOf, type Peers } from './peers.ts';
import type { Ratings } from './ratings.ts';
import type { SeatsAside } from './seats-aside.ts';
import type { State } from './state.ts';
import type { Summaries } from './summaries.ts';
import type { Transaction } from './transaction.ts';
import type { UnderWay } from './under-way.ts';

/** What a message needs that is not in memory, read before its command enters the queue. */
export type Prepared = {
  /** PROPOSE: the greatest epoch of the issue in the store. */
  readonly storedEpoch?: Epoch;
  /** PROPOSE: an expert here has rated the user for this issue, which its origin may not have heard yet. */
  readonly isUserRated?: boolean;
  /** GRANT, or an adopted issue: the chat so far, for the owner. */
  readonly lines?: readonly StoredLine[];
};

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

/** What regions tell each other about adoptions; `adoptions.ts` handles it. */
const aboutAdoption = [
  'reported-entry',
  'reported-issue',
  'surveyed',
  'settled',
  'superseded',
  'adopted',
  'pass-on',
  'passed-on',
] as const;
export type AdoptionMessage = PeerMessageOf<(typeof aboutAdoption)[number]>;

const isAboutAdoption = (message: PeerMessage): message is AdoptionMessage =>
  aboutAdoption.some((type) => type === message.type);

export type AdoptionHandler = {
  needs(message: AdoptionMessage): readonly Need[];
  handle(transaction: Transaction, from: RegionId, message: AdoptionMessage, prepared: Prepared): void;
  /** A region that does not know yet that its issues were adopted acts as their origin. */
  refuse(transaction: Transaction, from: RegionId): void;
  /** Keeps what an owner says of an issue that is being adopted here until it is. Whether it did. */
  defer(transaction: Transaction, from: RegionId, message: PeerMessage): boolean;
};

/** A message was prepared from what has changed since; prepare it again. */
export class Stale extends Error {
  override readonly name = 'Stale';
}

/**
 * Carries out the steps of `core/issue.ts` and `core/entry.ts`: writes their documents, sends their messages, and
 * hands the messages of peers to them. A message to this region itself is handled at once, in the same transaction.
 */
export class Handoff {
  readonly #state: State;
  readonly #experts: Experts;
  readonly #summaries: Summaries;
  readonly #underWay: UnderWay;
  readonly #aside: SeatsAside;
  readonly #outbox: Outbox;
  readonly #chat: Chat;
  readonly #chats: ChatMessages;
  readonly #copies: Copies;
  readonly #ratings: Ratings;
  readonly #peers: Peers;
  readonly #log: Log;
  #adoption: AdoptionHandler | undefined;

  constructor(deps: {
    state: State;
    experts: Experts;
    summaries: Summaries;
    underWay: UnderWay;
    aside: SeatsAside;
    outbox: Outbox;
    chat: Chat;
    copies: Copies;
    ratings: Ratings;
    peers: Peers;
    log: Log;
  }) {
    this.#state = deps.state;
    this.#experts = deps.experts;
    this.#summaries = deps.summaries;
    this.#underWay = deps.underWay;
    this.#aside = deps.aside;
    this.#outbox = deps.outbox;
    this.#chat = deps.chat;
    this.#chats = new ChatMessages(deps);
    this.#copies = deps.copies;
    this.#ratings = deps.ratings;
    this.#peers = deps.peers;
    this.#log = deps.log;
  }

  /** For `adoptions.ts`, which in turn carries out steps here. */
  onAdoption(handler: AdoptionHandler): void {
    this.#adoption = handler;
  }

  /** Surroundings of a step at this moment. */
  context(transaction: Transaction): entrySteps.EntryContext {
    return {
      now: transaction.now,
      here: nameOf(this.#peers, this.#state.self),
      nameOf: (region) => nameOf(this.#peers, region),
    };
  }

  applyIssue(transaction: Transaction, { issue, send }: IssueStep): void {
    if (this.#state.issues.get(issue.id) !== issue) transaction.put(this.#state.issues, issue.id, issue);
    for (const { to, message } of send) {
      // Who answered is rated at home, and hears there what became of it if the owner was lost: an adoption moves people.
      const isForHome =
        message.type === 'rated' || (message.type === 'outcome' && this.#state.adoptionOf(to) !== undefined);
      const home = isForHome ? this.#homeOf(issue.resolution?.by.id) : undefined;
      this.deliver(transaction, { to: home ?? to, message });
    }
  }

  applyEntry(transaction: Transaction, { entry, toOrigin }: entrySteps.EntryStep): void {
    if (this.#state.entries.get(entry.id) !== entry) transaction.put(this.#state.entries, entry.id, entry);
    for (const message of toOrigin) this.deliver(transaction, { to: this.#state.originOf(entry), message });
  }

  /** Places an issue with one of this region's own experts: hand-off to oneself, in one commit. */
  placeHere(transaction: Transaction, issue: Issue, choice: entrySteps.Choice): void {
    const context = this.context(transaction);
    const placed = issueSteps.placeHere(issue, context);
    this.applyIssue(transaction, placed);
    const copy = issueSteps.copyOf(placed.issue);
    this.#place(transaction, entrySteps.openHere(copy, placed.issue.epoch, choice, context), choice);
  }

  /** Proposes an issue to a peer; `seat` names one that it has set aside for it. */
  propose(transaction: Transaction, issue: Issue, to: RegionId, seat?: string): void {
    const count = this.#underWay.sending(to, issue.category);
    this.applyIssue(transaction, issueSteps.propose(issue, to, count, this.context(transaction), seat));
  }

  /** An open offer ended without being accepted: the next best here, or back to the origin. */
  pass(transaction: Transaction, entry: Entry, how: entrySteps.Pass): void {
    if (entry.phase.at !== 'offered') return;
    const asked = new Set([...entry.asked, ...entry.issue.passed, entry.phase.expert.id]);
    // The seat is free again only after this step, so the expert who passed is excluded by name.
    const next = this.#experts.choose({ ...entry.issue, wanted: undefined }, asked, transaction.now);
    const step = entrySteps.pass(entry, how, next, this.context(transaction));
    if (step) this.#place(transaction, step, next);
  }

  #place(transaction: Transaction, step: entrySteps.EntryStep, choice: entrySteps.Choice | undefined): void {
    this.applyEntry(transaction, step);
    if (choice) this.#experts.chosen(transaction, step.entry, choice);
  }

  /** What `handle` will look at, to be loaded before. */
  needs(message: PeerMessage): readonly Need[] {
    if (isAboutAdoption(message)) return this.#adoption?.needs(message) ?? [];
    const { issueId, type } = message;
    const needs: Need[] = [this.#state.issueNeed(issueId), this.#state.chatNeed(issueId)];
    if (type === 'copy' || type === 'drop' || type === 'chat' || type === 'read')
      needs.push(this.#state.copyNeed(issueId));
    if (message.type === 'rated') needs.push(this.#ratings.need(message.issueId, 'expert'));
    if (message.type === 'user-rated' || message.type === 'standing') {
      needs.push(this.#ratings.need(message.issueId, 'user'));
    }
    return 'epoch' in message
      ? [...needs, this.#state.entryNeed(entryIdOf(message.issueId, message.epoch))]
      : needs;
  }

  /** Reads what `handle` needs from the store. @throws Problem store-unavailable */
  async prepare(message: PeerMessage): Promise<Prepared> {
    switch (message.type) {
      case 'propose': {
        const preparing = this.#experts.prepare(message.issue);
        if (preparing) await preparing;
        const { store } = this.#state.ledger;
        const newest = { limit: 1, reverse: true };
        const page = await store.query('entries', 'by_issue', { equals: [message.issueId] }, newest);
        return lastPart(page.items[0]?.doc);
      }
      case 'grant':
      case 'reported-entry':
      case 'reported-issue':
        return { lines: await this.#chat.lines(message.issueId) };
      default:
        return {};
    }
  }

  /**
   * Handles one message. What does not fit changes nothing; only of a copy it matters to the sender whether it was
   * taken. @throws Stale
   */
  handle(
    transaction: Transaction,
    from: RegionId,
    message: PeerMessage,
    prepared: Prepared = {},
  ): 'taken' | 'declined' {
    if (message.type === 'copy') {
      if (!this.#isBelowFloor(message.issue, message.issue.epoch))
        return this.#copies.receive(transaction, from, message);
      this.#adoption?.refuse(transaction, from);
      return 'declined';
    }
    if (isAboutAdoption(message)) this.#adoption?.handle(transaction, from, message, prepared);
    else this.#act(transaction, from, message, prepared);
    return 'taken';
  }

  #act(
    transaction: Transaction,
    from: RegionId,
    message: Exclude<PeerMessage, { type: 'copy' } | AdoptionMessage>,
    prepared: Prepared,
  ): void {
    const context = this.context(transaction);
    const issue = this.#state.issues.get(message.issueId);
    // What is for an entry or a person may have to wait for those also when the issue is this region's own.
    const isForIssue = !['outcome', 'rated', 'standing'].includes(message.type);
    if ((!issue || !isForIssue) && this.#adoption?.defer(transaction, from, message)) return;
    const entry =
      'epoch' in message ? this.#state.entries.get(entryIdOf(message.issueId, message.epoch)) : undefined;
    // An entry listens to its origin alone, and to a region that left it here and was told what its origin says.
    const isLeft =
      (message.type === 'outcome' || message.type === 'rated') &&
      this.#state.takings.get(from)?.isAgreed === true;
    const fromOrigin = entry && (isLeft || this.#state.originOf(entry) === from) ? entry : undefined;

    switch (message.type) {
      case 'propose':
        if (this.#isBelowFloor(message.issue, message.epoch)) this.#adoption?.refuse(transaction, from);
        else if (message.issue.origin === from) this.#onPropose(transaction, from, message, prepared);
        else this.#log.warn({ from }, 'A region proposed an issue that is not its own.');
        return;
      case 'commit':
        if (fromOrigin) this.#onCommit(transaction, fromOrigin, message.epoch);
        else this.#releaseUnknown(transaction, from, message);
        return;
      case 'abort':
        if (fromOrigin) this.#entryStep(transaction, entrySteps.onAbort(fromOrigin, message.epoch, context));
        return;
      case 'cancel':
        if (fromOrigin) this.#entryStep(transaction, entrySteps.onCancel(fromOrigin, message.epoch, context));
        return;
      case 'recall':
        if (fromOrigin) this.#entryStep(transaction, entrySteps.onRecall(fromOrigin, message.epoch, context));
        return;
      case 'edited':
        if (fromOrigin) this.#entryStep(transaction, entrySteps.onEdited(fromOrigin, message, context));
        return;
      case 'outcome':
        if (fromOrigin) this.#onOutcome(transaction, fromOrigin, message);
        return;
      case 'rated':
        if (fromOrigin?.phase.at === 'done') this.#onRated(transaction, fromOrigin, message);
        // What they did is where they were before an adoption; or a backup lacks it, or only how it ended.
        else if (fromOrigin === entry && this.#mayLackEntry(message.expertId))
          this.#ratings.countTrust(transaction, message);
        return;
      case 'grant':
        if (issue) this.#onGrant(transaction, issue, from, message.epoch, prepared);
        return;
      case 'refuse':
        if (issue) {
          const step = issueSteps.onRefuse(issue, from, message.epoch, message.lacksExpert, context);
          if (step && message.lacksExpert) this.#summaries.refusedBy(from, issue.category);
          this.#issueStep(transaction, step);
        }
        return;
      case 'status':
        if (issue) this.#issueStep(transaction, issueSteps.onStatus(issue, from, message, context));
        return;
      case 'release':
        if (issue) this.#issueStep(transaction, issueSteps.onRelease(issue, from, message, context));
        return;
      case 'urgency':
        if (issue) this.#issueStep(transaction, onUrgency(issue, from, message, context));
        return;
      case 'resolved':
        if (issue) this.#issueStep(transaction, issueSteps.onResolved(issue, from, message, context));
        return;
      case 'user-rated':
        if (issue) this.#onUserRated(transaction, issue, from, message);
        return;
      case 'standing':
        this.#count(transaction, message);
        return;
      case 'drop':
        this.#copies.drop(transaction, from, message);
        return;
      case 'chat':
        this.#chats.onLines(transaction, from, message);
        return;
      case 'read':
        this.#chats.onRead(transaction, from, message);
        return;
    }
  }

  #issueStep(transaction: Transaction, step: IssueStep | undefined): void {
    if (step) this.applyIssue(transaction, step);
  }

  #entryStep(transaction: Transaction, step: entrySteps.EntryStep | undefined): void {
    if (step) this.applyEntry(transaction, step);
  }

  /** Commits a message; one to this region itself is handled in the same transaction. */
  deliver(transaction: Transaction, outgoing: Outgoing): void {
    if (outgoing.to === this.#state.self) this.handle(transaction, outgoing.to, outgoing.message);
    else this.#outbox.enqueue(transaction, outgoing);
  }

  #homeOf(account: AccountId | undefined): RegionId | undefined {
    return account && this.#state.accounts.get(account)?.home;
  }

  /** Else a region could rate whom it likes for issues that nobody here has ever seen. */
  #mayLackEntry(expert: AccountId): boolean {
    const { self, accounts } = this.#state;
    const isRestored = this.#state.adoptionOf(self)?.by === self;
    return isRestored || accounts.get(expert)?.formerHome !== undefined;
  }

  /** Rule "floor": having heard of an adoption, a region refuses what carries an earlier term of those issues. */
  #isBelowFloor(lineage: Lineage, epoch: Epoch): boolean {
    const floor = floorOf(lineage, (region) => this.#state.adoptionOf(region));
    return floor !== undefined && termOf(epoch) < floor;
  }

  #onPropose(
    transaction: Transaction,
    from: RegionId,
    message: Extract<PeerMessage, { type: 'propose' }>,
    { storedEpoch = noEpoch, isUserRated = false }: Prepared,
  ): void {
    this.#underWay.receiving(from, message.count);
    this.#summaries.changed();
    // Its seat counts as free again for it, so that whoever is best now is chosen: at least whom it was kept from.
    if (message.seat !== undefined) this.#aside.take(from, message.seat);
    const context = this.context(transaction);
    const known = this.#state.entries.inGroup('issue', message.issueId);
    const greatest = known.reduce((epoch, entry) => (entry.epoch > epoch ? entry.epoch : epoch), storedEpoch);
    if (greatest >= message.epoch) return;
    for (const older of known) this.#entryStep(transaction, entrySteps.supersede(older, context));
    const choice =
      this.#experts.choose(message.issue, new Set(message.issue.passed), transaction.now) ??
      (this.#experts.hasFree(message.issue.category) ? 'nobody-suitable' : 'nobody-free');
    const proposal = isUserRated ? { ...message, issue: { ...message.issue, isUserRated } } : message;
    const step = entrySteps.onPropose(greatest, proposal, choice, context);
    if (step) this.#place(transaction, step, typeof choice === 'string' ? undefined : choice);
  }

  /** The offer goes out; if the expert has gone away since the hold, to the next at once. */
  #onCommit(transaction: Transaction, entry: Entry, epoch: Epoch): void {
    const step = entrySteps.onCommit(entry, epoch, this.context(transaction));
    this.#entryStep(transaction, step);
    if (step?.entry.phase.at !== 'offered') return;
    const profile = this.#state.profiles.get(step.entry.phase.expert.id);
    if (!profile || !this.#experts.isAvailable(profile)) {
      this.pass(transaction, step.entry, { kind: 'withdrawn' });
    }
  }

  /** COMMIT for something this region knows nothing of (a disk was lost): it is given back. */
  #releaseUnknown(
    transaction: Transaction,
    to: RegionId,
    about: { issueId: Issue['id']; epoch: Epoch },
  ): void {
    this.#outbox.enqueue(transaction, {
      to,
      message: {
        type: 'release',
        issueId: about.issueId,
        epoch: about.epoch,
        cause: 'lapsed',
        passed: [],
        entries: [],
      },
    });
  }

  #onGrant(
    transaction: Transaction,
    issue: Issue,
    from: RegionId,
    epoch: Epoch,
    { lines = [] }: Prepared,
  ): void {
    // A line written since the chat was read would not reach the new owner.
    if (lines.length !== this.#chat.count(issue.id)) throw new Stale();
    const step = issueSteps.onGrant(issue, from, epoch, this.context(transaction));
    this.#issueStep(transaction, step);
    const isPlaced = step?.issue.phase.at === 'placed' && step.issue !== issue;
    if (isPlaced) this.#chat.send(transaction, from, lines);
  }

  #onOutcome(
    transaction: Transaction,
    entry: Entry,
    message: Extract<PeerMessage, { type: 'outcome' }>,
  ): void {
    const step = entrySteps.onOutcome(entry, message, this.context(transaction));
    this.#entryStep(transaction, step);
    // Told once more, with another consent, it teaches nothing.
    const { heir } = this.#state;
    if (step && heir) this.deliver(transaction, { to: heir, message });
    if (step && message.outcome === 'confirmed' && entry.outcome === undefined)
      this.#ratings.learnFrom(transaction, entry);
  }

  #onRated(transaction: Transaction, entry: Entry, message: Extract<PeerMessage, { type: 'rated' }>): void {
    const step = entrySteps.onRated(entry, message, this.context(transaction));
    this.#entryStep(transaction, step);
    if (step) this.#count(transaction, message);
  }

  /** Whoever sent it may not have heard that who was rated has moved: it goes on to where they are at home now. */
  #count(transaction: Transaction, message: PeerMessageOf<'rated' | 'standing'>): void {
    const home = this.#homeOf(message.type === 'rated' ? message.expertId : message.userId);
    if (home && home !== this.#state.self) this.deliver(transaction, { to: home, message });
    else if (message.type === 'rated') this.#ratings.countTrust(transaction, message);
    else this.#ratings.countStanding(transaction, message);
  }

  #onUserRated(
    transaction: Transaction,
    issue: Issue,
    from: RegionId,
    message: Extract<PeerMessage, { type: 'user-rated' }>,
  ): void {
    const { by, stars, comment, at } = message;
    const step = issueSteps.onUserRated(
      issue,
      this.#answererBy(issue, from),
      message.epoch,
      { stars, comment, at },
      this.context(transaction),
    );
    this.#issueStep(transaction, step);
    const home = this.#state.accounts.get(issue.userId)?.home;
    if (!step || !home) return;
    this.deliver(transaction, {
      to: home,
      message: {
        type: 'standing',
        issueId: issue.id,
        title: issue.title,
        userId: issue.userId,
        by,
        stars,
        comment,
        at,
      },
    });
  }

  /** Whoever adopted the region that answered speaks for its experts. */
  #answererBy({ resolution }: Issue, from: RegionId): RegionId {
    const owner = resolution?.owner;
    return owner && goesOnFor(from, owner, (region) => this.#state.adoptionOf(region)) ? owner : from;
  }
}
