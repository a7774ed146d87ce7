import { floorOf, type Lineage } from '../core/adoption-record.ts';
import * as entrySteps from '../core/entry.ts';
import { type Epoch, termOf } from '../core/epoch.ts';
import { type AccountId, entryIdOf, type RegionId } from '../core/ids.ts';
import * as issueSteps from '../core/issue.ts';
import type { IssueStep } from '../core/issue-step.ts';
import type { Outgoing, PeerMessage } from '../core/messages.ts';
import type { Entry, Issue } from '../core/model.ts';
import type { Log } from '../ports.ts';
import { type AdoptionHandler, type AdoptionMessage, isAboutAdoption } from './adoption-handler.ts';
import type { Chat } from './chat.ts';
import { ChatMessages } from './chat-messages.ts';
import type { Copies } from './copies.ts';
import type { Experts } from './experts.ts';
import type { Need } from './ledger.ts';
import { OriginMessages } from './origin-messages.ts';
import type { Outbox } from './outbox.ts';
import { OwnerMessages } from './owner-messages.ts';
import { nameOf, type Peers } from './peers.ts';
import { type Prepared, prepare } from './prepared.ts';
import { RatingMessages } from './rating-messages.ts';
import type { Ratings } from './ratings.ts';
import type { SeatsAside } from './seats-aside.ts';
import type { State } from './state.ts';
import type { Summaries } from './summaries.ts';
import type { Transaction } from './transaction.ts';
import type { UnderWay } from './under-way.ts';

/** For an entry or a person: these may have to wait for those also when the issue is this region's own. */
const notForIssue: readonly PeerMessage['type'][] = ['outcome', 'rated', 'standing'];

/**
 * Carries out the steps of `core/issue.ts` and `core/entry.ts`: writes their documents, sends their messages, and
 * hands the messages of peers to whoever handles them. A message to this region itself is handled at once, in the same
 * transaction.
 */
export class Handoff {
  readonly #state: State;
  readonly #experts: Experts;
  readonly #underWay: UnderWay;
  readonly #outbox: Outbox;
  readonly #chat: Chat;
  readonly #copies: Copies;
  readonly #ratings: Ratings;
  readonly #peers: Peers;
  readonly #atOrigin: OriginMessages;
  readonly #atOwner: OwnerMessages;
  readonly #rated: RatingMessages;
  readonly #chats: ChatMessages;
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
    this.#underWay = deps.underWay;
    this.#outbox = deps.outbox;
    this.#chat = deps.chat;
    this.#copies = deps.copies;
    this.#ratings = deps.ratings;
    this.#peers = deps.peers;
    this.#atOrigin = new OriginMessages({ ...deps, handoff: this });
    this.#atOwner = new OwnerMessages({ ...deps, handoff: this });
    this.#rated = new RatingMessages({ ...deps, handoff: this });
    this.#chats = new ChatMessages(deps);
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
    this.place(transaction, entrySteps.openHere(copy, placed.issue.epoch, choice, context), choice);
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
    if (step) this.place(transaction, step, next);
  }

  /** Carries out a step that may ask an expert: `choice`, if it does. */
  place(transaction: Transaction, step: entrySteps.EntryStep, choice: entrySteps.Choice | undefined): void {
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
  prepare(message: PeerMessage): Promise<Prepared> {
    return prepare({ state: this.#state, experts: this.#experts, chat: this.#chat }, message);
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
    const issue = this.#state.issues.get(message.issueId);
    const mayWait = !issue || notForIssue.includes(message.type);
    if (mayWait && this.#adoption?.defer(transaction, from, message)) return;
    switch (message.type) {
      case 'propose':
        if (this.#isBelowFloor(message.issue, message.epoch)) this.#adoption?.refuse(transaction, from);
        else this.#atOwner.handle(transaction, from, message, prepared);
        return;
      case 'commit':
      case 'abort':
      case 'cancel':
      case 'recall':
      case 'edited':
      case 'outcome':
        this.#atOwner.handle(transaction, from, message, prepared);
        return;
      case 'grant':
      case 'refuse':
      case 'status':
      case 'release':
      case 'urgency':
      case 'resolved':
        if (issue) this.#atOrigin.handle(transaction, issue, from, message, prepared);
        return;
      case 'rated':
      case 'user-rated':
      case 'standing':
        this.#rated.handle(transaction, from, message);
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

  /** Commits a message; one to this region itself is handled in the same transaction. */
  deliver(transaction: Transaction, outgoing: Outgoing): void {
    if (outgoing.to === this.#state.self) this.handle(transaction, outgoing.to, outgoing.message);
    else this.#outbox.enqueue(transaction, outgoing);
  }

  #homeOf(account: AccountId | undefined): RegionId | undefined {
    return account && this.#state.accounts.get(account)?.home;
  }

  /** Rule "floor": having heard of an adoption, a region refuses what carries an earlier term of those issues. */
  #isBelowFloor(lineage: Lineage, epoch: Epoch): boolean {
    const floor = floorOf(lineage, (region) => this.#state.adoptionOf(region));
    return floor !== undefined && termOf(epoch) < floor;
  }
}
