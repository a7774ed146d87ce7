import { z } from 'zod';
import type { Secrets } from '../ports.ts';
import { Problem } from '../problem.ts';
import { type OpenSessionList, OpenSessionView } from '../schemas/sessions.ts';
import type { Accounts } from './accounts.ts';
import type { Session } from './documents.ts';
import type { Forward, RemoteActor } from './forward.ts';
import { nameOf, type Peers } from './peers.ts';
import type { Actor, OpenSessionCalls } from './services.ts';
import type { Sessions } from './sessions.ts';
import type { State } from './state.ts';

const List = z.object({ items: z.array(OpenSessionView) });
const Ended = z.object({ isEnded: z.boolean() });
const sessionIdMax = 128;
const EndOne = z.object({ id: z.string().max(sessionIdMax) });

type Deps = {
  readonly state: State;
  readonly sessions: Sessions;
  readonly accounts: Pick<Accounts, 'endCredentials'>;
  readonly forward: Forward;
  readonly peers: Peers;
  readonly secrets: Secrets;
};

/** On which devices somebody is signed in, at every region, and how to end that. A session is known by a digest of its id. */
export class OpenSessions implements OpenSessionCalls {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
    deps.forward.offer('sessions.list', z.null(), async (actor) => ({ items: this.#listHere(actor) }));
    deps.forward.offer('sessions.end', EndOne, (actor, { id }) => this.#endHere(actor, id));
  }

  async list(actor: Actor): Promise<OpenSessionList> {
    const here = this.#listHere(actor, actor.sessionId);
    const command = { name: 'sessions.list', reply: List };
    const { replies, notAsked } = await this.#deps.forward.askAll(command, actor, null);
    const items = [...here, ...replies.flatMap((reply) => reply.items)].sort(
      (a, b) => Number(b.isCurrent) - Number(a.isCurrent) || (b.lastUsedAt ?? 0) - (a.lastUsedAt ?? 0),
    );
    return { items, ...(notAsked.length > 0 && { notAsked }) };
  }

  async end(actor: Actor, id: string): Promise<void> {
    if ((await this.#endHere(actor, id)).isEnded) return;
    const command = { name: 'sessions.end', reply: Ended };
    const { replies, notAsked } = await this.#deps.forward.askAll(command, actor, { id });
    if (replies.some(({ isEnded }) => isEnded)) return;
    if (notAsked.length === 0)
      throw new Problem('not-found', 'This session has ended already.', { reason: 'session-ended' });
    throw new Problem(
      'region-unreachable',
      `It may be a session of ${notAsked.join(', ')}, which cannot be reached right now. End all others instead, or try again soon.`,
      { reason: 'session-elsewhere', values: { regions: notAsked.join(', ') }, retryAfterSeconds: 5 },
    );
  }

  /** As a new password does it: also those of regions that cannot be reached, as soon as they hear. */
  async endOthers(actor: Actor): Promise<void> {
    const { state, sessions, accounts } = this.#deps;
    await accounts.endCredentials(actor);
    await sessions.end(
      state.sessions
        .inGroup('account', actor.accountId)
        .filter(({ id }) => id !== actor.sessionId)
        .map(({ id }) => id),
    );
  }

  #listHere({ accountId }: RemoteActor, current?: string): OpenSessionView[] {
    const { state, sessions, peers } = this.#deps;
    return state.sessions
      .inGroup('account', accountId)
      .filter((session) => sessions.isGood(session))
      .map((session) => {
        const { device, openedAt, expiresAt } = session;
        const lastUsedAt = sessions.lastUsedAt(session);
        return {
          id: this.#shownId(session),
          region: nameOf(peers, state.self),
          isCurrent: session.id === current,
          ...(device && { device }),
          ...(openedAt !== undefined && { openedAt }),
          ...(lastUsedAt !== undefined && { lastUsedAt }),
          expiresAt,
        };
      });
  }

  async #endHere({ accountId }: RemoteActor, id: string): Promise<z.infer<typeof Ended>> {
    const { state, sessions } = this.#deps;
    const found = state.sessions.inGroup('account', accountId).find((one) => this.#shownId(one) === id);
    if (!found) return { isEnded: false };
    await sessions.end([found.id]);
    return { isEnded: true };
  }

  #shownId({ id }: Session): string {
    return this.#deps.secrets.digest('open session', id);
  }
}
