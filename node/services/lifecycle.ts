import { giveBack, lapse, remind, silenceMs } from '../core/entry.ts';
import type { Epoch } from '../core/epoch.ts';
import type { AccountId, EntryId, IssueId } from '../core/ids.ts';
import { giveUpProposal, startAttempt } from '../core/issue.ts';
import { closeUnconfirmed } from '../core/issue-people.ts';
import type { Entry, Issue } from '../core/model.ts';
import type { Clock, Log } from '../ports.ts';
import { Problem } from '../problem.ts';
import { Deadlines } from './deadlines.ts';
import type { Profile } from './documents.ts';
import type { Handoff } from './handoff.ts';
import type { Presence } from './presence.ts';
import type { State } from './state.ts';
import type { Summaries } from './summaries.ts';
import type { Timing } from './timing.ts';
import type { Transaction } from './transaction.ts';

/** A pause before an overdue step that could not be stored is tried again. */
const retryMs = 1_000;

/**
 * Everything that happens because time passed: an offer, a hold, a proposal or an expert's patience running out.
 * Timers follow the documents: whenever one changes, what it waits for is set anew.
 */
export class Lifecycle {
  readonly #state: State;
  readonly #handoff: Handoff;
  readonly #presence: Presence;
  readonly #summaries: Pick<Summaries, 'unansweredBy'>;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #timing: Timing;
  readonly #deadlines: Deadlines;
  #isStopped = false;

  constructor(deps: {
    state: State;
    handoff: Handoff;
    presence: Presence;
    summaries: Pick<Summaries, 'unansweredBy'>;
    clock: Clock;
    log: Log;
    timing: Timing;
  }) {
    this.#state = deps.state;
    this.#handoff = deps.handoff;
    this.#presence = deps.presence;
    this.#summaries = deps.summaries;
    this.#clock = deps.clock;
    this.#log = deps.log;
    this.#timing = deps.timing;
    this.#deadlines = new Deadlines(deps.clock);
    this.#state.issues.onChange((id, issue) => this.#onIssue(id, issue));
    this.#state.entries.onChange((id, entry) => this.#onEntry(id, entry));
    this.#state.profiles.onChange((id, profile) => this.#onProfile(id, profile));
    this.#presence.onHeard((id) => this.#watchPresence(id, true));
  }

  stop(): void {
    this.#isStopped = true;
    this.#deadlines.clearAll();
  }

  /** Time an open offer has left, ms. */
  offerLeftMs(id: EntryId): number {
    return this.#deadlines.remainingMs(`entry/${id}`);
  }

  /** Time an offer of this urgency has in all, ms. */
  offerTotalMs(urgency: Issue['urgency']): number {
    return urgency === 'critical' ? this.#timing.offerCriticalMs : this.#timing.offerMs;
  }

