import type { RegionId } from '../core/ids.ts';
import { isNewer, nameKey, type RegionRecord } from './membership-record.ts';
import { connectAllMax, type MembershipSettings, regionsMax } from './membership-settings.ts';

export type MemberState = 'up' | 'suspected' | 'down';

/** A region as this node sees it now. */
export type Member = {
  readonly record: RegionRecord;
  readonly state: MemberState;
  /** When the state began, on this node's monotonic clock. */
  readonly sinceMs: number;
  /** Smoothed; undefined until a ping was answered. */
  readonly roundTripMs?: number;
  /** When it last spoke to this node itself, on the monotonic clock; before that, when this node learnt of it. */
  readonly lastHeardMs: number;
  readonly isSelf: boolean;
};

/** What became of a record: the older one of two, or one whose name is another's, is not taken in. */
export type PutOutcome =
  | { readonly kind: 'kept' | 'stale' | 'full' }
  | { readonly kind: 'name-taken'; readonly winner: RegionRecord; readonly loser: RegionRecord };

export type RosterEvents = {
  readonly changed: () => void;
  readonly stateChanged: (record: RegionRecord, state: MemberState) => void;
  readonly cameUp: (region: RegionId) => void;
};

type Entry = {
  record: RegionRecord;
  nameKey: string;
  state: MemberState;
  sinceMs: number;
  /** When this node learnt of the present process of the region. */
  knownSinceMs: number;
  /** When it last spoke to this node itself. */
  heardMs: number | undefined;
  /** When its heartbeat was last seen to go on, by this node or by another. */
  aliveMs: number | undefined;
  beat: number;
  roundTripMs: number | undefined;
  /** Its machine says that nobody listens at its addresses. */
  isRefused: boolean;
  /** The boot epoch in which it said goodbye. */
  leftBootEpoch: number;
  /** The boot epoch of the last `cameUp`: a restart quicker than our pings is an arrival too. */
  upBootEpoch: number;
};

/** RFC 6298: new samples move the smoothed round trip by an eighth. */
const roundTripGain = 1 / 8;

/**
 * Who is known and how each does: the rules of the failure detector, without input or output.
 *
 * Each region counts heartbeats; who hears a region passes its count on. A count that still grows proves life even
 * where no direct connection exists (van Renesse, Minsky, Hayden: "A gossip-style failure detection service", 1998).
 * Counts, not ages: an age would grow younger with every hop by the time the message took.
 */
export class Roster {
  readonly #entries = new Map<RegionId, Entry>();
  readonly #settings: MembershipSettings;
  readonly #events: RosterEvents;
  #self: RegionRecord;
  #retired: ReadonlySet<RegionId> = new Set();

  constructor(self: RegionRecord, settings: MembershipSettings, events: RosterEvents) {
    this.#self = self;
    this.#settings = settings;
    this.#events = events;
  }

  get self(): RegionRecord {
    return this.#self;
  }

  set self(record: RegionRecord) {
    this.#self = record;
    this.#events.changed();
  }

  /** Regions that are not expected back: their names are free. */
  setRetired(regions: ReadonlySet<RegionId>): void {
    this.#retired = regions;
    this.#events.changed();
  }

  isRetired(region: RegionId): boolean {
    return this.#retired.has(region);
  }

