import type { RegionId } from '../core/ids.ts';
import { type Cancel, type Clock, type Json, type Log, type Mesh, MeshError, type Random } from '../ports.ts';
import type { AddressBook } from './book.ts';
import { Dialler, type DialTarget } from './membership-dialler.ts';
import { Exchange } from './membership-exchange.ts';
import * as messages from './membership-messages.ts';
import { nameKey, type RegionRecord, signRecord } from './membership-record.ts';
import { type Member, Roster } from './membership-roster.ts';
import { connectionsMin, type MembershipSettings, membershipSettingsDefault } from './membership-settings.ts';

export type MembershipOptions = {
  readonly name: string;
  readonly url: string;
  /** Raised durably at every start of the node. */
  readonly bootEpoch: number;
  readonly version: string;
  readonly settings?: Partial<MembershipSettings>;
  /** Makes a greater boot epoch durable, before it is used: peers remembered a later start than this one. */
  readonly keepBootEpoch?: (bootEpoch: number) => Promise<void>;
};

type Deps = {
  readonly mesh: Mesh;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly book: AddressBook;
};

/**
 * Who is in the mesh, and how each does. Members are those whose signed records go round; whoever holds the mesh
 * secret gets in. Nothing here needs a network to start, and nothing a peer says makes it throw.
 */
export class Membership {
  readonly #options: MembershipOptions;
  readonly #deps: Deps;
  readonly #settings: MembershipSettings;
  readonly #dialler: Dialler;
  readonly #changeListeners = new Set<() => void>();
  readonly #upListeners = new Set<(region: RegionId) => void>();
  readonly #conflictListeners = new Set<(sentence: string) => void>();
  readonly #pinging = new Set<RegionId>();
  /** Ways in whose failure is in the log already. */
  readonly #logged = new Set<string>();
  #parts: { readonly roster: Roster; readonly exchange: Exchange } | undefined;
  #waysIn: readonly string[] = [];
  #conflict: string | undefined;
  #endings: Cancel[] = [];
  #cancelTimer: Cancel = () => {};
  #beat = 0;
  #startedMs = 0;
  #lastTickMs = 0;
  #isStopped = false;

  constructor(options: MembershipOptions, deps: Deps) {
    this.#options = options;
    this.#deps = deps;
    this.#settings = { ...membershipSettingsDefault, ...options.settings };
    this.#dialler = new Dialler(this.#settings, deps);
  }

  /**
   * Comes up with what the address book holds and looks for others in the background. The mesh must be started.
   * `peers` are addresses of any members: only the way in, tried until a member is there.
   * @throws ZodError when the name or the URL makes no valid region record
   */
  async start({ peers }: { readonly peers: readonly string[] }): Promise<void> {
    const { mesh, clock, log } = this.#deps;
    const { name, url, bootEpoch, version } = this.#options;
    this.#waysIn = peers;
    this.#startedMs = clock.monotonicMs();
    this.#lastTickMs = this.#startedMs;
    const self = await signRecord(mesh, { name, url, bootEpoch, version, seq: 0 });
    const roster = new Roster(self, this.#settings, {
      changed: () => this.#tell(this.#changeListeners),
      stateChanged: (record, state) => log.info({ region: record.name, state }, 'a region changed its state'),
      cameUp: (region) => this.#tell(this.#upListeners, region),
    });
    const exchange = new Exchange(
      this.#settings,
      { ...this.#deps, roster, keepBootEpoch: this.#options.keepBootEpoch ?? (async () => {}) },
      {
        learnt: (records) => {
          for (const { region } of records) this.#dialler.expectSuccess(region);
          this.#dialMembers();
        },
        nameLost: () => this.#loseName(),
      },
    );
    this.#parts = { roster, exchange };
    await exchange.start();
    this.#answerPeers();
    this.#tick();
  }