  #onIssue(id: string, issue: Issue | undefined): void {
    const key = `issue/${id}`;
    const phase = issue?.phase;
    if (phase?.at === 'proposing') {
      this.#when(key, `proposing ${issue?.epoch}`, this.#timing.proposalMs, (transaction) =>
        this.#giveUp(transaction, issue?.id, issue?.epoch),
      );
    } else if (phase?.at === 'queued' && issue && (issue.passed.length > 0 || issue.visited.length > 0)) {
      const delayMs = Math.min(this.#timing.attemptMaxMs, this.#timing.attemptMs * 2 ** (issue.attempt - 1));
      this.#when(key, `attempt ${issue.attempt} ${issue.epoch}`, delayMs, (transaction) =>
        this.#issueStep(transaction, issue.id, issue.epoch, startAttempt),
      );
    } else if (phase?.at === 'resolved') {
      const leftMs = phase.since + this.#timing.confirmMs - this.#clock.now();
      this.#when(key, `resolved ${issue?.epoch}`, leftMs, (transaction) =>
        this.#issueStep(transaction, issue?.id, issue?.epoch, closeUnconfirmed),
      );
    } else {
      this.#deadlines.clear(key);
    }
  }

  /** Whoever lets a proposal wait would let the next one wait as long: for a moment it is not asked for a seat, either. */
  #giveUp(transaction: Transaction, id: IssueId | undefined, epoch: Epoch | undefined): void {
    const issue = id && this.#state.issues.get(id);
    if (issue?.phase.at === 'proposing' && issue.epoch === epoch)
      this.#summaries.unansweredBy(issue.phase.to, issue.category);
    this.#issueStep(transaction, id, epoch, giveUpProposal);
  }

  #issueStep(
    transaction: Transaction,
    id: IssueId | undefined,
    epoch: Epoch | undefined,
    step: typeof giveUpProposal,
  ): void {
    const issue = id && this.#state.issues.get(id);
    if (!issue || issue.epoch !== epoch) return;
    const next = step(issue, this.#handoff.context(transaction));
    if (next) this.#handoff.applyIssue(transaction, next);
  }

  #onEntry(id: string, entry: Entry | undefined): void {
    const key = `entry/${id}`;
    switch (entry?.phase.at) {
      case 'held':
        this.#when(key, 'held', this.#timing.holdMs, (transaction) => {
          const held = this.#state.entries.get(id);
          const step = held && lapse(held, this.#handoff.context(transaction));
          if (step) this.#handoff.applyEntry(transaction, step);
        });
        return;
      case 'offered': {
        const { offerId } = entry.phase;
        this.#when(key, offerId, this.offerTotalMs(entry.issue.urgency), (transaction) => {
          const offered = this.#state.entries.get(id);
          if (offered?.phase.at === 'offered' && offered.phase.offerId === offerId) {
            this.#presence.timedOut(transaction, offered);
          }
        });
        return;
      }
      case 'assigned':
        this.#watchSilence(key, entry);
        return;
      default:
        this.#deadlines.clear(key);
    }
  }

  #watchSilence(key: string, entry: Entry): void {
    if (entry.phase.at !== 'assigned') return;
    const { lastWordAt, isReminded } = entry.phase;
    const { giveBackMs, silenceMs: calmMs, silenceCriticalMs } = this.#timing;
    const limitMs = isReminded ? giveBackMs : entry.issue.urgency === 'critical' ? silenceCriticalMs : calmMs;
    const leftMs = limitMs - silenceMs(entry, this.#clock.now());
    this.#when(key, `silent ${lastWordAt} ${isReminded} ${limitMs}`, leftMs, (transaction) => {
      const silent = this.#state.entries.get(entry.id);
      if (!silent) return;
      const step = (isReminded ? giveBack : remind)(silent, this.#handoff.context(transaction));
      if (step) this.#handoff.applyEntry(transaction, step);
    });
  }

  #onProfile(id: string, profile: Profile | undefined): void {
    if (profile?.presence === 'online') this.#watchPresence(profile.id, false);
    else this.#deadlines.clear(`presence/${id}`);
  }

  /** Presence lapses a while after an expert was last heard from; a fresh start gives everyone the whole time. */
  #watchPresence(id: AccountId, isHeard: boolean): void {
    if (this.#state.profiles.get(id)?.presence !== 'online') return;
    const key = `presence/${id}`;
    if (isHeard) this.#deadlines.clear(key);
    this.#when(key, 'presence', this.#timing.presenceMs, (transaction) => {
      if (this.#presence.isConnected(id)) this.#watchPresence(id, true);
      else this.#presence.leave(transaction, id, 'gone');
    });
  }

  #when(key: string, what: string, delayMs: number, command: (transaction: Transaction) => void): void {
    this.#deadlines.set(key, what, delayMs, () => this.#run(key, what, command));
  }

  #run(key: string, what: string, command: (transaction: Transaction) => void): void {
    if (this.#isStopped) return;
    this.#state.ledger.run(command).catch((error: unknown) => {
      const isExpected = error instanceof Problem && error.code === 'store-unavailable';
      if (!isExpected) this.#log.error({ error, what }, 'An overdue step failed.');
      // Memory may be read anew meanwhile, which sets all timers; what a command finds changed it leaves alone.
      if (!this.#isStopped) this.#when(key, what, retryMs, command);
    });
  }
}
