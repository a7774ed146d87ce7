import type { Adoption } from '../core/adoption-record.ts';
import { IssueId, type RegionId } from '../core/ids.ts';
import type { Entry, Issue } from '../core/model.ts';
import type { Cancel, Clock, Log, Stored } from '../ports.ts';
import type { Adoptions } from './adoptions.ts';
import type { Belongings } from './belongings.ts';
import type { Chat, StoredLine } from './chat.ts';
import type { Copy, Superseded } from './documents.ts';
import type { Handoff } from './handoff.ts';
import { Stale } from './prepared.ts';
import { eachPage } from './reader.ts';
import type { State } from './state.ts';
import type { Transaction } from './transaction.ts';

/** Documents looked at in one page, and told of in a few commits. */
const pageSize = 50;
/** A chat that grows while it is read is read anew so often before the whole report is begun again. */
const triesMax = 10;
/** A pause before a report that could not be stored is begun again. */
const retryMs = 1_000;

/**
 * What this region tells an adopter after it has learnt of the adoption: all that is not in memory (copies, what is
 * over, chats), and then that this was all. Begun again after a restart: nothing told twice does harm.
 */
export class AdoptionReports {
  readonly #state: State;
  readonly #adoptions: Adoptions;
  readonly #handoff: Handoff;
  readonly #chat: Chat;
  readonly #belongings: Belongings;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #underWay = new Set<RegionId>();
  #cancelRetry: Cancel = () => undefined;
  #isStopped = true;

  constructor(deps: {
    state: State;
    adoptions: Adoptions;
    handoff: Handoff;
    chat: Chat;
    belongings: Belongings;
    clock: Clock;
    log: Log;
  }) {
    this.#state = deps.state;
    this.#adoptions = deps.adoptions;
    this.#handoff = deps.handoff;
    this.#chat = deps.chat;
    this.#belongings = deps.belongings;
    this.#clock = deps.clock;
    this.#log = deps.log;
    this.#adoptions.onLearnt(() => this.#report());
    this.#state.ledger.onLoad(() => this.#report());
  }

  start(): void {
    this.#isStopped = false;
    this.#report();
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancelRetry();
  }

