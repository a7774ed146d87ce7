import { z } from 'zod';
import { AccountId, type RegionId } from '../core/ids.ts';
import { type Json, MeshError } from '../ports.ts';
import { type Invalid as Fault, Problem, type ProblemCode, problems } from '../problem.ts';
import { isInvalidReason, isProblemReason } from '../reasons.ts';
import { ReasonValues } from '../schemas/words.ts';
import { asJson } from './as-json.ts';
import { movingProblem } from './naming.ts';
import { inCharge, nameOf, type Peers, reachable } from './peers.ts';
import type { Actor } from './services.ts';
import type { State } from './state.ts';
import type { Timing } from './timing.ts';

const method = 'command';

const Request = z.object({
  name: z.string().max(64),
  /** Who asks; none for registrations. */
  actor: AccountId.optional(),
  input: z.unknown(),
});

const Meant = { reason: z.string().optional(), values: ReasonValues.optional() };
const Invalid = z.object({ pointer: z.string(), detail: z.string(), ...Meant });

const Reply = z.union([
  z.object({ result: z.unknown() }),
  z.object({
    problem: z.object({
      code: z.string(),
      detail: z.string(),
      errors: z.array(Invalid).optional(),
      retryAfterSeconds: z.number().optional(),
      ...Meant,
    }),
  }),
]);

/** Whom a command is carried out for. A session belongs to the region that opened it and does not travel. */
export type RemoteActor = Pick<Actor, 'accountId' | 'name' | 'roles'>;

type Handler = (actor: RemoteActor | undefined, input: unknown, from: RegionId) => Promise<unknown>;

/** What it needs of the other regions. */
type AskedPeers = Pick<Peers, 'handle' | 'get' | 'all' | 'request'>;

/**
 * Commands about what lives in another region, carried out there for a person signed in here. The other region
 * looks up the account and its roles in its own replica; that the person signed in, it believes the mesh member who
 * says so.
 */
export class Forward {
  readonly #state: State;
  readonly #peers: AskedPeers;
  readonly #timing: Timing;
  readonly #handlers = new Map<string, Handler>();
  readonly #listeners: ((id: AccountId) => void)[] = [];

  constructor(deps: { state: State; peers: AskedPeers; timing: Timing }) {
    this.#state = deps.state;
    this.#peers = deps.peers;
    this.#timing = deps.timing;
  }

  /** From now on it is answered; before, memory is not read, nor every command offered: whoever asks tries again. */
  start(): void {
    this.#peers.handle(method, (from, body) => this.#answer(from, body));
  }

  /** Called for each person who asks something here by way of another region. */
  onAsked(listener: (id: AccountId) => void): void {
    this.#listeners.push(listener);
  }

