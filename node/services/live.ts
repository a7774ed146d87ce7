import { z } from 'zod';
import { AccountId, IssueId, type RegionId } from '../core/ids.ts';
import type { Cancel, Clock, Json, Log } from '../ports.ts';
import type { LiveEvent } from '../schemas/views.ts';
import { asLive, type Events, type Happening } from './events.ts';
import { type Peers, reachable } from './peers.ts';
import type { Presence } from './presence.ts';
import type { Actor, LiveCalls } from './services.ts';
import type { State } from './state.ts';
import type { Summaries } from './summaries.ts';

const watchMethod = 'live.watch';
const relayMethod = 'live.relay';
const typingMethod = 'live.typing';

/** Accounts with a page open here are told to the others so often; they forget after three times as long. */
const watchMs = 15_000;
/** … and at once again if that fails, so often in all. */
const watchTries = 2;
const watchedMs = 3 * watchMs;
const watchedMax = 10_000;
/** Changes of the mesh and of what admins see are told at most so often: the page reads everything again each time. */
const coarseMs = 400;
const relayMs = 2_000;

const Watch = z.object({ accounts: z.array(AccountId).max(watchedMax) });
const Relay = z.object({
  to: AccountId,
  kind: z.enum(['issue', 'message', 'read', 'offers', 'me']),
  issue: IssueId.optional(),
  version: z.int().optional(),
});

const Typing = z.object({
  to: AccountId,
  issue: IssueId,
  by: z.object({ id: AccountId, name: z.string().max(200) }),
});
type Typing = z.infer<typeof Typing>;

type Subscriber = {
  readonly accountId: AccountId;
  readonly isAdmin: boolean;
  readonly send: (event: LiveEvent) => void;
};

/**
 * Tells open pages what changed. A person may be signed in at one region and have issues in others: each region tells
 * the others whose pages it has open, and they pass on what happens to these accounts.
 */
export class Live implements LiveCalls {
  readonly #state: State;
  readonly #events: Events;
  readonly #presence: Presence;
  readonly #peers: Peers;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #subscribers = new Set<Subscriber>();
  readonly #watched = new Map<AccountId, Map<RegionId, number>>();
  readonly #coarse = new Map<'mesh' | 'admin', Cancel>();
  readonly #cancels: Cancel[] = [];
  #cancelWatch: Cancel = () => undefined;
  #isStopped = true;

