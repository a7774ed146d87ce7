import type { RegionId } from '../core/ids.ts';
import type { Cancel, Clock, Log, Mesh, Random } from '../ports.ts';
import type { AddressBook } from './book.ts';
import * as messages from './membership-messages.ts';
import {
  isGenuine,
  isNewer,
  nameKey,
  type RegionRecord,
  recordAddresses,
  signRecord,
} from './membership-record.ts';
import type { Roster } from './membership-roster.ts';
import { type MembershipSettings, recordsPerMessageMax } from './membership-settings.ts';

type Deps = {
  readonly mesh: Mesh;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly book: AddressBook;
  readonly roster: Roster;
  readonly keepBootEpoch: (bootEpoch: number) => Promise<void>;
};

type Events = {
  /** These records are news: there may be someone to connect to at once. */
  readonly learnt: (records: readonly RegionRecord[]) => void;
  /** This region's name is another's. */
  readonly nameLost: () => void;
};

/**
 * Spreads region records. Two members that connect tell each other which versions they have and send what the other
 * lacks; the same every few seconds with a member chosen at random. What a peer handed over is passed on at once to
 * everyone connected, and a node that changes its own record gossips it.
 */
export class Exchange {
  readonly #settings: MembershipSettings;
  readonly #deps: Deps;
  readonly #events: Events;
  /** Peers with whom versions were compared since they connected; and with whom that is under way. */
  readonly #compared = new Set<RegionId>();
  readonly #comparing = new Set<RegionId>();
  /** What was said in the log and need not be said again. */
  readonly #logged = new Set<string>();
  #endings: Cancel[] = [];
  #cancelTimer: Cancel = () => {};
  /** Whether a member has told what it knows and nobody had this region's name. Before, nobody is shown its record. */
  #isAdmitted = false;
  #isNameLost = false;
  #isOutrunning = false;
  #isStopped = false;

  constructor(settings: MembershipSettings, deps: Deps, events: Events) {
    this.#settings = settings;
    this.#deps = deps;
    this.#events = events;
  }

