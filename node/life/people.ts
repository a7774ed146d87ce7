/** For tests, benchmarks and `npm run sim -- live`: people who use a node as any program would, over HTTP. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import {
  AccountView,
  AdminExpertList,
  IssueView,
  MessageList,
  MessageView,
  OfferList,
  type OfferView,
  ProblemView,
  SessionView,
} from '../schemas/views.ts';

/** Longer than the API's own deadline, so that a hang is told apart from a slow answer. */
const requestTimeoutMs = 12_000;
/** Long on a machine that also runs other tests; what is waited for comes in a fraction of it. */
const waitMaxMs = 20_000;
/** Short beside what is waited for, long beside what an answer costs. */
const pollMs = 40;

export const password = 'a password of tests';

/** The node refused, in its own words. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly status: number;
  readonly code: string;
  constructor(what: string, status: number, code: string, detail: string) {
    super(`${what}: ${status} ${code} ${detail}`);
    this.status = status;
    this.code = code;
  }
}

export type Asked = { readonly body?: unknown; readonly token?: string | undefined; readonly key?: string };

/** One request. @throws Refused for a problem; TypeError when nobody answers; Error for another body than `schema` */
export async function ask<T>(
  schema: z.ZodType<T>,
  method: string,
  url: string | URL,
  { body, token, key }: Asked = {},
): Promise<T> {
  const reply = await fetch(url, {
    method,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(key === undefined ? {} : { 'idempotency-key': key }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(requestTimeoutMs),
  });
  const text = await reply.text();
  const content: unknown = text === '' ? undefined : JSON.parse(text);
  if (reply.ok) return schema.parse(content);
  const { code, detail } = ProblemView.parse(content);
  throw new Refused(`${method} ${new URL(url).pathname}`, reply.status, code, detail);
}

/** Asks again until there is an answer. @throws Error naming what was waited for, with the last failure */
export async function eventually<T>(
  what: string,
  attempt: () => Promise<T | undefined | false>,
  maxMs: number = waitMaxMs,
): Promise<T> {
  const deadline = performance.now() + maxMs;
  for (;;) {
    let failure: unknown = 'it was not so';
    try {
      const found = await attempt();
      if (found !== undefined && found !== false) return found;
    } catch (error) {
      failure = error;
    }
    if (performance.now() > deadline) {
      throw new Error(`Waited ${maxMs} ms in vain until ${what}: ${String(failure)}`, { cause: failure });
    }
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}

export type NewIssue = {
  readonly title: string;
  readonly description?: string;
  readonly category: string;
  readonly urgency?: string;
};

/** Somebody who is signed in at one node. */
export class Person {
  readonly url: string;
  readonly token: string;
  readonly id: string;
  readonly name: string;
  readonly email: string;

  constructor(url: string, session: z.infer<typeof SessionView>) {
    this.url = url;
    this.token = session.token;
    this.id = session.account.id;
    this.name = session.account.name;
    this.email = session.account.email;
  }

  get<T>(schema: z.ZodType<T>, path: string): Promise<T> {
    return ask(schema, 'GET', `${this.url}/api/v1${path}`, { token: this.token });
  }

  send<T>(schema: z.ZodType<T>, method: string, path: string, body?: unknown, key?: string): Promise<T> {
    const more = key === undefined ? {} : { key };
    return ask(schema, method, `${this.url}/api/v1${path}`, { token: this.token, body, ...more });
  }

  submit(issue: NewIssue, key: string = randomUUID()): Promise<IssueView> {
    const body = { description: 'It worked yesterday.', ...issue };
    return this.send(IssueView, 'POST', '/issues', body, key);
  }

  issue(id: string): Promise<IssueView> {
    return this.get(IssueView, `/issues/${id}`);
  }

  /** One of resolution, confirm, decline, rating, … on an issue. */
  act(id: string, action: string, body?: unknown): Promise<IssueView> {
    return this.send(IssueView, 'POST', `/issues/${id}/${action}`, body);
  }

  say(id: string, text: string, key: string = randomUUID()): Promise<MessageView> {
    return this.send(MessageView, 'POST', `/issues/${id}/messages`, { text, key });
  }

  messagesOf(id: string): Promise<MessageList> {
    return this.get(MessageList, `/issues/${id}/messages`);
  }

  /** Says how far they have come with the chat: region to line number. */
  async marks(id: string, lines: Readonly<Record<string, number>>, isSeen = true): Promise<void> {
    await this.send(z.unknown(), 'POST', `/issues/${id}/read`, { lines, isSeen });
  }

  async types(id: string): Promise<void> {
    await this.send(z.unknown(), 'POST', `/issues/${id}/typing`, {});
  }

  async lines(id: string): Promise<string[]> {
    const { items } = await this.messagesOf(id);
    return items
      .toSorted((a, b) => a.counter - b.counter || (a.region < b.region ? -1 : 1) || a.n - b.n)
      .map(({ text }) => text);
  }

  async appear(presence: 'online' | 'away'): Promise<void> {
    await this.send(z.unknown(), 'PUT', '/me/presence', { presence });
  }

  async offerOf(id: string): Promise<OfferView | undefined> {
    const { items } = await this.get(OfferList, '/offers');
    return items.find(({ issue }) => issue.id === id);
  }

  /** Waits for the offer of an issue. */
  offered(id: string): Promise<OfferView> {
    return eventually(`${this.name} is offered the issue`, () => this.offerOf(id));
  }

  accept(offer: OfferView): Promise<IssueView> {
    return this.send(IssueView, 'POST', `/offers/${offer.id}/accept`);
  }

  async reject(offer: OfferView, reason: string): Promise<void> {
    await this.send(z.unknown(), 'POST', `/offers/${offer.id}/reject`, { reason });
  }

  /** Waits until the issue is in this state, as this person sees it. */
  sees(id: string, state: IssueView['state'], maxMs?: number): Promise<IssueView> {
    return eventually(
      `${this.name} sees the issue ${state}`,
      async () => {
        const view = await this.issue(id);
        if (view.state !== state) throw new Error(`it is ${view.state}`);
        return view;
      },
      maxMs,
    );
  }

  /** Waits until these texts, and only these, are the chat, in this order. */
  async reads(id: string, texts: readonly string[]): Promise<void> {
    await eventually(`${this.name} reads ${texts.join(' | ')}`, async () => {
      const lines = await this.lines(id);
      if (lines.join('\n') !== texts.join('\n')) throw new Error(`the chat is ${JSON.stringify(lines)}`);
      return true;
    });
  }
}

export async function signIn(url: string, email: string, secret: string = password): Promise<Person> {
  return new Person(
    url,
    await ask(SessionView, 'POST', `${url}/api/v1/sessions`, { body: { email, password: secret } }),
  );
}

/** A user who is registered and signed in at this node. */
export async function newUser(url: string, name: string): Promise<Person> {
  const email = `${name}@users.example`.toLowerCase();
  await ask(AccountView, 'POST', `${url}/api/v1/users`, { body: { name, email, password } });
  return signIn(url, email);
}

/** An expert whom nobody has verified yet */
export async function registerExpert(
  url: string,
  name: string,
  { categories, capacity = 3 }: { categories: readonly string[]; capacity?: number },
): Promise<{ id: string; email: string }> {
  const email = `${name}@experts.example`.toLowerCase();
  const body = { name, email, password, categories, capacity, qualifications: categories.join(', ') };
  const { id } = await ask(AccountView, 'POST', `${url}/api/v1/experts`, { body });
  return { id, email };
}

/** An expert of these categories who is registered at this node and whom `admin` verified; still away. */
export async function newExpert(
  url: string,
  name: string,
  { admin, ...expert }: { categories: readonly string[]; admin: Person; capacity?: number },
): Promise<Person> {
  const { id, email } = await registerExpert(url, name, expert);
  await eventually(`${name} can be verified`, async () => {
    const { items } = await admin.get(AdminExpertList, '/admin/experts?status=pending&limit=100');
    return items.some(({ account }) => account.id === id);
  });
  await admin.send(AccountView, 'POST', `/admin/experts/${id}/verify`, { reason: 'Known to us.' });
  return signIn(url, email);
}
