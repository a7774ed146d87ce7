import type { AccountId, IssueId } from '../core/ids.ts';
import type { Cancel, Doc, Log } from '../ports.ts';
import type { LiveEvent } from '../schemas/views.ts';
import type { State } from './state.ts';
import type { Transaction } from './transaction.ts';

/** Something that happened, for certain accounts, before it has its number. */
export type Happening = {
  readonly to: readonly AccountId[];
  readonly kind: 'issue' | 'message' | 'read' | 'offers' | 'me';
  readonly issue?: IssueId;
  readonly version?: number;
  /** It happened in another region, which has told everyone else who should know. */
  readonly isRelayed?: boolean;
};

type Numbered = Happening & { readonly n: number };

const idDigits = 16;
const idOf = (n: number): string => String(n).padStart(idDigits, '0');

/** Events read in one page when a client catches up; beyond `missedMax` it reads its lists again instead. */
const missedMax = 1_000;

/**
 * The region's event numbers: one order for everything that people are told live. Events are committed with what
 * they tell of, kept for a day, and sent when durable. The number is also the order in which chat lines arrived.
 */
export class Events {
  readonly #state: State;
  readonly #log: Log;
  readonly #listeners = new Set<(events: readonly Numbered[]) => void>();
  #last = 0;
  #told = 0;

  constructor(state: State, log: Log) {
    this.#state = state;
    this.#log = log;
    state.ledger.onLoad(() => {
      this.#tellKept().catch((error: unknown) => {
        this.#log.debug({ error }, 'Events that a failed commit may have kept could not be read.');
      });
    });
  }

  /** Finds the last number in the store. @throws StoreUnavailable */
  async open(): Promise<void> {
    const page = await this.#state.ledger.store.query('events', 'id', {}, { limit: 1, reverse: true });
    this.#last = Math.max(this.#last, Number(page.items[0]?.id ?? 0));
    this.#told = this.#last;
  }

  /** The number of the newest event that was told: whoever goes on from it misses none that is still being stored. */
  get last(): number {
    return this.#told;
  }

  /** Takes the next number; chat lines carry it as their arrival. */
  next(): number {
    this.#last += 1;
    return this.#last;
  }

  /** Commits an event with the transaction and tells it when durable. Returns its number. */
  emit(transaction: Transaction, happening: Happening): number {
    const n = this.next();
    const event: Numbered = { ...happening, n };
    const doc: Doc = { ...event, at: transaction.now };
    transaction.append('events', idOf(n), doc);
    transaction.afterCommit(() => {
      this.#tell([event]);
    });
    return n;
  }

  /** Of a commit that failed its events may be on the disk all the same, and what they tell of is in memory now. */
  async #tellKept(): Promise<void> {
    if (this.#told >= this.#last) return;
    const [from, to] = [idOf(this.#told + 1), idOf(this.#last)];
    const page = await this.#state.ledger.store.query('events', 'id', { from, to }, { limit: missedMax });
    this.#tell(page.items.map(({ doc }) => doc as unknown as Numbered));
  }

  #tell(events: readonly Numbered[]): void {
    this.#told = events.reduce((told, { n }) => Math.max(told, n), this.#told);
    if (events.length > 0) for (const listener of this.#listeners) listener(events);
  }

  onEvents(listener: (events: readonly Numbered[]) => void): Cancel {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * What an account missed since `cursor`, or 'reset' when that is not known any more (foreign, too old, too much).
   * @throws StoreUnavailable
   */
  async since(cursor: number, account: AccountId): Promise<readonly LiveEvent[] | 'reset'> {
    const newest = this.#last;
    if (cursor > newest) return 'reset';
    if (cursor === newest) return [];
    const { store } = this.#state.ledger;
    const first = await store.query('events', 'id', {}, { limit: 1 });
    const oldest = Number(first.items[0]?.id ?? 0);
    if (oldest > cursor + 1) return 'reset';
    const page = await store.query('events', 'id', { from: idOf(cursor + 1) }, { limit: missedMax });
    if (page.next !== undefined) return 'reset';
    return page.items
      .map(({ doc }) => doc as unknown as Numbered)
      .filter(({ to }) => to.includes(account))
      .map(asLive);
  }

  /**
   * Removes events older than `before`. The newest stays, however old: after a start the numbers go on from it.
   * @throws StoreUnavailable
   */
  async sweep(before: number): Promise<void> {
    const { ledger } = this.#state;
    const newest = await ledger.store.query('events', 'id', {}, { limit: 1, reverse: true });
    for (;;) {
      const page = await ledger.store.query('events', 'id', {}, { limit: missedMax });
      const old = page.items.filter(
        ({ id, doc }) => typeof doc.at === 'number' && doc.at < before && id !== newest.items[0]?.id,
      );
      if (old.length > 0) {
        await ledger.run((transaction) => {
          for (const { id, version } of old) transaction.expire('events', id, version);
        });
      }
      if (old.length < missedMax) return;
    }
  }
}

/** As it goes over the socket: without who else is told. */
export function asLive({ kind, n, issue = '' as IssueId, version = 0 }: Numbered): LiveEvent {
  switch (kind) {
    case 'issue':
    case 'message':
    case 'read':
      return { kind, cursor: n, issue, version };
    case 'offers':
    case 'me':
      return { kind, cursor: n };
  }
}