  #report(): void {
    for (const { region, isReported } of this.#state.surveys.values()) {
      if (isReported || this.#isStopped || this.#underWay.has(region)) continue;
      this.#underWay.add(region);
      this.#reportOn(region)
        .catch((error: unknown) => {
          this.#log.warn({ error }, 'A report to an adopter could not be stored; it is begun again.');
          this.#cancelRetry();
          this.#cancelRetry = this.#clock.after(retryMs, () => this.#report());
        })
        .finally(() => this.#underWay.delete(region));
    }
  }

  async #reportOn(region: RegionId): Promise<void> {
    for (;;) {
      const adoption = this.#state.adoptionOf(region);
      const survey = this.#state.surveys.get(region);
      if (!adoption || !survey || survey.isReported || this.#isStopped) return;
      // Entries that this very adoption has moved are looked for on the disk.
      await this.#state.ledger.settled();
      if (!this.#state.isPassedOn(adoption)) await this.#tellAll(adoption);
      if (region === this.#state.self && this.#state.drain)
        await this.#belongings.send(adoption.by, adoption.term);
      await this.#state.ledger.run((transaction) => {
        const { term } = adoption;
        if (this.#state.adoptionOf(region)?.term !== term) return;
        const now = this.#state.surveys.get(region) ?? survey;
        transaction.put(this.#state.surveys, region, { ...now, isReported: true });
        // Put back from a backup, it is still who says that the lost region has returned.
        const isElsewhere = this.#state.adoptionOf(adoption.by)?.by !== adoption.by;
        if (this.#state.isPassedOn(adoption) && isElsewhere) return;
        this.#handoff.deliver(transaction, {
          to: adoption.by,
          message: { type: 'surveyed', region, term },
        });
      });
    }
  }

  async #tellAll(adoption: Adoption): Promise<void> {
    const { self } = this.#state;
    await this.#each('entries', (stored) => this.#onEntry(adoption, stored));
    await this.#each('copies', async ({ id, doc }) => {
      const issueId = IssueId.parse(id);
      const { issue } = this.#state.copies.get(issueId) ?? (doc as unknown as Copy);
      if (!this.#state.isTakenBy(adoption, { issue, epoch: issue.epoch })) return;
      await this.#tell(adoption, issueId, (transaction) => {
        const copy = this.#state.copies.get(issueId)?.issue;
        if (copy && this.#state.isTakenBy(adoption, { issue: copy, epoch: copy.epoch }))
          this.#adoptions.tellOf(transaction, copy, adoption);
      });
    });
    await this.#each('issues', async ({ id, doc }) => {
      const issueId = IssueId.parse(id);
      const issue = this.#state.issues.get(issueId) ?? (doc as unknown as Issue);
      if (!this.#state.isTakenBy(adoption, { issue, epoch: issue.epoch })) return;
      await this.#tell(adoption, issueId, (transaction) => {
        const own = this.#state.issues.get(issueId);
        if (own && this.#state.isTakenBy(adoption, { issue: own, epoch: own.epoch }))
          this.#adoptions.onIssue(transaction, own, adoption);
      });
    });
    if (adoption.by === self) return;
    await this.#each('superseded', async ({ doc }) => {
      const { issue, term } = doc as unknown as Superseded;
      // What it was told of to an adopter that is gone as well, may have been heard by nobody else.
      const isTold = term === adoption.term;
      if (!isTold && !this.#state.isTakenBy(adoption, { issue, epoch: issue.epoch })) return;
      await this.#tell(adoption, issue.id, (transaction) => {
        if (!isTold) this.#adoptions.tellOf(transaction, issue, adoption, { isGivenUp: true });
      });
    });
  }

  /** One that is alive was told of when the adoption was learnt, and its chat follows; one that is over is told of now. */
  async #onEntry(adoption: Adoption, { id, doc }: Stored): Promise<void> {
    const entry = this.#state.entries.get(id) ?? (doc as unknown as Entry);
    const isMoved = entry.issue.adoptedFrom === adoption.region && entry.issue.origin === adoption.by;
    // What the lost region's own experts answered comes with the copies; a restored one tells it like every owner.
    const isOver =
      (adoption.region !== this.#state.self || adoption.by === this.#state.self) &&
      this.#state.isTakenBy(adoption, entry) &&
      entry.phase.at === 'done' &&
      (entry.outcome === 'confirmed' || entry.outcome === 'unconfirmed');
    if (!isMoved && !isOver) return;
    await this.#tell(adoption, entry.issueId, (transaction) => {
      if (isOver) this.#adoptions.report(transaction, entry, entry.epoch, adoption);
    });
  }

  /** Tells of one issue, with its chat. @throws Problem store-unavailable, Stale */
  async #tell(adoption: Adoption, id: IssueId, tell: (transaction: Transaction) => void): Promise<void> {
    const { by } = adoption;
    for (let tries = 1; ; tries += 1) {
      const lines: readonly StoredLine[] = by === this.#state.self ? [] : await this.#chat.lines(id);
      try {
        await this.#state.ledger.run(
          (transaction) => {
            if (this.#state.isPassedOn(adoption)) return;
            // A line written since the chat was read would not reach the adopter.
            if (by !== this.#state.self && lines.length !== this.#chat.count(id)) throw new Stale();
            tell(transaction);
            this.#chat.send(transaction, by, lines);
          },
          [this.#state.issueNeed(id), this.#state.chatNeed(id), this.#state.copyNeed(id)],
        );
        return;
      } catch (error) {
        if (!(error instanceof Stale) || tries >= triesMax) throw error;
      }
    }
  }

  /** Goes through a whole collection, a page at a time: an adoption is rare enough to look at everything. */
  #each(
    collection: 'entries' | 'copies' | 'issues' | 'superseded',
    act: (stored: Stored) => Promise<void>,
  ): Promise<void> {
    const from = { collection, limit: pageSize, isStopped: () => this.#isStopped };
    return eachPage(this.#state.ledger.store, from, (items) => Promise.all(items.map(act)));
  }
}