  /** All others. */
  others(): Member[] {
    return [...this.#entries.values()].map(memberOf);
  }

  other(region: RegionId): Member | undefined {
    const entry = this.#entries.get(region);
    return entry && memberOf(entry);
  }

  /** Whether it is known, this region itself left out. */
  knows(region: RegionId): boolean {
    return this.#entries.has(region);
  }

  /** The record of that region, own one included. */
  record(region: RegionId): RegionRecord | undefined {
    return region === this.#self.region ? this.#self : this.#entries.get(region)?.record;
  }

  /** In a small mesh everybody connects to everybody, and only what a node hears itself counts as up. */
  get isSmall(): boolean {
    return this.#entries.size < connectAllMax;
  }

  /**
   * Takes in a record whose signature was checked. Of two regions with one name the smaller peer id stays, on every
   * node alike; unless `isNewcomer`: then this node came last and yields, so that a typing error at a new node cannot
   * take the name from an old one. A retired region never has a name that another has.
   */
  put(record: RegionRecord, nowMs: number, isNewcomer: boolean): PutOutcome {
    const known = this.#entries.get(record.region);
    if (!isNewer(record, known?.record)) return { kind: 'stale' };
    const rival = this.#rivalOf(record);
    if (rival !== undefined && this.isRetired(record.region)) {
      if (this.#entries.delete(record.region)) this.#events.changed();
      return { kind: 'name-taken', winner: rival, loser: record };
    }
    if (rival === this.#self && (isNewcomer || record.region < rival.region))
      return { kind: 'name-taken', winner: record, loser: rival };
    if (rival !== undefined && rival.region < record.region) {
      if (this.#entries.delete(record.region)) this.#events.changed();
      return { kind: 'name-taken', winner: rival, loser: record };
    }
    if (rival !== undefined) {
      this.#entries.delete(rival.region);
      this.#keep(record, known, nowMs);
      return { kind: 'name-taken', winner: record, loser: rival };
    }
    if (known === undefined && this.#entries.size >= regionsMax) return { kind: 'full' };
    this.#keep(record, known, nowMs);
    return { kind: 'kept' };
  }

  /** It spoke to this node. */
  heard(region: RegionId, nowMs: number): void {
    const entry = this.#entries.get(region);
    // Whatever of it still arrives after its goodbye was sent before.
    if (entry === undefined || hasLeft(entry)) return;
    entry.heardMs = nowMs;
    entry.aliveMs = nowMs;
    entry.isRefused = false;
    this.#setState(entry, 'up', nowMs);
  }

  /** Its heartbeat came this far, as it or another says. True if that is news. */
  beat(region: RegionId, bootEpoch: number, beat: number, nowMs: number): boolean {
    const entry = this.#entries.get(region);
    if (entry === undefined || bootEpoch !== entry.record.bootEpoch || beat <= entry.beat) return false;
    entry.beat = beat;
    entry.aliveMs = nowMs;
    return true;
  }

  /** The heartbeats worth passing on: of those who are not down. */
  beats(): [RegionId, number, number][] {
    const beats: [RegionId, number, number][] = [];
    for (const { record, state, beat } of this.#entries.values())
      if (state !== 'down' && beat > 0) beats.push([record.region, record.bootEpoch, beat]);
    return beats;
  }

  roundTrip(region: RegionId, sampleMs: number): void {
    const entry = this.#entries.get(region);
    if (entry === undefined) return;
    const former = entry.roundTripMs ?? sampleMs;
    entry.roundTripMs = former + (sampleMs - former) * roundTripGain;
  }

  /** Nobody listens at its addresses. */
  refused(region: RegionId, nowMs: number): void {
    const entry = this.#entries.get(region);
    if (entry === undefined) return;
    entry.isRefused = true;
    if (entry.state === 'up') this.#setState(entry, 'suspected', nowMs);
  }

  /** It said goodbye; it is back when a record of a later boot epoch comes. */
  left(region: RegionId, bootEpoch: number, nowMs: number): void {
    const entry = this.#entries.get(region);
    if (entry === undefined) return;
    entry.leftBootEpoch = Math.max(entry.leftBootEpoch, bootEpoch);
    if (hasLeft(entry)) this.#setState(entry, 'down', nowMs);
  }

  /** This process slept for so long: the silence was its own. Who was heard since it woke was not heard in the future. */
  forgive(pauseMs: number, nowMs: number): void {
    for (const entry of this.#entries.values()) {
      if (entry.heardMs !== undefined) entry.heardMs = Math.min(nowMs, entry.heardMs + pauseMs);
      if (entry.aliveMs !== undefined) entry.aliveMs = Math.min(nowMs, entry.aliveMs + pauseMs);
    }
  }

  /** Judges everyone's silence. */
  judge(nowMs: number, isConnected: (region: RegionId) => boolean): void {
    for (const entry of this.#entries.values()) {
      const isHeardDirectly = this.isSmall || isConnected(entry.record.region);
      this.#setState(entry, this.#stateOf(entry, nowMs, isHeardDirectly), nowMs);
    }
  }

  #stateOf(entry: Entry, nowMs: number, isHeardDirectly: boolean): MemberState {
    if (hasLeft(entry)) return 'down';
    const { suspectAfterMs, downAfterMs, downAfterRefusedMs, hearsaySlackMs } = this.#settings;
    const slackMs = isHeardDirectly ? 0 : hearsaySlackMs;
    const lifelessMs = nowMs - (entry.aliveMs ?? entry.knownSinceMs);
    if (lifelessMs >= (entry.isRefused ? downAfterRefusedMs : downAfterMs) + slackMs) return 'down';
    const lastNewsMs = isHeardDirectly ? entry.heardMs : entry.aliveMs;
    if (lastNewsMs === undefined || entry.isRefused) return 'suspected';
    return nowMs - lastNewsMs >= suspectAfterMs + slackMs ? 'suspected' : 'up';
  }

  #setState(entry: Entry, state: MemberState, nowMs: number): void {
    const isArrival =
      state === 'up' && (entry.state !== 'up' || entry.upBootEpoch !== entry.record.bootEpoch);
    if (isArrival) entry.upBootEpoch = entry.record.bootEpoch;
    if (entry.state !== state) {
      entry.state = state;
      entry.sinceMs = nowMs;
      this.#events.stateChanged(entry.record, state);
      this.#events.changed();
    }
    if (isArrival) this.#events.cameUp(entry.record.region);
  }

  #keep(record: RegionRecord, known: Entry | undefined, nowMs: number): void {
    if (known === undefined) {
      this.#entries.set(record.region, newEntry(record, nowMs));
    } else {
      if (record.bootEpoch > known.record.bootEpoch) {
        known.beat = 0;
        known.isRefused = false;
        known.knownSinceMs = nowMs;
        known.heardMs = undefined;
        known.aliveMs = undefined;
      }
      known.record = record;
      known.nameKey = nameKey(record.name);
    }
    this.#events.changed();
  }

  #rivalOf(record: RegionRecord): RegionRecord | undefined {
    const key = nameKey(record.name);
    if (nameKey(this.#self.name) === key) return this.#self;
    for (const entry of this.#entries.values())
      if (
        entry.nameKey === key &&
        entry.record.region !== record.region &&
        !this.isRetired(entry.record.region)
      )
        return entry.record;
    return undefined;
  }
}

const hasLeft = (entry: Entry): boolean => entry.leftBootEpoch >= entry.record.bootEpoch;

/** Suspected until it is heard: known is not alive. */
const newEntry = (record: RegionRecord, nowMs: number): Entry => ({
  record,
  nameKey: nameKey(record.name),
  state: 'suspected',
  sinceMs: nowMs,
  knownSinceMs: nowMs,
  heardMs: undefined,
  aliveMs: undefined,
  beat: 0,
  roundTripMs: undefined,
  isRefused: false,
  leftBootEpoch: -1,
  upBootEpoch: -1,
});

const memberOf = ({ record, state, sinceMs, roundTripMs, heardMs, knownSinceMs }: Entry): Member => ({
  record,
  state,
  sinceMs,
  ...(roundTripMs === undefined ? {} : { roundTripMs }),
  lastHeardMs: heardMs ?? knownSinceMs,
  isSelf: false,
});
