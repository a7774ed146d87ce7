import { refusalOf, Ticket, ticketMs, ticketSkewMs } from '../core/roaming-ticket.ts';
import type { Clock, Mesh, Secrets } from '../ports.ts';
import { Problem } from '../problem.ts';
import type { RoamHere, RoamingTicketList } from '../schemas/sessions.ts';
import type { SessionView } from '../schemas/views.ts';
import { type Peer, type Peers, reachable } from './peers.ts';
import type { Actor, OpenedFrom, RoamingCalls } from './services.ts';
import type { Sessions } from './sessions.ts';
import type { State } from './state.ts';
import type { Summaries } from './summaries.ts';

/** So that a signature over a ticket is never one over something else. */
const purpose = 'grapevine roaming 1';
/** Regions that a page is told of: it offers them in a banner. */
const regionsMax = 8;
/** Used tickets remembered, until they expire: one for each person who comes from elsewhere within some minutes. */
const usedMax = 50_000;
/** One issue that waits there counts as much as a region that is so much farther away. */
const waitingIssueMs = 20;

type Deps = {
  readonly state: State;
  readonly peers: Peers;
  readonly summaries: Pick<Summaries, 'news'>;
  readonly sessions: Sessions;
  readonly keys: Pick<Mesh, 'sign' | 'verify'>;
  readonly secrets: Secrets;
  readonly clock: Clock;
};

/**
 * How somebody goes on at another region when theirs is gone. While it is there, their page holds a ticket for each other
 * region, signed with the key that is this region's identity; the other region opens a session for it, once.
 */
export class Roaming implements RoamingCalls {
  readonly #deps: Deps;
  /** Ids of tickets that were used here, and when they expire. */
  readonly #used = new Map<string, number>();

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  addresses(): readonly string[] {
    return this.#deps.peers.all().flatMap(({ isSelf, url }) => (isSelf ? [] : [url]));
  }

  async tickets({ accountId }: Actor): Promise<RoamingTicketList> {
    const { state, peers, secrets, clock } = this.#deps;
    const account = state.accounts.get(accountId);
    if (!account) throw new Problem('not-found', 'This account does not exist.');
    const others = reachable(peers)
      .filter(({ url, region }) => isWeb(url) && !this.#isLeaving(region))
      .sort((a, b) => this.#distanceMs(a) - this.#distanceMs(b) || (a.name < b.name ? -1 : 1))
      .slice(0, regionsMax);
    const expiresAt = clock.now() + ticketMs;
    const items = others.map(async ({ region: to, name, url }) => {
      const { credentialVersion, email } = account;
      const about: Ticket = {
        account: accountId,
        credentialVersion,
        email,
        by: state.self,
        to,
        id: secrets.id(),
        expiresAt,
      };
      return { region: name, url, ticket: await this.#signed(about), expiresAt };
    });
    return { items: await Promise.all(items) };
  }

  /** @throws Problem ticket-refused */
  async open({ ticket: text }: RoamHere, from?: OpenedFrom): Promise<SessionView> {
    const { state, peers, sessions, clock } = this.#deps;
    const ticket = await this.#read(text);
    if (!ticket || !peers.get(ticket.by) || state.retirements.get(ticket.by)?.isRetired) throw refused();
    const now = clock.now();
    if (refusalOf(ticket, state.self, now) !== undefined) throw refused();
    const account = state.accounts.get(ticket.account);
    if (!account || account.credentialVersion > ticket.credentialVersion) throw refused();
    if (this.#used.has(ticket.id) || this.#hasOpened(ticket)) throw refused();
    this.#forgetUsed(now);
    this.#used.set(ticket.id, ticket.expiresAt + ticketSkewMs);
    return sessions.openFor(account, from, ticket.id);
  }

  /** What was used before this process began stands with the session that it opened. */
  #hasOpened({ account, id }: Ticket): boolean {
    return this.#deps.state.sessions.inGroup('account', account).some((session) => session.ticket === id);
  }

  /** Those that no clock would let in again. */
  #forgetUsed(now: number): void {
    if (this.#used.size < usedMax) return;
    for (const [id, untilMs] of this.#used) if (untilMs < now) this.#used.delete(id);
    if (this.#used.size >= usedMax) {
      throw new Problem('too-many-requests', 'Very many people come here just now. Please sign in instead.', {
        reason: 'arrivals',
      });
    }
  }

  async #signed(ticket: Ticket): Promise<string> {
    const payload = Buffer.from(JSON.stringify(ticket)).toString('base64url');
    const signature = await this.#deps.keys.sign(signedBytes(payload));
    return `${payload}.${Buffer.from(signature).toString('base64url')}`;
  }

  async #read(text: string): Promise<Ticket | undefined> {
    const [payload, signature] = text.split('.');
    if (!payload || !signature) return undefined;
    const parsed = Ticket.safeParse(asParsed(payload));
    if (!parsed.success) return undefined;
    const bytes = Uint8Array.from(Buffer.from(signature, 'base64url'));
    const isGenuine = await this.#deps.keys
      .verify(parsed.data.by, signedBytes(payload), bytes)
      .catch(() => false);
    return isGenuine ? parsed.data : undefined;
  }

  #isLeaving(region: Peer['region']): boolean {
    return this.#deps.summaries.news(region)?.summary.isDraining === true;
  }

  #distanceMs({ region, roundTripMs = Number.MAX_SAFE_INTEGER }: Peer): number {
    const waiting = this.#deps.summaries.news(region)?.summary.waiting ?? 0;
    return roundTripMs + waiting * waitingIssueMs;
  }
}

function refused(): Problem {
  return new Problem('ticket-refused', 'This way in has expired or was used already. Please sign in.');
}

/** Where a page may be sent: an address of another kind would be a script. */
function isWeb(url: string): boolean {
  return URL.canParse(url) && ['http:', 'https:'].includes(new URL(url).protocol);
}

function signedBytes(payload: string): Uint8Array {
  return new TextEncoder().encode(`${purpose}\n${payload}`);
}

function asParsed(payload: string): unknown {
  try {
    return JSON.parse(Buffer.from(payload, 'base64url').toString());
  } catch {
    return undefined;
  }
}
