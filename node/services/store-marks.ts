import { z } from 'zod';
import { Adoption } from '../core/adoption-record.ts';
import { RegionId } from '../core/ids.ts';
import { isAhead, Lineage, StoreMark } from '../core/lineage.ts';
import { regionsMax } from '../mesh/membership-settings.ts';
import type { Json, Log } from '../ports.ts';
import type { Peers } from './peers.ts';
import type { State } from './state.ts';
import type { Transaction } from './transaction.ts';

/** Method of the mesh by which a region that starts asks what is remembered of it. */
export const rollCallMethod = 'roll-call';

export const RollCallRequest = z.object({ lineage: Lineage });

/** What a peer remembers of a region: more than its store has, if it is ahead; and who is gone and adopted. */
export const RollCallReply = z.object({
  isAhead: z.boolean(),
  mark: StoreMark.optional(),
  adoptions: z.array(Adoption).max(regionsMax),
  regions: z.array(RegionId).max(regionsMax),
});
export type RollCallReply = z.infer<typeof RollCallReply>;

/**
 * How far the stores of other regions have come, as far as this one has heard: durable with the messages that tell of it,
 * in memory by their summaries. A mark never moves to another run by itself: a region that starts asks first, and has
 * its lineage looked at.
 */
export class StoreMarks {
  readonly #state: State;
  readonly #peers: Peers;
  readonly #log: Log;
  readonly #latest = new Map<RegionId, StoreMark>();
  /** Regions whose mark is to be written with the next command that changes anything. */
  readonly #unstored = new Set<RegionId>();

  constructor({ state, peers, log }: { state: State; peers: Peers; log: Log }) {
    this.#state = state;
    this.#peers = peers;
    this.#log = log;
    this.#state.ledger.onCommand((transaction) => this.#store(transaction));
  }

  /** Answers roll calls, also before this region's own memory is read: others may wait for it to start. */
  start(): void {
    this.#peers.handle(rollCallMethod, async (from, body) => {
      const { lineage } = RollCallRequest.parse(body);
      const reply = await this.#answer(from, lineage);
      return JSON.parse(JSON.stringify(reply)) satisfies Json;
    });
  }

  /** A region says how far its store has come. */
  hear(from: RegionId, mark: StoreMark | undefined): void {
    if (mark && isFurther(mark, this.#latest.get(from) ?? this.#state.marks.get(from)))
      this.#latest.set(from, mark);
  }

  /** The same with messages: what is handled of them is not stored without it. */
  keep(from: RegionId, mark: StoreMark | undefined): void {
    this.hear(from, mark);
    if (mark) this.#unstored.add(from);
  }

  #store(transaction: Transaction): void {
    for (const region of this.#unstored) {
      const mark = this.#latest.get(region);
      if (mark && isFurther(mark, this.#state.marks.get(region)))
        transaction.put(this.#state.marks, region, { region, run: mark.run, commits: mark.commits });
    }
    this.#unstored.clear();
  }

  async #answer(from: RegionId, lineage: Lineage): Promise<RollCallReply> {
    const mark = this.#latest.get(from) ?? (await this.#stored(from));
    const isLost = mark !== undefined && isAhead(mark, lineage);
    if (!isLost) this.#follow(from, lineage.current);
    return {
      isAhead: isLost,
      ...(mark && { mark: { run: mark.run, commits: mark.commits } }),
      adoptions: await this.#adoptions(),
      regions: this.#peers.all().map(({ region }) => region),
    };
  }

  /** From now on the marks of its present run count. */
  #follow(from: RegionId, { run, commits }: StoreMark): void {
    if (this.#latest.get(from)?.run !== run) this.#latest.set(from, { run, commits });
    if (!this.#state.ledger.isReady || this.#state.marks.get(from)?.run === run) return;
    this.#state.ledger
      .run((transaction) => transaction.put(this.#state.marks, from, { region: from, run, commits }))
      .catch((error: unknown) => this.#log.debug({ error }, 'A mark is kept with the next message.'));
  }

  async #stored(from: RegionId): Promise<StoreMark | undefined> {
    const stored = await this.#state.ledger.store.get('marks', from);
    return stored && StoreMark.parse(stored.doc);
  }

  async #adoptions(): Promise<Adoption[]> {
    const page = await this.#state.ledger.store.query('adoptions', 'id', {}, { limit: regionsMax });
    return page.items.map(({ doc }) => Adoption.parse(doc));
  }
}

const isFurther = (mark: StoreMark, known: StoreMark | undefined): boolean =>
  known === undefined || (known.run === mark.run && known.commits < mark.commits);