  /** Offers a command to other regions. Its input is parsed at the door. */
  offer<S extends z.ZodType>(
    name: string,
    schema: S,
    handle: (actor: RemoteActor, input: z.output<S>, from: RegionId) => Promise<unknown>,
  ): void {
    this.#handlers.set(name, (actor, input, from) => {
      if (!actor) throw new Problem('unauthenticated', 'This needs a signed-in account.');
      return handle(actor, schema.parse(input), from);
    });
  }

  /** Offers a command that needs nobody to be signed in. */
  offerToAnyone<S extends z.ZodType>(
    name: string,
    schema: S,
    handle: (input: z.output<S>, from: RegionId) => Promise<unknown>,
  ): void {
    this.#handlers.set(name, (_actor, input, from) => handle(schema.parse(input), from));
  }

  /** @throws Problem of the other region, or `unreachable` when it does not answer */
  async call<S extends z.ZodType>(
    region: RegionId,
    command: {
      readonly name: string;
      readonly reply: S;
      readonly unreachable?: ProblemCode;
      readonly timeoutMs?: number;
    },
    actor: RemoteActor | undefined,
    input: unknown,
  ): Promise<z.output<S>> {
    const {
      name,
      reply: schema,
      unreachable = 'region-unreachable',
      timeoutMs = this.#timing.forwardMs,
    } = command;
    const body = asJson({ name, actor: actor?.accountId, input });
    let reply: z.output<typeof Reply>;
    try {
      reply = Reply.parse(await this.#peers.request(region, method, body, timeoutMs));
    } catch (cause) {
      if (!(cause instanceof MeshError)) throw cause;
      throw new Problem(
        unreachable,
        `${nameOf(this.#peers, region)} cannot be reached right now. Nothing was lost; please try again soon.`,
        {
          cause,
          retryAfterSeconds: 5,
          reason: 'region-away',
          values: { region: nameOf(this.#peers, region) },
        },
      );
    }
    if ('problem' in reply) {
      const { code, detail, errors, retryAfterSeconds, reason, values } = reply.problem;
      throw new Problem(isCode(code) ? code : 'internal', detail, {
        ...(errors && { errors: errors.map(asInvalid) }),
        ...(isProblemReason(reason) && { reason, ...(values && { values }) }),
        ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
      });
    }
    return schema.parse(reply.result);
  }

  /** Asks all other regions at once, for a short while. `notAsked` names those that did not answer. */
  async askAll<S extends z.ZodType>(
    command: { readonly name: string; readonly reply: S },
    actor: RemoteActor,
    input: unknown,
  ): Promise<{ readonly replies: readonly z.output<S>[]; readonly notAsked: string[] }> {
    const others = inCharge(this.#peers, this.#state);
    const up = new Set(reachable(this.#peers).map(({ region }) => region));
    const answers = await Promise.all(
      others.map(async ({ region, name }) => {
        if (!up.has(region)) return { name };
        try {
          return {
            name,
            reply: await this.call(region, { ...command, timeoutMs: this.#timing.askMs }, actor, input),
          };
        } catch {
          return { name };
        }
      }),
    );
    const replies: z.output<S>[] = [];
    const notAsked: string[] = [];
    for (const answer of answers) {
      if ('reply' in answer && answer.reply !== undefined) replies.push(answer.reply);
      else notAsked.push(answer.name);
    }
    return { replies, notAsked };
  }

  async #answer(from: RegionId, body: unknown): Promise<Json> {
    try {
      const { name, actor, input } = Request.parse(body);
      const handler = this.#handlers.get(name);
      if (!handler) throw new Problem('bad-request', `This region does not know the command "${name}".`);
      const result = await handler(actor && this.#actor(actor), input, from);
      return asJson({ result: result ?? null });
    } catch (error) {
      // What this version's schema refuses came from another version, whose own check it passed.
      if (error instanceof z.ZodError)
        return { problem: { code: 'bad-request', detail: z.prettifyError(error) } };
      if (!(error instanceof Problem)) throw error;
      const { code, detail, errors, retryAfterSeconds, reason, values } = this.#asSaid(error);
      return asJson({ problem: { code, detail, errors, retryAfterSeconds, reason, values } });
    }
  }

  /** Whoever asks a region for what has just gone from there to another has not heard of that yet, and will in a moment. */
  #asSaid(problem: Problem): Problem {
    return problem.code === 'not-found' && this.#state.isHandingOver ? movingProblem() : problem;
  }

  #actor(accountId: AccountId): RemoteActor {
    const account = this.#state.accounts.get(accountId);
    if (!account)
      throw new Problem('unauthenticated', 'This account is not known there yet. Please try again soon.', {
        reason: 'account-not-known-yet',
      });
    for (const listener of this.#listeners) listener(accountId);
    return { accountId, name: account.name, roles: account.roles };
  }
}

const asInvalid = ({ pointer, detail, reason, values }: z.output<typeof Invalid>): Fault => ({
  pointer,
  detail,
  ...(isInvalidReason(reason) && { reason, ...(values && { values }) }),
});

function isCode(code: string): code is ProblemCode {
  return code in problems;
}

/** Routes check the role as well; a forwarded command is checked where it is carried out. @throws Problem forbidden */
export function checkAdmin({ roles }: RemoteActor): void {
  if (!roles.includes('admin'))
    throw new Problem('forbidden', 'Only admins may do this.', { reason: 'not-your-role' });
}
