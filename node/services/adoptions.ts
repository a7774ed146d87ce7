import { close, survey, surveyRestored, takeBack } from '../core/adoption.ts';
import type { Adoption } from '../core/adoption-record.ts';
import { asCopy } from '../core/custody.ts';
import { giveBack, lapse, pass } from '../core/entry.ts';
import { counterOf, termOf } from '../core/epoch.ts';
import type { RegionId } from '../core/ids.ts';
import type { PeerMessage, PeerMessageOf } from '../core/messages.ts';
import type { Entry, Issue } from '../core/model.ts';
import type { Log } from '../ports.ts';
import type { Adopter } from './adopter.ts';
import type { AdoptionHandler, AdoptionMessage } from './adoption-handler.ts';
import type { Account } from './documents.ts';
import type { Handoff } from './handoff.ts';
import type { Need } from './ledger.ts';
import { movedTo, newProfileOf } from './moving.ts';
import type { Outbox } from './outbox.ts';
import type { Prepared } from './prepared.ts';
import type { State } from './state.ts';
import type { Transaction } from './transaction.ts';

/** What an origin says of its issues to owners. */
const originTypes: readonly PeerMessage['type'][] = [
  'propose',
  'commit',
  'abort',
  'cancel',
  'recall',
  'edited',
  'outcome',
  'rated',
];

/**
 * What a region does when it hears that another is gone and adopted, in the transaction that commits the record: from
 * then on nothing of a lower term is acted on here. The same for every region, the adopter and the lost one included;
 * what is not in memory, `adoption-reports.ts` tells afterwards.
 */
export class Adoptions implements AdoptionHandler {
  readonly #state: State;
  readonly #handoff: Handoff;
  readonly #outbox: Outbox;
  readonly #adopter: Adopter;
  readonly #log: Log;
  readonly #listeners: ((adoption: Adoption) => void)[] = [];

  constructor(deps: { state: State; handoff: Handoff; outbox: Outbox; adopter: Adopter; log: Log }) {
    this.#state = deps.state;
    this.#handoff = deps.handoff;
    this.#outbox = deps.outbox;
    this.#adopter = deps.adopter;
    this.#log = deps.log;
    this.#handoff.onAdoption(this);
  }

  /** Called when an adoption that was news here is durable. */
  onLearnt(listener: (adoption: Adoption) => void): void {
    this.#listeners.push(listener);
  }