  constructor(deps: {
    state: State;
    events: Events;
    presence: Presence;
    peers: Peers;
    summaries: Summaries;
    clock: Clock;
    log: Log;
  }) {
    this.#state = deps.state;
    this.#events = deps.events;
    this.#presence = deps.presence;
    this.#peers = deps.peers;
    this.#clock = deps.clock;
    this.#log = deps.log;
    deps.summaries.onNews(() => this.#tellCoarsely('mesh'));
    this.#state.ledger.onCommand((transaction) => this.#emit(transaction));
  }

  start(): void {
    this.#isStopped = false;
    this.#cancels.push(
      this.#events.onEvents((events) => this.#tell(events)),
      this.#peers.onChange(() => this.#tellCoarsely('mesh')),
      this.#peers.onUp(() => this.#watchNow()),
      this.#peers.handle(watchMethod, async (from, body) => {
        this.#onWatch(from, Watch.parse(body).accounts);
        return null;
      }),
      this.#peers.handle(relayMethod, async (_from, body) => {
        await this.#onRelay(Relay.parse(body));
        return null;
      }),
      this.#peers.handle(typingMethod, async (_from, body) => {
        const { to, ...typing } = Typing.parse(body);
        this.#tellTypingHere(to, typing);
        return null;
      }),
    );
    this.#watchNow();
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancelWatch();
    for (const cancel of [...this.#cancels.splice(0), ...this.#coarse.values()]) cancel();
    this.#coarse.clear();
  }

  /** Open pages. */
  get size(): number {
    return this.#subscribers.size;
  }

  async subscribe(
    actor: Actor,
    cursor: number | undefined,
    send: (event: LiveEvent) => void,
  ): Promise<Cancel> {
    const { accountId } = actor;
    // What happens while the past is read waits for its turn.
    const held: LiveEvent[] = [];
    let tell = (event: LiveEvent): void => {
      held.push(event);
    };
    const isAdmin = actor.roles.includes('admin');
    const subscriber: Subscriber = { accountId, isAdmin, send: (event) => tell(event) };
    this.#subscribers.add(subscriber);
    const leave = this.#presence.connect(accountId);
    const cancel = () => {
      this.#subscribers.delete(subscriber);
      leave();
    };
    try {
      const missed = cursor === undefined ? [] : await this.#events.since(cursor, accountId);
      if (missed === 'reset') send({ kind: 'reset', cursor: this.#events.last });
      else for (const event of missed) send(event);
      const last = missed === 'reset' ? this.#events.last : (missed.at(-1)?.cursor ?? 0);
      for (const event of held) if (event.cursor > last) send(event);
      send({ kind: 'hello', cursor: this.#events.last });
      tell = send;
    } catch (error) {
      cancel();
      throw error;
    }
    this.#watchNow();
    return cancel;
  }

  /** Tells a person's open pages, here and elsewhere, that somebody writes to them. It is no event: who misses it, misses it. */
  tellTyping(to: AccountId, typing: Omit<Typing, 'to'>): void {
    this.#tellTypingHere(to, typing);
    for (const region of this.#watching(to)) {
      this.#peers.request(region, typingMethod, { to, ...typing }, relayMs).catch((error: unknown) => {
        this.#log.debug({ region, error }, 'That somebody types could not be passed on.');
      });
    }
  }

  #tellTypingHere(to: AccountId, typing: Omit<Typing, 'to'>): void {
    const event: LiveEvent = { kind: 'typing', cursor: this.#events.last, ...typing };
    for (const { accountId, send } of this.#subscribers) if (accountId === to) send(event);
  }

  /** The other regions where the account has a page open. */
  #watching(account: AccountId): RegionId[] {
    const nowMs = this.#clock.monotonicMs();
    return [...(this.#watched.get(account) ?? [])]
      .filter(([, untilMs]) => untilMs > nowMs)
      .map(([region]) => region);
  }

  /** Turns what a command wrote into events for those whom it concerns. */
  #emit(transaction: Parameters<Parameters<State['ledger']['onCommand']>[0]>[0]): void {
    const { issues, entries, profiles, accounts, settingsTable } = this.#state;
    let concernsAdmins = false;
    for (const { table, id, former } of transaction.writes.values()) {
      if (table === issues) {
        const issue = issues.get(id);
        if (issue) {
          this.#events.emit(transaction, {
            to: [issue.userId],
            kind: 'issue',
            issue: issue.id,
            version: issue.revision,
          });
        }
      } else if (table === entries) {
        this.#emitEntry(transaction, id, former);
      } else if (table === profiles || table === accounts) {
        this.#events.emit(transaction, { to: [AccountId.parse(id)], kind: 'me' });
      }
      concernsAdmins ||=
        table === issues || table === profiles || table === accounts || table === settingsTable;
    }
    if (concernsAdmins) {
      transaction.afterCommit(() => {
        this.#tellCoarsely('admin');
        this.#tellCoarsely('mesh');
      });
    }
  }

  #emitEntry(
    transaction: Parameters<Parameters<State['ledger']['onCommand']>[0]>[0],
    id: string,
    former: { readonly doc: object } | undefined,
  ): void {
    const entry = this.#state.entries.get(id);
    if (!entry) return;
    const before = former && 'phase' in former.doc ? (former.doc as typeof entry).phase : undefined;
    const experts = new Set<AccountId>();
    for (const phase of [before, entry.phase]) {
      if (phase && 'expert' in phase && phase.at !== 'held') experts.add(phase.expert.id);
    }
    if (experts.size === 0) return;
    const to = [...experts];
    this.#events.emit(transaction, { to, kind: 'issue', issue: entry.issueId, version: entry.revision });
    if (before?.at === 'offered' || entry.phase.at === 'offered')
      this.#events.emit(transaction, { to, kind: 'offers' });
  }

  #tell(events: readonly (Happening & { readonly n: number })[]): void {
    for (const event of events) {
      const live = asLive(event);
      for (const { accountId, send } of this.#subscribers) if (event.to.includes(accountId)) send(live);
      for (const account of event.to) this.#passOn(account, event);
    }
  }

  /** To regions where the account has a page open; what is lost on the way is read when the page looks again. */
  #passOn(account: AccountId, { kind, issue, version, isRelayed }: Happening): void {
    if (isRelayed) return;
    for (const region of this.#watching(account)) {
      const body: Json = {
        to: account,
        kind,
        ...(issue !== undefined && { issue }),
        ...(version !== undefined && { version }),
      };
      this.#peers.request(region, relayMethod, body, relayMs).catch((error: unknown) => {
        this.#log.debug({ region, error }, 'A live event could not be passed on.');
      });
    }
  }

  async #onRelay({ to, kind, issue, version }: z.infer<typeof Relay>): Promise<void> {
    await this.#state.ledger.run((transaction) => {
      this.#events.emit(transaction, {
        to: [to],
        kind,
        isRelayed: true,
        ...(issue !== undefined && { issue }),
        ...(version !== undefined && { version }),
      });
    });
  }

  #watchNow(): void {
    if (this.#isStopped) return;
    this.#cancelWatch();
    this.#cancelWatch = this.#clock.after(watchMs, () => this.#watchNow());
    for (const { region } of reachable(this.#peers)) this.#tellWatched(region);
  }

  /** Tells a region whose pages are open here, again if it could not be told: two words lost in a row and they seem gone there. */
  #tellWatched(region: RegionId, triesLeft = watchTries): void {
    const accounts = [...new Set([...this.#subscribers].map(({ accountId }) => accountId))].slice(
      0,
      watchedMax,
    );
    if (this.#isStopped || accounts.length === 0) return;
    this.#peers.request(region, watchMethod, { accounts }, relayMs).catch((error: unknown) => {
      this.#log.debug({ region, error }, 'A region could not be told whose pages are open here.');
      if (triesLeft > 1) this.#tellWatched(region, triesLeft - 1);
    });
  }

  #onWatch(from: RegionId, accounts: readonly AccountId[]): void {
    const nowMs = this.#clock.monotonicMs();
    for (const account of accounts) {
      const regions = this.#watched.get(account) ?? new Map<RegionId, number>();
      if (this.#watched.size >= watchedMax && !this.#watched.has(account)) this.#forget(nowMs);
      regions.set(from, nowMs + watchedMs);
      this.#watched.set(account, regions);
      // Whoever has a page open there is present here, too.
      this.#presence.heard(account);
    }
  }

  #forget(nowMs: number): void {
    for (const [account, regions] of this.#watched) {
      if ([...regions.values()].every((untilMs) => untilMs <= nowMs)) this.#watched.delete(account);
    }
  }

  #tellCoarsely(kind: 'mesh' | 'admin'): void {
    if (this.#isStopped || this.#coarse.has(kind) || this.#subscribers.size === 0) return;
    const cancel = this.#clock.after(coarseMs, () => {
      this.#coarse.delete(kind);
      const event: LiveEvent = { kind, cursor: this.#events.last };
      for (const { send, isAdmin } of this.#subscribers) if (kind === 'mesh' || isAdmin) send(event);
    });
    this.#coarse.set(kind, cancel);
  }
}