  /** Says goodbye, so that nobody has to wait to notice, and falls silent. The mesh is stopped by its owner. */
  async stop(): Promise<void> {
    if (this.#isStopped) return;
    this.#isStopped = true;
    this.#cancelTimer();
    for (const end of this.#endings) end();
    if (this.#parts === undefined) return;
    this.#parts.exchange.stop();
    const { mesh } = this.#deps;
    const { bootEpoch } = this.#parts.roster.self;
    const bye = { bootEpoch };
    const timeoutMs = this.#settings.byeTimeoutMs;
    await Promise.allSettled([
      mesh.publish(messages.byeTopic, messages.encodeBye(bye)),
      ...this.#connectedMembers().map((peer) => mesh.request(peer, messages.byeMethod, bye, { timeoutMs })),
    ]);
  }

  /** @throws Error before `start`, as all below but the subscriptions */
  get self(): RegionRecord {
    return this.#started.roster.self;
  }

  /** Everyone known, this region included, by name. */
  members(): Member[] {
    return [this.#ownMember(), ...this.#started.roster.others()].sort((a, b) =>
      a.record.name < b.record.name ? -1 : 1,
    );
  }

  member(region: RegionId): Member | undefined {
    return region === this.self.region ? this.#ownMember() : this.#started.roster.other(region);
  }

  /** As people write it: case does not matter. Of a name that a retired region had before, whoever has it now. */
  byName(name: string): Member | undefined {
    const named = this.members().filter(({ record }) => nameKey(record.name) === nameKey(name));
    return named.find(({ record }) => !this.isRetired(record.region)) ?? named[0];
  }

  /** Regions that are not expected back: others may have their names, and newcomers are not told of them while they are down. */
  setRetired(regions: ReadonlySet<RegionId>): void {
    this.#started.roster.setRetired(regions);
  }

  isRetired(region: RegionId): boolean {
    return this.#started.roster.isRetired(region);
  }

  /** After a member came, went, changed its state or its record. */
  onChange(listener: () => void): Cancel {
    return listen(this.#changeListeners, listener);
  }

  /** After a member was heard for the first time, or again, or for the first time since its restart. */
  onUp(listener: (region: RegionId) => void): Cancel {
    return listen(this.#upListeners, listener);
  }

  /**
   * After it turned out that this region's name is another's: the node must stop; the sentence says what its operator
   * can do. Called at once if it turned out before.
   */
  onConflict(listener: (sentence: string) => void): Cancel {
    if (this.#conflict !== undefined) listener(this.#conflict);
    return listen(this.#conflictListeners, listener);
  }

  /**
   * Asks a member; connects first if need be, for in a large mesh not everyone is connected to everyone.
   * @throws MeshError; 'unreachable' also for who is no member
   */
  async request(to: RegionId, method: string, body: Json, options: { timeoutMs: number }): Promise<Json> {
    const { mesh } = this.#deps;
    if (!mesh.connected().includes(to)) {
      const member = this.#started.roster.other(to);
      if (member === undefined) throw new MeshError('unreachable', `${to} is not a member of this mesh.`);
      await mesh.dial(member.record.addresses, { timeoutMs: options.timeoutMs, expect: to });
    }
    return mesh.request(to, method, body, options);
  }

  get #started(): { readonly roster: Roster; readonly exchange: Exchange } {
    if (this.#parts === undefined) throw new Error('The membership is not started.');
    return this.#parts;
  }

  #ownMember(): Member {
    const lastHeardMs = this.#deps.clock.monotonicMs();
    return { record: this.self, state: 'up', sinceMs: this.#startedMs, lastHeardMs, isSelf: true };
  }

  #loseName(): void {
    const { name } = this.#options;
    this.#conflict = `A region named ${name} exists already in this mesh; choose another --region or use that region's data folder.`;
    this.#deps.log.error({ name }, this.#conflict);
    this.#tell(this.#conflictListeners, this.#conflict);
  }

  #tell<Event extends unknown[]>(listeners: ReadonlySet<(...event: Event) => void>, ...event: Event): void {
    for (const listener of [...listeners]) {
      try {
        listener(...event);
      } catch (error) {
        this.#deps.log.error({ error: String(error) }, 'a listener of the membership failed');
      }
    }
  }

  // ------------------------------------------------------------ hearing and being heard

  #answerPeers(): void {
    const { mesh } = this.#deps;
    const { exchange } = this.#started;
    this.#endings = [
      mesh.onConnection((peer, isConnected) => {
        exchange.connectionChanged(peer, isConnected);
        if (!isConnected) this.#redial(peer);
      }),
      mesh.handle(messages.pingMethod, async (from, body) => {
        const ping = messages.Ping.parse(body);
        this.#heard(from, ping);
        for (const [region, bootEpoch, beat] of ping.heard) this.#heardOf(region, bootEpoch, beat);
        return { bootEpoch: this.self.bootEpoch, beat: this.#beat };
      }),
      mesh.handle(messages.byeMethod, async (from, body) => {
        this.#left(from, messages.Bye.parse(body).bootEpoch);
        return null;
      }),
      mesh.subscribe(messages.byeTopic, (from, body) => {
        const bye = messages.decodeBye(body);
        if (bye === undefined) return 'reject';
        this.#left(from, bye.bootEpoch);
        return 'accept';
      }),
    ];
  }

  /** Once a second. */
  #tick(): void {
    const { clock, mesh, random } = this.#deps;
    const { roster, exchange } = this.#started;
    const { pingIntervalMs } = this.#settings;
    const nowMs = clock.monotonicMs();
    const pauseMs = nowMs - this.#lastTickMs - 2 * pingIntervalMs;
    if (pauseMs > 0) roster.forgive(pauseMs, nowMs);
    this.#lastTickMs = nowMs;
    this.#beat += 1;
    roster.judge(nowMs, (region) => mesh.connected().includes(region));
    for (const peer of this.#connectedMembers()) void this.#ping(peer);
    exchange.retry();
    exchange.refreshSelf();
    this.#dialMembers();
    this.#dialWaysIn();
    // Jitter keeps nodes that started together from pinging in step.
    this.#cancelTimer = clock.after(pingIntervalMs * (0.95 + 0.1 * random.next()), () => this.#tick());
  }

  async #ping(peer: RegionId): Promise<void> {
    if (this.#pinging.has(peer)) return;
    this.#pinging.add(peer);
    const { mesh, clock } = this.#deps;
    const { roster } = this.#started;
    const sentMs = clock.monotonicMs();
    const heard = roster.beats().filter(([region]) => region !== peer);
    const ping: messages.Ping = { bootEpoch: this.self.bootEpoch, beat: this.#beat, heard };
    const timeoutMs = this.#settings.pingTimeoutMs;
    try {
      this.#heard(
        peer,
        messages.PingReply.parse(await mesh.request(peer, messages.pingMethod, ping, { timeoutMs })),
      );
      roster.roundTrip(peer, clock.monotonicMs() - sentMs);
    } catch {
      // Silence is judged by how long it lasts, not here.
    } finally {
      this.#pinging.delete(peer);
    }
  }

  #heard(from: RegionId, { bootEpoch, beat }: messages.PingReply): void {
    const nowMs = this.#deps.clock.monotonicMs();
    this.#started.roster.beat(from, bootEpoch, beat, nowMs);
    this.#started.roster.heard(from, nowMs);
  }

  /** Another heard it lately: if it was given up here, it is worth a try at once. */
  #heardOf(region: RegionId, bootEpoch: number, beat: number): void {
    const { roster } = this.#started;
    const isNews = roster.beat(region, bootEpoch, beat, this.#deps.clock.monotonicMs());
    if (isNews && roster.other(region)?.state === 'down') this.#dialler.expectSuccess(region);
  }

  #left(from: RegionId, bootEpoch: number): void {
    this.#started.roster.left(from, bootEpoch, this.#deps.clock.monotonicMs());
  }

  // ------------------------------------------------------------ connecting

  #connectedMembers(): RegionId[] {
    const { roster } = this.#started;
    return this.#deps.mesh.connected().filter((peer) => roster.knows(peer));
  }

  /** A connection closed. A refusal now tells a dead process from a connection that was merely lost. */
  #redial(peer: RegionId): void {
    this.#dialler.expectSuccess(peer);
    this.#dialMembers();
  }