  /**
   * Takes in a record. One that is not above what is known changes nothing. `isOnBackup`: this region knows neither what
   * became of its own issues nor of what it worked on, and gives all of it up in the same transaction.
   */
  learn(transaction: Transaction, { region, term, by, at }: Adoption, { isOnBackup = false } = {}): void {
    const adoption: Adoption = { region, term, by, at };
    const former = this.#state.adoptionOf(region);
    if (former && former.term >= term) return;
    // By a later life of this region, which ended when a backup was put back: the roll call sees to it.
    if (by === this.#state.self && this.#state.takings.get(region)?.term !== term) return;
    const version = { counter: counterOf(term), writer: by };
    transaction.put(this.#state.adoptions, region, { ...adoption, version });
    transaction.put(this.#state.surveys, region, { region, term, isReported: false, isSettled: false });
    this.#adopter.onLearnt(transaction, adoption);
    this.#movePeople(transaction, adoption);
    this.#sift(transaction, adoption, former);
    if (region !== by && region === this.#state.self) this.#adopter.handOnRatings(transaction, by);
    for (const entry of this.#state.entries.values())
      this.#onEntry(transaction, entry, adoption, { isOnBackup });
    for (const issue of this.#state.issues.values()) {
      // Where it stands is not known: who goes on with it takes it back from who is lost, if it is with them.
      if (!isOnBackup || this.#state.isTakenBy(adoption, { issue, epoch: issue.epoch }))
        this.onIssue(transaction, issue, adoption);
    }
    const next = this.#state.isPassedOn(adoption) && this.#state.adoptions.get(by);
    if (next) this.#tellAgain(transaction, next);
    transaction.afterCommit(() => {
      for (const listener of this.#listeners) listener(adoption);
    });
  }

  /** That an adopter is gone was heard before what it had adopted: whoever goes on for it is told of this, too. */
  #tellAgain(transaction: Transaction, { region, term, by, at }: Adoption): void {
    const adoption: Adoption = { region, term, by, at };
    transaction.put(this.#state.surveys, region, { region, term, isReported: false, isSettled: false });
    this.#movePeople(transaction, adoption);
    for (const entry of this.#state.entries.values()) this.#onEntry(transaction, entry, adoption);
    for (const issue of this.#state.issues.values()) this.onIssue(transaction, issue, adoption);
  }

  /** The two whom it is about write the accounts; not on top of a backup, though, what others may know better. */
  #movePeople(transaction: Transaction, adoption: Adoption): void {
    const { region, by } = adoption;
    const { self } = this.#state;
    const isOfBackup = region === by || (by === self && this.#state.isPassedOn(adoption));
    if (!isOfBackup && [region, by].includes(self)) this.moveAccounts(transaction, adoption);
  }

  /** An issue that was this region's own is another's now; what it was here is kept, and never looked at again. */
  supersede(transaction: Transaction, issue: Issue, { term, by }: Adoption): void {
    transaction.append('superseded', `${issue.id}.${term}`, {
      id: `${issue.id}.${term}`,
      issueId: issue.id,
      term,
      by,
      issue,
    });
    transaction.remove(this.#state.issues, issue.id);
  }

  needs(message: AdoptionMessage): readonly Need[] {
    switch (message.type) {
      case 'reported-entry':
      case 'reported-issue':
        return this.#adopter.needs(message.issueId, message.term);
      case 'superseded':
        return [{ table: this.#state.entries, id: `${message.issueId}.${message.epoch}` }];
      case 'surveyed':
      case 'settled':
      case 'adopted':
      case 'pass-on':
        return [];
      case 'passed-on':
        return this.#handoff.needs(message.message);
    }
  }

  handle(transaction: Transaction, from: RegionId, message: AdoptionMessage, prepared: Prepared): void {
    switch (message.type) {
      case 'adopted':
        this.learn(transaction, message.adoption);
        return;
      case 'superseded':
        this.#onSuperseded(transaction, from, message);
        return;
      case 'settled': {
        if (this.#state.surveys.get(message.region)?.term !== message.term) return;
        for (const survey of this.#state.surveys.values()) {
          // With what the lost region had adopted itself.
          const { by } = this.#state.adoptionOf(survey.region) ?? {};
          if (survey.region === message.region || (by === message.region && survey.term < message.term))
            transaction.put(this.#state.surveys, survey.region, { ...survey, isSettled: true });
        }
        return;
      }
      case 'pass-on': {
        const adoption = this.#state.adoptionOf(from);
        if (adoption?.by !== this.#state.self) return;
        const { region, term, by, at } = adoption;
        this.#handoff.deliver(transaction, {
          to: message.to,
          message: { type: 'passed-on', adoption: { region, term, by, at }, message: message.message },
        });
        return;
      }
      case 'passed-on':
        // It may be the first that is heard of the adoption.
        this.learn(transaction, message.adoption);
        if (this.#state.adoptionOf(message.adoption.region)?.by === from)
          this.#handoff.handle(transaction, message.adoption.region, message.message);
        return;
      default:
        this.#adopter.handle(transaction, from, message, prepared);
    }
  }

  refuse(transaction: Transaction, from: RegionId): void {
    const adoption = this.#state.adoptionOf(from);
    if (!adoption || this.#isTold(adoption)) return;
    const { region, term, by, at } = adoption;
    this.#outbox.enqueue(transaction, {
      to: region,
      message: { type: 'adopted', adoption: { region, term, by, at } },
    });
  }

  defer(transaction: Transaction, from: RegionId, message: PeerMessage): boolean {
    return this.#adopter.defer(transaction, from, message);
  }

  #isTold({ region, term }: Adoption): boolean {
    return this.#state.outbox
      .inGroup('to', region)
      .some(({ message }) => message.type === 'adopted' && message.adoption.term === term);
  }

  #onEntry(
    transaction: Transaction,
    entry: Entry,
    adoption: Adoption,
    { isOnBackup = false }: { readonly isOnBackup?: boolean } = {},
  ): void {
    const context = this.#handoff.context(transaction);
    const isLost = adoption.region === this.#state.self;
    if (this.#state.isTakenBy(adoption, entry)) {
      if (isLost && adoption.by !== adoption.region) {
        const closed = close(entry, context);
        if (closed) transaction.put(this.#state.entries, closed.id, closed);
        return;
      }
      const isOld = isLost || isOnBackup;
      const surveyed = isOld ? surveyRestored(entry, adoption, context) : survey(entry, adoption, context);
      if (!surveyed) return;
      transaction.put(this.#state.entries, entry.id, surveyed.former);
      if (!surveyed.moved) return;
      transaction.put(this.#state.entries, surveyed.moved.id, surveyed.moved);
      this.report(transaction, surveyed.moved, entry.epoch, adoption);
    } else if (isLost) this.#letGo(transaction, entry);
  }

  /** Tells the adopter of an entry that is its own business now. */
  report(transaction: Transaction, entry: Entry, held: Entry['epoch'], adoption: Adoption): void {
    const { region, term, by } = adoption;
    const { phase } = entry;
    if (phase.at === 'held' || phase.at === 'closed' || this.#state.isPassedOn(adoption)) return;
    this.#handoff.deliver(transaction, {
      to: by,
      message: {
        type: 'reported-entry',
        issueId: entry.issueId,
        region,
        term,
        held,
        entry: { ...entry, phase },
      },
    });
  }

  /** The lost region's experts are the adopter's: what they had of others' issues goes back, as far as it has not yet. */
  #letGo(transaction: Transaction, entry: Entry): void {
    const context = this.#handoff.context(transaction);
    const step =
      pass(entry, { kind: 'withdrawn' }, undefined, context) ??
      giveBack(entry, context, 'lapsed') ??
      lapse(entry, context);
    if (step) this.#handoff.applyEntry(transaction, step);
    // Who goes on for a region that leaves gets what its experts have answered.
    const isHandedOn = this.#state.drain !== undefined && entry.phase.at === 'done';
    const closed = step || isHandedOn ? undefined : close(entry, context);
    if (closed) transaction.put(this.#state.entries, closed.id, closed);
  }

  /** One of this region's issues: told of and given up if the adoption takes it, taken back if it was with the lost one. */
  onIssue(transaction: Transaction, issue: Issue, adoption: Adoption): void {
    const { region, term, by } = adoption;
    if (!this.#state.isTakenBy(adoption, { issue, epoch: issue.epoch })) {
      const step = takeBack(issue, adoption, this.#handoff.context(transaction));
      if (step) this.#handoff.applyIssue(transaction, step);
      return;
    }
    this.tellOf(transaction, issue, adoption, { isGivenUp: true });
    if (by === this.#state.self) transaction.remove(this.#state.issues, issue.id);
    else this.supersede(transaction, issue, { region, term, by, at: adoption.at });
  }

  /** Tells the adopter of an issue, whole: of one that is kept for another, or that was this region's own. */
  tellOf(
    transaction: Transaction,
    issue: Issue,
    adoption: Adoption,
    { isGivenUp = false }: { readonly isGivenUp?: boolean } = {},
  ): void {
    if (this.#state.isPassedOn(adoption)) return;
    const { region, term, by } = adoption;
    this.#handoff.deliver(transaction, {
      to: by,
      message: {
        type: 'reported-issue',
        issueId: issue.id,
        region,
        term,
        issue: asSent(issue),
        ...(isGivenUp && { isGivenUp }),
      },
    });
  }

  /**
   * Rule "readdress": what waits to be sent to the lost region is dropped, for its reports and its issues' new epochs
   * take its place; only lines of chats go to the adopter, and what is about people to their new home, where a region
   * that leaves takes what they answered. Dropped as well is what this region has yet to say as the origin of issues that
   * are not its own any more, and reports for a lower adopter.
   */
  #sift(transaction: Transaction, adoption: Adoption, former: Adoption | undefined): void {
    const { region, term, by } = adoption;
    const { self, outbox } = this.#state;
    const lostTerm = former?.by === self ? former.term : undefined;
    for (const { id, to, message } of outbox.values()) {
      const isOutdated =
        ('term' in message && message.region === region && message.term < term) ||
        // Copies of issues that are another's now, or of a backup: who goes on with them gives them anew.
        (region === self && message.type === 'copy' && termOf(message.issue.epoch) < term) ||
        (region === self && message.type === 'drop' && by !== self);
      const isToLost = to === region && region !== self && !this.#outlivesLoss(message, adoption);
      const isAsLostOrigin =
        originTypes.includes(message.type) &&
        'epoch' in message &&
        (region === self ? termOf(message.epoch) < term : termOf(message.epoch) === lostTerm);
      if (!isOutdated && !isToLost && !isAsLostOrigin) continue;
      transaction.remove(outbox, id);
      if (!isToLost || isOutdated) continue;
      const isOutcome = message.type === 'outcome' && !isAsLostOrigin;
      const isRating = message.type === 'rated' || message.type === 'standing';
      // Whoever has given the issue back since reports no entry, and the lines with it.
      if (by !== self && (isOutcome || isRating || message.type === 'chat'))
        this.#handoff.deliver(transaction, { to: by, message });
      else if (isOutcome) this.#adopter.defer(transaction, self, message);
      else if (isRating) transaction.afterCommit(() => this.#count(message));
    }
  }

  /** A rating of somebody who is at home here now: with what that needs, so in a command of its own. */
  #count(message: PeerMessageOf<'rated' | 'standing'>): void {
    const { ledger, self } = this.#state;
    ledger
      .run((transaction) => this.#handoff.handle(transaction, self, message), this.#handoff.needs(message))
      .catch((error: unknown) =>
        this.#log.warn({ error }, 'A rating for a lost region could not be counted.'),
      );
  }

  /**
   * Messages that keep their sense: about adoptions, about what the lost region does since it came back under a term, and
   * lines of this region's own issues, for a custodian.
   */
  #outlivesLoss(message: PeerMessage, { term }: Adoption): boolean {
    // What the lost region was adopting, whoever goes on for it is told of.
    if (['reported-entry', 'reported-issue', 'surveyed'].includes(message.type) && 'term' in message)
      return message.term > term;
    if ('term' in message || message.type === 'adopted') return true;
    // Custody moves on by itself, and its word that a copy may go must arrive once.
    if (message.type === 'copy' || message.type === 'drop') return true;
    if (message.type === 'chat') return this.#state.issues.get(message.issueId) !== undefined;
    return 'epoch' in message && termOf(message.epoch) >= term;
  }

  #onSuperseded(transaction: Transaction, from: RegionId, { issueId, epoch }: AboutEntry): void {
    const entry = this.#state.entries.get(`${issueId}.${epoch}`);
    if (!entry || this.#state.originOf(entry) !== from) return;
    const closed = close(entry, this.#handoff.context(transaction));
    if (closed) transaction.put(this.#state.entries, closed.id, closed);
  }

  /** All accounts of the lost region. A restored one does it when it has heard what others know of them. */
  moveAccounts(transaction: Transaction, adoption: Adoption): void {
    for (const account of this.#state.accounts.values()) {
      if (this.#movesTo(account, adoption)) this.moveAccount(transaction, account, adoption);
    }
  }

  /** At home in the lost region, or in one that it had adopted, if it did not say so any more. */
  #movesTo({ home }: Account, { region, term }: Adoption): boolean {
    const former = this.#state.adoptionOf(home);
    return home === region || (former?.by === region && former.term < term);
  }

  /** An account came in from another region: it may have been at home in a lost one, or have been moved here. */
  onAccount(transaction: Transaction, account: Account): void {
    const { self, profiles } = this.#state;
    const adoption = this.#state.takings
      .values()
      .flatMap(({ region, state }) => (state === 'done' ? [] : (this.#state.adoptionOf(region) ?? [])))
      .find((one) => one.by === self && this.#movesTo(account, one));
    if (adoption) this.moveAccount(transaction, account, adoption);
    else if (account.home === self) this.#fitProfile(transaction, account);
    else if (profiles.get(account.id) && !this.#state.drain) transaction.remove(profiles, account.id);
  }

  /** An account of the lost region is the adopter's; an expert comes with the profile that the account carries. */
  moveAccount(transaction: Transaction, account: Account, adoption: Adoption): void {
    const { region, by } = adoption;
    const { self, accounts, profiles } = this.#state;
    const moved = movedTo(adoption, account, self);
    transaction.put(accounts, moved.id, moved);
    if (by === self) this.#fitProfile(transaction, moved);
    // A region that leaves hands them on first.
    else if (region === self && !this.#state.drain) transaction.remove(profiles, moved.id);
  }

  /** An expert's profile as their account has it: new if they came by an adoption, up to date if this region was restored. */
  #fitProfile(transaction: Transaction, account: Account): void {
    const { profiles } = this.#state;
    const known = profiles.get(account.id);
    const profile = known ? { ...known, ...account.expertise } : newProfileOf(account);
    if (profile) transaction.put(profiles, profile.id, profile);
  }
}

type AboutEntry = Extract<AdoptionMessage, { type: 'superseded' }>;

/** Message schemas infer mutable arrays. */
const asSent = (issue: Issue) => ({ ...asCopy(issue), timeline: [...issue.timeline] });
