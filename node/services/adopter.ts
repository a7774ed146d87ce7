import { adopt, adoptedEpoch, type Report as CoreReport, hearAnswer, isWith } from '../core/adoption.ts';
import type { Adoption } from '../core/adoption-record.ts';
import { chatRegionsOf, isKept, isLaterThan, keptBy } from '../core/custody.ts';
import { seatOf } from '../core/entry.ts';
import type { Term } from '../core/epoch.ts';
import { entryIdOf, type IssueId, type RegionId } from '../core/ids.ts';
import type { PeerMessage, PeerMessageOf } from '../core/messages.ts';
import type { Entry, Issue } from '../core/model.ts';
import type { Log } from '../ports.ts';
import type { Chat, StoredLine } from './chat.ts';
import { type ReportDoc, reportIdOf, type Taking } from './documents.ts';
import type { Handoff } from './handoff.ts';
import type { Need } from './ledger.ts';
import { type Prepared, Stale } from './prepared.ts';
import type { Ratings } from './ratings.ts';
import type { State } from './state.ts';
import type { Transaction } from './transaction.ts';

/** Issues settled together: they share a few commits. */
const settledAtOnce = 20;
/** As many as an outbox id has: text order is number order. */
const idDigits = 16;
/** A chat that grows while it is read is read anew so often; then the issue is settled with the next round. */
const triesMax = 5;

type Reported = PeerMessageOf<'reported-entry' | 'reported-issue' | 'surveyed'>;

/**
 * An adoption at the region that adopts. It collects what every region has of the lost one's issues; when all have
 * answered, or an admin goes on without some, it makes each issue its own. What comes later is judged by what the issue
 * has become.
 */
export class Adopter {
  readonly #state: State;
  readonly #handoff: Handoff;
  readonly #chat: Chat;
  readonly #ratings: Ratings;
  readonly #log: Log;
  readonly #settling = new Set<RegionId>();
  #isStopped = true;
  #deferred = 0;