  /** Reads the book and begins to answer. */
  async start(): Promise<void> {
    const { mesh, clock, book, roster } = this.#deps;
    for (const record of await book.load()) {
      if (record.region !== mesh.self) roster.put(record, clock.monotonicMs(), false);
      else this.#isAdmitted = nameKey(record.name) === nameKey(roster.self.name);
    }
    this.#endings = [
      mesh.subscribe(messages.recordsTopic, (from, body) => this.#hearGossip(from, body)),
      mesh.handle(messages.compareMethod, async (from, body) => {
        const { versions } = messages.Compare.parse(body);
        const reply = this.#answerCompare(versions);
        // Its new record is on its way, and is to be here before it counts as up: else it would come up twice.
        if (!reply.wanted.includes(from)) roster.heard(from, clock.monotonicMs());
        return reply;
      }),
      mesh.handle(messages.pushMethod, async (from, body) => {
        const { records } = messages.Push.parse(body);
        await this.#merge(records, from);
        return null;
      }),
    ];
    if (this.#isAdmitted) this.#publishSelf();
    this.#compareLater();
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancelTimer();
    for (const end of this.#endings) end();
  }

  /** A peer's connection opened or closed. */
  connectionChanged(peer: RegionId, isConnected: boolean): void {
    this.#compared.delete(peer);
    if (isConnected) this.#compareSoon(peer);
  }

  /** Called once a second: whoever could not be asked when it connected is asked again. */
  retry(): void {
    for (const peer of this.#deps.mesh.connected()) if (!this.#compared.has(peer)) this.#compareSoon(peer);
  }

  /** Called once a second: the addresses of a machine may change while its node runs. */
  refreshSelf(): void {
    const { mesh, roster, log } = this.#deps;
    if (recordAddresses(mesh).join() === roster.self.addresses.join()) return;
    this.#signAgain().catch((error: unknown) => {
      log.warn({ error: String(error) }, 'the new addresses of this node could not be signed');
    });
  }

  async #signAgain(): Promise<void> {
    const { mesh, roster } = this.#deps;
    const { self } = roster;
    const record = await signRecord(mesh, { ...self, seq: self.seq + 1 });
    if (roster.self !== self) return;
    roster.self = record;
    if (this.#isAdmitted) this.#publishSelf();
  }

  // ------------------------------------------------------------ comparing

  #compareLater(): void {
    const { clock, random, mesh, roster } = this.#deps;
    // Jitter keeps nodes that started together from asking in step.
    const delayMs = this.#settings.compareIntervalMs * (0.8 + 0.4 * random.next());
    this.#cancelTimer = clock.after(delayMs, () => {
      const peers = mesh.connected().filter((peer) => roster.knows(peer));
      const peer = peers[Math.floor(random.next() * peers.length)];
      if (peer !== undefined) this.#compareSoon(peer);
      this.#compareLater();
    });
  }

  #compareSoon(peer: RegionId): void {
    if (this.#comparing.has(peer) || this.#isStopped) return;
    this.#comparing.add(peer);
    void this.#compare(peer)
      .then(() => this.#compared.add(peer))
      .catch((error: unknown) => this.#deps.log.debug({ peer, error: String(error) }, 'comparing failed'))
      .finally(() => this.#comparing.delete(peer));
  }

  /** Takes what is newer there, and sends what is newer here. */
  async #compare(peer: RegionId): Promise<void> {
    const { mesh } = this.#deps;
    const timeoutMs = this.#settings.requestTimeoutMs;
    const versions = this.#shown().map(({ region, bootEpoch, seq }) => [region, bootEpoch, seq] as const);
    const answer = await mesh.request(peer, messages.compareMethod, { versions }, { timeoutMs });
    const { records, wanted } = messages.CompareReply.parse(answer);
    const newsCount = await this.#merge(records, peer);
    // A full reply may not have been all.
    if (records.length === recordsPerMessageMax && newsCount > 0) return this.#compare(peer);
    if (!this.#isAdmitted && !this.#isNameLost && !this.#isStopped) {
      this.#isAdmitted = true;
      this.#publishSelf();
    }
    const isWanted = new Set(wanted);
    await this.#push(
      peer,
      this.#shown().filter(({ region }) => isWanted.has(region)),
    );
  }

  #answerCompare(versions: messages.Compare['versions']): messages.CompareReply {
    const { roster } = this.#deps;
    const theirs = new Map(versions.map(([region, bootEpoch, seq]) => [region, { bootEpoch, seq }]));
    const records = this.#shown().filter((record) => isNewer(record, theirs.get(record.region)));
    const wanted: RegionId[] = [];
    for (const [region, version] of theirs)
      if (region !== roster.self.region && isNewer(version, roster.record(region))) wanted.push(region);
    return { records: records.slice(0, recordsPerMessageMax), wanted };
  }

  // ------------------------------------------------------------ news

  #publishSelf(): void {
    const { mesh, book, roster, log } = this.#deps;
    const record = roster.self;
    book.save(record);
    this.#passOn([record], undefined);
    mesh
      .publish(messages.recordsTopic, messages.encodeRecord(record))
      .catch((error: unknown) => log.debug({ error: String(error) }, 'the region record was not gossiped'));
  }

  #hearGossip(from: RegionId, body: Uint8Array): 'accept' | 'ignore' | 'reject' {
    const record = messages.decodeRecord(body);
    // Each region publishes its own record only, so the author's signature on the message vouches for it.
    if (record === undefined || record.region !== from) return 'reject';
    if (!isNewer(record, this.#deps.roster.record(from))) return 'ignore';
    this.#merge([record], undefined).catch((error: unknown) => {
      this.#deps.log.warn(
        { region: from, error: String(error) },
        'a gossiped region record was not taken in',
      );
    });
    return 'accept';
  }

  #passOn(records: readonly RegionRecord[], from: RegionId | undefined): void {
    for (const peer of this.#deps.mesh.connected()) {
      if (peer === from) continue;
      void this.#push(
        peer,
        records.filter(({ region }) => region !== peer),
      );
    }
  }

  /** Best effort: what does not arrive is found at the next comparison. */
  async #push(peer: RegionId, records: readonly RegionRecord[]): Promise<void> {
    const timeoutMs = this.#settings.requestTimeoutMs;
    for (let at = 0; at < records.length; at += recordsPerMessageMax) {
      const batch = records.slice(at, at + recordsPerMessageMax);
      try {
        await this.#deps.mesh.request(peer, messages.pushMethod, { records: batch }, { timeoutMs });
      } catch (error) {
        this.#deps.log.debug({ peer, error: String(error) }, 'news did not arrive');
        return;
      }
    }
  }

  // ------------------------------------------------------------ taking in

  /** Takes in what is newer and genuine; returns how many records that were. `from` handed them over, if a peer did. */
  async #merge(records: readonly RegionRecord[], from: RegionId | undefined): Promise<number> {
    const { mesh, clock, roster, log } = this.#deps;
    const news: RegionRecord[] = [];
    for (const record of records) {
      if (record.region === mesh.self) {
        await this.#checkOwn(record);
      } else if (isNewer(record, roster.record(record.region))) {
        const isTrue = await isGenuine(mesh, record);
        if (this.#isStopped) return 0;
        if (!isTrue)
          log.warn({ region: record.region, from }, 'a region record with a false signature was refused');
        else if (this.#put(record)) news.push(record);
      }
    }
    if (from !== undefined) {
      roster.heard(from, clock.monotonicMs());
      if (news.length > 0) this.#passOn(news, from);
    }
    if (news.length > 0) this.#events.learnt(news);
    return news.length;
  }

  /** True if the record was kept. */
  #put(record: RegionRecord): boolean {
    const { roster, clock, book } = this.#deps;
    const outcome = roster.put(record, clock.monotonicMs(), !this.#isAdmitted);
    if (outcome.kind === 'full')
      this.#warnOnce('full', 'this node knows as many regions as it can; a new one is refused', {
        name: record.name,
      });
    if (outcome.kind === 'name-taken') {
      const { winner, loser } = outcome;
      const fields = { name: record.name, kept: winner.region, refused: loser.region };
      this.#warnOnce(`name of ${loser.region}`, 'two regions claim one name; one is refused', fields);
      if (loser === roster.self) this.#loseName();
    }
    const isKept =
      outcome.kind === 'kept' || (outcome.kind === 'name-taken' && roster.record(record.region) === record);
    if (isKept) book.save(record);
    return isKept;
  }

  #loseName(): void {
    if (this.#isNameLost) return;
    this.#isNameLost = true;
    this.#isAdmitted = false;
    this.#events.nameLost();
  }

  /**
   * Peers have a later record of this region than its own: the store must be an older copy. They would take this process
   * for one that has long ended, so it goes on under a boot epoch above that. What the store holds is judged elsewhere.
   */
  async #checkOwn(record: RegionRecord): Promise<void> {
    const { mesh, roster, log, keepBootEpoch } = this.#deps;
    const { self } = roster;
    if (this.#isOutrunning || !isNewer(record, self)) return;
    this.#isOutrunning = true;
    try {
      if (!(await isGenuine(mesh, record))) return;
      const fields = { bootEpoch: self.bootEpoch, remembered: record.bootEpoch };
      log.warn(fields, 'peers remember a later start of this node: its store is an older copy');
      const bootEpoch = record.bootEpoch + 1;
      await keepBootEpoch(bootEpoch);
      roster.self = await signRecord(mesh, { ...self, bootEpoch, seq: 0 });
      if (this.#isAdmitted && !this.#isStopped) this.#publishSelf();
    } finally {
      this.#isOutrunning = false;
    }
  }

  /** What others may be told. */
  #shown(): RegionRecord[] {
    const { roster } = this.#deps;
    const others = roster
      .others()
      .filter(({ record, state }) => state !== 'down' || !roster.isRetired(record.region))
      .map(({ record }) => record);
    return this.#isAdmitted ? [roster.self, ...others] : others;
  }

  #warnOnce(key: string, message: string, fields: Record<string, unknown>): void {
    if (this.#logged.has(key)) return;
    this.#logged.add(key);
    this.#deps.log.warn(fields, message);
  }
}