  /**
   * In a small mesh, everyone. In a large one a few chosen at random, and whoever has not been up for a while: two
   * halves of a healed partition, each content with itself, would otherwise never find each other.
   */
  #dialMembers(): void {
    if (this.#isStopped) return;
    const { mesh, clock, random } = this.#deps;
    const { roster } = this.#started;
    const nowMs = clock.monotonicMs();
    const connected = new Set(mesh.connected());
    const due = roster
      .others()
      .filter(({ record }) => !connected.has(record.region))
      .filter((member) => this.#dialler.isDue(targetOf(member)));
    let missing = roster.isSmall
      ? due.length
      : connectionsMin - this.#connectedMembers().length - this.#dialler.underWay;
    for (const member of shuffled(due, random)) {
      const isLost = member.state !== 'up' && nowMs - member.sinceMs >= this.#settings.hearsaySlackMs;
      if (missing <= 0 && !isLost) continue;
      missing -= 1;
      this.#dialler.tryOnce(targetOf(member), ({ code }) => {
        const { region } = member.record;
        if (code === 'unreachable' && !this.#isStopped && !mesh.connected().includes(region))
          roster.refused(region, clock.monotonicMs());
      });
    }
  }

  /** The addresses given at the start, while nobody is there. */
  #dialWaysIn(): void {
    const { mesh, log } = this.#deps;
    if (this.#connectedMembers().length > 0) return;
    const own = mesh.addresses();
    for (const address of this.#waysIn) {
      if (own.includes(address)) continue;
      const key = `way in ${address}`;
      this.#dialler.tryOnce({ key, addresses: [address], isPatient: true }, (error) => {
        if (this.#logged.has(key) || this.#isStopped) return;
        this.#logged.add(key);
        log.warn(
          { address, reason: error.message },
          'a peer address does not answer; it is tried again and again',
        );
      });
    }
  }
}

const targetOf = ({ record, state }: Member): DialTarget => ({
  key: record.region,
  addresses: record.addresses,
  expect: record.region,
  isPatient: state === 'down',
});

/** Fisher and Yates, from the given stream. */
const shuffled = <T>(items: readonly T[], random: Random): T[] => {
  const rest = [...items];
  const result: T[] = [];
  while (rest.length > 0) result.push(...rest.splice(Math.floor(random.next() * rest.length), 1));
  return result;
};

/** Wrapped, so that one function given twice is two subscriptions. */
const listen = <Event extends unknown[]>(
  listeners: Set<(...event: Event) => void>,
  listener: (...event: Event) => void,
): Cancel => {
  const entry = (...event: Event) => listener(...event);
  listeners.add(entry);
  return () => listeners.delete(entry);
};