  constructor(deps: { state: State; handoff: Handoff; chat: Chat; ratings: Ratings; log: Log }) {
    this.#state = deps.state;
    this.#handoff = deps.handoff;
    this.#chat = deps.chat;
    this.#ratings = deps.ratings;
    this.#log = deps.log;
    this.#state.ledger.onLoad(() => {
      this.#deferred = this.#state.deferred
        .values()
        .reduce((last, { id }) => Math.max(last, Number(id)), this.#deferred);
      this.#goOnSettling();
      this.#countDeferred();
    });
  }

  start(): void {
    this.#isStopped = false;
    this.#goOnSettling();
  }

  stop(): void {
    this.#isStopped = true;
  }

  /** Begins to collect; `asked` are the regions whose answers are waited for. With the record, in one transaction. */
  begin(
    transaction: Transaction,
    { region, term, at }: Adoption,
    { asked, isAgreed = false }: { readonly asked: readonly RegionId[]; readonly isAgreed?: boolean },
  ): void {
    const taking = newTaking({ region, term, at }, asked);
    transaction.put(this.#state.takings, region, { ...taking, ...(isAgreed && { isAgreed }) });
  }

  /** Goes on without these regions. */
  goOnWithout(transaction: Transaction, region: RegionId, without: readonly RegionId[]): void {
    const taking = this.#state.takings.get(region);
    if (taking?.state !== 'asking') return;
    const asked = taking.asked.filter((one) => !without.includes(one));
    const left = taking.asked.filter((one) => without.includes(one) && !taking.answered.includes(one));
    this.#put(transaction, { ...taking, asked, without: [...taking.without, ...left] });
  }

  /** An adoption was heard of: one above this region's own ends that; who was declared gone is not waited for. */
  onLearnt(transaction: Transaction, adoption: Adoption): void {
    const { region, term, by } = adoption;
    const own = this.#state.takings.get(region);
    if (own && own.term < term && by !== this.#state.self) this.#giveUp(transaction, region);
    // Whoever adopted this region, itself from a backup, goes on with what it was adopting: all tell what they have of that.
    if (region === this.#state.self)
      for (const taking of this.#state.takings.values()) {
        if (taking.term >= term) continue;
        this.#giveUp(transaction, taking.region);
        if (by === region) this.remember(transaction, taking);
      }
    for (const taking of this.#state.takings.values()) {
      // Who was declared gone before it was asked has come back.
      const isOld = by === this.#state.self && term < taking.term;
      if (by !== region && taking.region !== region && taking.asked.includes(region) && !isOld)
        this.goOnWithout(transaction, taking.region, [region]);
    }
  }

  /** An adoption that this region has no part in any more but to say so: of before a backup was put back, or after it was made. */
  remember(
    transaction: Transaction,
    { isReturned = false, ...adoption }: Pick<Adoption, 'region' | 'term' | 'at'> & Partial<Taking>,
  ): void {
    const taking: Taking = { ...newTaking(adoption, []), state: 'done', isReturned };
    transaction.put(this.#state.takings, adoption.region, taking);
  }

  #giveUp(transaction: Transaction, region: RegionId): void {
    transaction.remove(this.#state.takings, region);
    for (const { id } of this.#state.reports.inGroup('region', region))
      transaction.remove(this.#state.reports, id);
    for (const { id, message } of this.#state.deferred.inGroup('region', region))
      if (!isRating(message)) transaction.remove(this.#state.deferred, id);
  }

  /** Ratings that had to wait here: whoever goes on for this region counts them. */
  handOnRatings(transaction: Transaction, to: RegionId): void {
    const { deferred, self } = this.#state;
    for (const { id, message } of deferred.inGroup('region', self)) {
      if (!isRating(message)) continue;
      transaction.remove(deferred, id);
      this.#handoff.deliver(transaction, { to, message });
    }
  }

  needs(id: IssueId, term: Term): Need[] {
    const entry = entryIdOf(id, adoptedEpoch({ term }));
    const state = this.#state;
    return [
      state.issueNeed(id),
      state.chatNeed(id),
      state.copyNeed(id),
      state.entryNeed(entry),
      this.#ratings.need(id, 'user'),
      this.#ratings.need(id, 'expert'),
    ];
  }

  /** What this region has done itself, and what of it is over, is told what became of it in the same transaction. */
  #needsOfOwn(id: IssueId): Need[] {
    const { entries, reports, self } = this.#state;
    const own = reports.get(reportIdOf(id, self))?.work;
    return own ? [{ table: entries, id: own.entry.id }] : [];
  }

  /** What a region reports, or that it has reported all. @throws Stale */
  handle(transaction: Transaction, from: RegionId, message: Reported, { lines }: Prepared): void {
    const taking = this.#state.takings.get(message.region);
    if (taking?.term !== message.term) return;
    if (message.type === 'surveyed') {
      this.#onSurveyed(transaction, from, taking);
      return;
    }
    // Told before a backup was put back here; of the same it tells again under the later term.
    const adoption = this.#state.adoptionOf(message.region);
    if (adoption && this.#state.isPassedOn(adoption)) return;
    this.#keep(transaction, from, message);
    if (taking.state !== 'asking') this.#settle(transaction, message.issueId, taking, lines);
  }

  /** Whether an owner's word on an issue has to wait until the issue is adopted. */
  defer(transaction: Transaction, from: RegionId, message: PeerMessage): boolean {
    if (message.type === 'outcome') return this.#deferOutcome(transaction, from, message);
    if (isRating(message)) return this.#deferRating(transaction, from, message);
    if (!isOwners(message)) return false;
    const report = this.#state.reports.get(reportIdOf(message.issueId, from));
    if (!report) return false;
    if (message.type === 'chat') {
      this.#chat.receive(transaction, message);
      return true;
    }
    this.#defer(transaction, report.region, from, message);
    return true;
  }

  /** What became of an answer, for the expert of a region that leaves: the answer itself is still on its way here. */
  #deferOutcome(transaction: Transaction, from: RegionId, message: PeerMessageOf<'outcome'>): boolean {
    const { takings, entries } = this.#state;
    const leaving = takings.values().find(({ isAgreed, state }) => isAgreed && state === 'asking');
    if (!leaving || entries.get(entryIdOf(message.issueId, message.epoch))) return false;
    this.#defer(transaction, leaving.region, from, message);
    return true;
  }

  /** While accounts may not be written here, ratings of this region's people wait. */
  #deferRating(transaction: Transaction, from: RegionId, message: RatingMessage): boolean {
    const { accounts, mayWriteAccounts, self } = this.#state;
    const home = accounts.get(message.type === 'rated' ? message.expertId : message.userId)?.home;
    if (home !== self || mayWriteAccounts) return false;
    this.#defer(transaction, self, from, message);
    return true;
  }

  #defer(transaction: Transaction, region: RegionId, from: RegionId, message: DeferredMessage): void {
    this.#deferred = Math.max(this.#deferred + 1, Math.floor(transaction.now) * 1_000);
    const id = String(this.#deferred).padStart(idDigits, '0');
    transaction.put(this.#state.deferred, id, { id, issueId: message.issueId, region, from, message });
  }

  /** What was heard of an issue before it, or its entry, was here. */
  hear(transaction: Transaction, id: IssueId): void {
    const heard = this.#state.deferred.inGroup('issue', id).sort((a, b) => (a.id < b.id ? -1 : 1));
    for (const deferred of heard) {
      transaction.remove(this.#state.deferred, deferred.id);
      this.#handoff.handle(transaction, deferred.from, deferred.message);
    }
  }

  #keep(transaction: Transaction, from: RegionId, message: Exclude<Reported, { type: 'surveyed' }>): void {
    const { issueId, region } = message;
    const id = reportIdOf(issueId, from);
    const known = this.#state.reports.get(id) ?? { id, issueId, region, from, hasCopy: false };
    const report: ReportDoc =
      message.type === 'reported-entry'
        ? { ...known, work: { held: message.held, entry: message.entry } }
        : { ...known, hasCopy: known.hasCopy || !message.isGivenUp };
    transaction.put(this.#state.reports, id, report);
    if (message.type === 'reported-entry') return;
    const { issue } = message;
    const former = this.#state.copies.get(issueId)?.issue;
    if (former && !isLaterThan(issue, former)) return;
    const { origin, userId, changedAt } = issue;
    // Told of, and not given in custody by anybody.
    const turn = 0;
    transaction.put(this.#state.copies, issueId, { id: issueId, origin, userId, changedAt, turn, issue });
  }

  #onSurveyed(transaction: Transaction, from: RegionId, taking: Taking): void {
    this.#put(transaction, {
      ...taking,
      answered: [...new Set([...taking.answered, from])],
      // Of a region that leaves it is a part of leaving; what it tells later it tells because it is back.
      ...(from === taking.region && !(taking.isAgreed && taking.state === 'asking') && { isReturned: true }),
    });
    if (taking.state === 'done') this.#tellSettled(transaction, from, taking);
  }

  /** With all answers there, the issues are settled as soon as that is durable. */
  #put(transaction: Transaction, taking: Taking): void {
    const isComplete = taking.asked.every((region) => taking.answered.includes(region));
    const state: Taking['state'] = taking.state === 'asking' && isComplete ? 'settling' : taking.state;
    transaction.put(this.#state.takings, taking.region, { ...taking, state });
    if (state === 'settling') transaction.afterCommit(() => this.#goOnSettling());
  }

  #goOnSettling(): void {
    for (const { region, state } of this.#state.takings.values()) {
      if (state !== 'settling' || this.#isStopped || this.#settling.has(region)) continue;
      this.#settling.add(region);
      this.#settleAll(region)
        .catch((error: unknown) =>
          this.#log.warn({ error }, 'Adopted issues could not be stored; it is tried again.'),
        )
        .finally(() => this.#settling.delete(region));
    }
  }

  async #settleAll(region: RegionId): Promise<void> {
    for (;;) {
      const taking = this.#state.takings.get(region);
      if (taking?.state !== 'settling' || this.#isStopped) return;
      const ids = [
        ...new Set(this.#state.reports.inGroup('region', region).map(({ issueId }) => issueId)),
      ].slice(0, settledAtOnce);
      if (ids.length === 0) {
        await this.#state.ledger.run((transaction) => {
          const now = this.#state.takings.get(region);
          if (now?.state === 'settling' && this.#state.reports.inGroup('region', region).length === 0)
            this.#finish(transaction, now);
        });
        continue;
      }
      await Promise.all(ids.map((id) => this.#settleOne(id, taking)));
    }
  }

  #finish(transaction: Transaction, taking: Taking): void {
    this.#put(transaction, { ...taking, state: 'done' });
    for (const { id, message } of this.#state.deferred.inGroup('region', taking.region)) {
      // Of answers that never came nobody needs to hear.
      if (!isRating(message)) transaction.remove(this.#state.deferred, id);
    }
    transaction.afterCommit(() => this.#countDeferred());
    for (const to of taking.answered) this.#tellSettled(transaction, to, taking);
  }

  /** Ratings that had to wait, each in a command of its own with what that needs. */
  #countDeferred(): void {
    const { deferred, ledger, mayWriteAccounts, self } = this.#state;
    if (!mayWriteAccounts) return;
    for (const { id, from, message } of deferred.inGroup('region', self)) {
      if (!isRating(message)) continue;
      const count = (transaction: Transaction) => {
        if (!deferred.get(id)) return;
        transaction.remove(deferred, id);
        this.#handoff.handle(transaction, from, message);
      };
      ledger
        .run(count, this.#handoff.needs(message))
        .catch((error: unknown) => this.#log.warn({ error }, 'A rating that had to wait waits longer.'));
    }
  }

  #tellSettled(transaction: Transaction, to: RegionId, { region, term }: Taking): void {
    this.#handoff.deliver(transaction, { to, message: { type: 'settled', region, term } });
  }

  async #settleOne(id: IssueId, taking: Taking): Promise<void> {
    for (let tries = 1; tries <= triesMax; tries += 1) {
      const lines = await this.#chat.lines(id);
      try {
        await this.#state.ledger.run(
          (transaction) => {
            const now = this.#state.takings.get(taking.region);
            if (now?.term === taking.term) this.#settle(transaction, id, now, lines);
          },
          [...this.needs(id, taking.term), ...this.#needsOfOwn(id)],
        );
        return;
      } catch (error) {
        if (!(error instanceof Stale)) throw error;
      }
    }
  }

  /** Makes one issue this region's own, or, if it is already, judges what was told of it since. @throws Stale */
  #settle(
    transaction: Transaction,
    id: IssueId,
    { region }: Taking,
    lines: readonly StoredLine[] = [],
  ): void {
    const adoption = this.#state.adoptionOf(region);
    if (!adoption) return;
    // A line written since the chat was read would not reach the owner.
    if (lines.length !== this.#chat.count(id)) throw new Stale();
    const reports = this.#state.reports.inGroup('issue', id).filter((report) => report.region === region);
    const working = reports.flatMap(({ from, work }) => (work ? [{ from, ...work }] : []));
    const known = this.#state.issues.get(id);
    const keepers = reports
      .filter(({ hasCopy, from }) => hasCopy && from !== this.#state.self && from !== region)
      .map(({ from }) => from);
    if (known) this.#hearLate(transaction, known, { reports: working, keepers });
    else this.#adoptIssue(transaction, id, adoption, { reports: working, keepers, lines });
    const issue = this.#state.issues.get(id);
    if (issue) {
      for (const report of working) if (!isWith(issue, report)) this.#tellSuperseded(transaction, report);
    }
    const copy = this.#state.copies.get(id)?.issue;
    if (copy && this.#state.isTakenBy(adoption, { issue: copy, epoch: copy.epoch }))
      transaction.remove(this.#state.copies, id);
    for (const report of reports) transaction.remove(this.#state.reports, report.id);
    this.hear(transaction, id);
  }

  #adoptIssue(
    transaction: Transaction,
    id: IssueId,
    adoption: Adoption,
    {
      reports,
      keepers,
      lines,
    }: {
      readonly reports: readonly CoreReport[];
      readonly keepers: readonly RegionId[];
      readonly lines: readonly StoredLine[];
    },
  ): void {
    const copy = this.#state.copies.get(id)?.issue;
    const mine =
      copy && this.#state.isTakenBy(adoption, { issue: copy, epoch: copy.epoch }) ? copy : undefined;
    const adopted = adopt({ copy: mine, reports }, adoption, this.#handoff.context(transaction));
    if (!adopted) return;
    const { send, entry } = adopted;
    const issue = keptBy(adopted.issue, keepers);
    if (entry) transaction.put(this.#state.entries, entry.id, entry);
    this.#handoff.applyIssue(transaction, { issue, send });
    for (const to of chatRegionsOf(issue)) this.#chat.send(transaction, to, lines);
    const isNews = issue.userRating !== undefined && !mine?.userRating;
    // The lost region had it, but may not have told another: said twice, it counts once.
    const isElsewhere = this.#state.accounts.get(issue.userId)?.home !== this.#state.self;
    if (isNews || isElsewhere) this.#countStanding(transaction, issue);
  }

  /** What was told of an issue after it had been adopted. */
  #hearLate(
    transaction: Transaction,
    known: Issue,
    { reports, keepers }: { readonly reports: readonly CoreReport[]; readonly keepers: readonly RegionId[] },
  ): void {
    const heard = hearAnswer(known, reports, this.#handoff.context(transaction));
    if (heard) this.#handoff.applyIssue(transaction, heard);
    if (heard?.issue.userRating && !known.userRating) this.#countStanding(transaction, heard.issue);
    this.#dropLater(transaction, heard?.issue ?? known, keepers);
  }

  /** Copies that were told of when the issue was adopted already: they are not needed once its custodian has it. */
  #dropLater(transaction: Transaction, issue: Issue, keepers: readonly RegionId[]): void {
    const others = keepers.filter((region) => region !== issue.custody?.region);
    if (others.length === 0) return;
    if (!issue.custody) {
      // Custody finds it without a copy of its present state, and goes on from there.
      transaction.put(this.#state.issues, issue.id, keptBy(issue, others));
      return;
    }
    if (isKept(issue)) {
      const { turn } = issue.custody;
      for (const to of others)
        this.#handoff.deliver(transaction, { to, message: { type: 'drop', issueId: issue.id, turn } });
      return;
    }
    const former = [...new Set([...issue.custody.former, ...others])];
    transaction.put(this.#state.issues, issue.id, { ...issue, custody: { ...issue.custody, former } });
  }

  /** A rating of the user that the lost region had not passed on. */
  #countStanding(transaction: Transaction, { id, title, userId, userRating, resolution }: Issue): void {
    const home = this.#state.accounts.get(userId)?.home;
    if (!home || !userRating || !resolution) return;
    this.#handoff.deliver(transaction, {
      to: home,
      message: { type: 'standing', issueId: id, title, userId, by: resolution.by, ...userRating },
    });
  }

  /** Rule "late": whoever was not waited for, or was not the last to have it, closes what it has. */
  #tellSuperseded(transaction: Transaction, { from, entry }: CoreReport): void {
    if (!isAlive(entry)) return;
    this.#handoff.deliver(transaction, {
      to: from,
      message: { type: 'superseded', issueId: entry.issueId, epoch: entry.epoch },
    });
  }
}

const newTaking = (
  { region, term, at }: Pick<Adoption, 'region' | 'term' | 'at'>,
  asked: readonly RegionId[],
): Taking => ({
  region,
  term,
  at,
  asked,
  answered: [],
  without: [],
  state: 'asking',
  isReturned: false,
});

const isAlive = (entry: Entry): boolean =>
  seatOf(entry) !== undefined || (entry.phase.at === 'done' && entry.outcome === undefined);

type RatingMessage = PeerMessageOf<'rated' | 'standing'>;
type DeferredMessage = OwnersMessage | RatingMessage | PeerMessageOf<'outcome'>;
type OwnersMessage = PeerMessageOf<'status' | 'release' | 'resolved' | 'user-rated' | 'chat'>;

/** What an owner says of an issue to its origin. */
const isOwners = (message: PeerMessage): message is OwnersMessage =>
  ['status', 'release', 'resolved', 'user-rated', 'chat'].includes(message.type);

const isRating = (message: PeerMessage): message is RatingMessage =>
  message.type === 'rated' || message.type === 'standing';
