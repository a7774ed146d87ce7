import type { Issue } from '../core/model.ts';
import {
  type Interval,
  idOf,
  type Point,
  pointsOf,
  type Span,
  spanNames,
  waitedMs,
  withReading,
} from '../core/series.ts';
import { trustAt } from '../core/trust.ts';
import { addedUp, type Waits, withWait } from '../core/waits.ts';
import type { Cancel, Clock, Log } from '../ports.ts';
import type { State } from './state.ts';
import type { Summaries } from './summaries.ts';
import type { Transaction } from './transaction.ts';

/** Measured so often: a plot of an hour has sixty points, and a commit a minute is nothing. */
export const measuredEveryMs = 60_000;

type Deps = {
  readonly state: State;
  readonly summaries: Pick<Summaries, 'own'>;
  readonly clock: Clock;
  readonly log: Log;
};

/** Measures this region each minute and keeps what it found, for the hour, the day and the week. */
export class Series {
  readonly #deps: Deps;
  /** Of issues accepted since the last measurement. A crash loses them, and a minute of a plot lacks a dot. */
  #waits: Waits = [];
  #cancel: Cancel = () => {};
  #isStopped = false;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** After memory has been read. */
  start(): void {
    this.#deps.state.ledger.onCommand((transaction) => this.#noteAccepted(transaction));
    this.#measure();
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancel();
  }

  points(span: Span): Point[] {
    const { state, clock } = this.#deps;
    return pointsOf(span, state.intervals.values(), clock.now());
  }

  #measure(): void {
    const { state, clock, log } = this.#deps;
    const waits = this.#waits;
    this.#waits = [];
    state.ledger
      .run((transaction) => this.#keep(transaction, waits))
      .catch((error: unknown) => {
        this.#waits = addedUp([waits, this.#waits]);
        log.debug({ error }, 'What was measured could not be kept; the next minute is.');
      });
    if (!this.#isStopped) this.#cancel = clock.after(measuredEveryMs, () => this.#measure());
  }

  #keep(transaction: Transaction, waits: Waits): void {
    const { state, summaries } = this.#deps;
    const { expertsOnline, expertsFree, waiting, active } = summaries.own();
    const reading = {
      online: expertsOnline,
      free: expertsFree,
      waiting,
      active,
      ...this.#trust(transaction),
    };
    for (const span of spanNames) {
      const next = withReading(span, this.#inPlaceOf(span, transaction.now), reading, waits, transaction.now);
      transaction.put(state.intervals, next.id, next);
    }
  }

  #inPlaceOf(span: Span, now: number): Interval | undefined {
    return this.#deps.state.intervals.get(idOf(span, now));
  }

  #trust({ now }: Transaction): { experts: number; trust?: number } {
    const { profiles, accounts } = this.#deps.state;
    const all = profiles.values().flatMap(({ id }) => {
      const account = accounts.get(id);
      return account?.verification === 'verified' ? [trustAt(account.trust, now)] : [];
    });
    const sum = all.reduce((total, trust) => total + trust, 0);
    return { experts: all.length, ...(all.length > 0 && { trust: sum / all.length }) };
  }

  #noteAccepted(transaction: Transaction): void {
    const { issues } = this.#deps.state;
    for (const { table, id } of [...transaction.writes.values()]) {
      const issue = table === issues ? issues.get(id) : undefined;
      if (!issue || holderOf(issue) === undefined) continue;
      if (holderOf(transaction.former(issues, id)) === holderOf(issue)) continue;
      const waited = waitedMs(issue, transaction.now);
      transaction.afterCommit(() => {
        this.#waits = withWait(this.#waits, waited);
      });
    }
  }
}

function holderOf(issue: Issue | undefined): string | undefined {
  return issue?.phase.at === 'placed' && issue.phase.stage === 'assigned'
    ? issue.phase.expert?.id
    : undefined;
}
