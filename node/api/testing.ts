/** What the tests of the API share: services that only record and answer samples, a clock to turn by hand, a real server. */
import * as assert from 'uvu/assert';
import { AccountId } from '../core/ids.ts';
import type { Cancel, Clock, Log, LogFields, Random } from '../ports.ts';
import type { AssistantStatus } from '../schemas/assistant.ts';
import type { AdoptionView, DrainView } from '../schemas/mesh-views.ts';
import type { ExpertPerformance } from '../schemas/performance.ts';
import type { ReplyView } from '../schemas/replies.ts';
import {
  type AccountView,
  type AdminExpertView,
  type ExpertProfile,
  type IssueView,
  type MessageView,
  ProblemView,
  type SessionView,
} from '../schemas/views.ts';
import type { Role } from '../schemas/words.ts';
import type { Actor, OpenedAttachment, Services } from '../services/services.ts';
import { type Api, type ApiOptions, createApi } from './app.ts';

/** Where the turned clock begins. */
export const startOfTime = 1_700_000_000_000;

export type TurnedClock = Clock & {
  /** Moves time on and runs what became due, in order. */
  advance(ms: number): void;
  /** Timers that wait. */
  pending(): number;
};

export function turnedClock(): TurnedClock {
  let elapsedMs = 0;
  const timers = new Set<{ atMs: number; run: () => void }>();
  return {
    now: () => startOfTime + elapsedMs,
    monotonicMs: () => elapsedMs,
    after(delayMs, run): Cancel {
      const timer = { atMs: elapsedMs + delayMs, run };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    advance(ms) {
      const endMs = elapsedMs + ms;
      for (;;) {
        const [next] = [...timers].filter((timer) => timer.atMs <= endMs).sort((a, b) => a.atMs - b.atMs);
        if (!next) break;
        timers.delete(next);
        elapsedMs = next.atMs;
        next.run();
      }
      elapsedMs = endMs;
    },
    pending: () => timers.size,
  };
}

export type KeptLog = Log & { readonly lines: { level: string; fields: LogFields; message: string }[] };

export function keptLog(): KeptLog {
  const lines: KeptLog['lines'] = [];
  const keep = (level: string) => (fields: LogFields, message: string) => {
    lines.push({ level, fields, message });
  };
  return { lines, debug: keep('debug'), info: keep('info'), warn: keep('warn'), error: keep('error') };
}

/** Long beyond what anything here takes, so that what never comes is a failure and not a run that hangs. */
const patienceMs = 5_000;

/** The promise, or an error that names what did not come. */
export async function soon<T>(what: string, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} did not come`)), patienceMs);
  });
  return Promise.race([promise, tooLate]).finally(() => clearTimeout(timer));
}

/** A problem document, checked to be one. */
export async function problemOf(answer: Response): Promise<ProblemView> {
  assert.is(answer.headers.get('content-type'), 'application/problem+json');
  const problem = ProblemView.parse(await answer.json());
  assert.is(problem.status, answer.status);
  return problem;
}

/** Not random at all: ids in tests need only exist. */
const fixedRandom: Random = { next: () => 0.5 };

export const sampleAccount: AccountView = {
  id: 'a1',
  name: 'Asha',
  email: 'asha@example.org',
  roles: ['user'],
  region: 'North',
  languages: ['en'],
};

export const sampleIssue: IssueView = {
  id: 'issue-1',
  title: 'No link',
  description: 'The cable is in, the light is off.',
  category: 'network',
  urgency: 'normal',
  state: 'waiting',
  user: { id: 'a1', name: 'Asha' },
  origin: 'North',
  submittedAt: startOfTime,
  changedAt: startOfTime,
  version: 1,
  storedIn: ['North'],
  timeline: [],
  can: ['edit', 'cancel'],
  role: 'user',
};

const profile: ExpertProfile = {
  categories: ['network'],
  qualifications: '',
  yearsOfExperience: 1,
  links: [],
  resume: '',
  capacity: 3,
  quiz: {},
  trust: 0.5,
  availability: 0.8,
  load: 0,
  presence: 'online',
  ratings: [],
  trustOverTime: [],
};

const message: MessageView = {
  id: 'm1',
  arrival: 7,
  counter: 1,
  region: 'North',
  n: 1,
  author: { id: 'a1', name: 'Asha', role: 'user' },
  text: 'Hello',
  at: startOfTime,
};

const reply: ReplyView = {
  id: 'r1',
  title: 'Restart it',
  text: 'Hello {user}, please restart it.',
  isShared: false,
  changedAt: startOfTime,
  changedBy: { id: 'a1', name: 'Asha' },
  canChange: true,
};

const adminExpert: AdminExpertView = {
  account: sampleAccount,
  profile,
  registeredAt: startOfTime,
  offers: { offered: 0, accepted: 0, rejected: 0, timedOut: 0 },
  resolved: 0,
};

const weights = { skill: 0.45, trust: 0.2, availability: 0.15, load: 0.2 };

/** An actor with a session of a day; its token is `token-<role>`. */
export function actorOf(role: Role): Actor {
  return {
    accountId: AccountId.parse(`account-${role}`),
    name: role,
    roles: [role],
    sessionId: `session-${role}`,
    sessionExpiresAt: startOfTime + 86_400_000,
  };
}

const actors = new Map<string, Actor>(
  (['user', 'expert', 'admin'] as const).map((role) => [`token-${role}`, actorOf(role)]),
);

export const sampleSession: SessionView = {
  token: 'token-user',
  expiresAt: startOfTime + 86_400_000,
  account: sampleAccount,
};

/** Calls the services received: the name as `issues.submit`, and the arguments. */
export type Recorded = { name: string; args: unknown[] }[];

/** Services that accept everything, answer samples and record in `calls`; a test replaces what it is about. */
export function fakeServices(calls: Recorded = []): Services {
  const answers =
    <T>(name: string, answer: T) =>
    async (...args: unknown[]): Promise<T> => {
      calls.push({ name, args });
      return answer;
    };
  const issue = (name: string) => answers(`issues.${name}`, sampleIssue);
  return {
    region: { name: 'North', url: 'http://localhost:8000', version: '0.0.0' },
    accounts: {
      registerUser: answers('accounts.registerUser', sampleAccount),
      registerExpert: answers('accounts.registerExpert', sampleAccount),
      me: answers('accounts.me', {
        account: sampleAccount,
        here: 'North',
        standing: 1,
        sessionExpiresAt: startOfTime,
      }),
      updateMe: answers('accounts.updateMe', {
        account: sampleAccount,
        here: 'North',
        standing: 1,
        sessionExpiresAt: startOfTime,
      }),
      setPresence: answers('accounts.setPresence', { presence: 'online' as const }),
    },
    sessions: {
      open: answers('sessions.open', sampleSession),
      authenticate: async (token) => actors.get(token),
      close: answers('sessions.close', undefined),
      onEnded: () => () => {},
    },
    openSessions: {
      list: answers('openSessions.list', { items: [] }),
      end: answers('openSessions.end', undefined),
      endOthers: answers('openSessions.endOthers', undefined),
    },
    roaming: {
      addresses: () => ['https://south.example'],
      tickets: answers('roaming.tickets', { items: [] }),
      open: answers('roaming.open', sampleSession),
    },
    passwordLinks: {
      read: answers('passwordLinks.read', {
        name: 'Asha',
        email: 'asha@example.org',
        expiresAt: startOfTime,
      }),
      choose: answers('passwordLinks.choose', sampleSession),
    },
    issues: {
      submit: issue('submit'),
      list: answers('issues.list', { items: [sampleIssue] }),
      get: issue('get'),
      similar: answers('issues.similar', { solved: [], others: 0, suggested: {} }),
      edit: issue('edit'),
      cancel: issue('cancel'),
      escalate: issue('escalate'),
      lowerUrgency: issue('lowerUrgency'),
      resolve: issue('resolve'),
      confirm: issue('confirm'),
      consent: issue('consent'),
      decline: issue('decline'),
      reopen: issue('reopen'),
      rate: issue('rate'),
      transfer: issue('transfer'),
      messages: answers('issues.messages', { items: [message], hasMore: false }),
      postMessage: answers('issues.postMessage', message),
    },
    attachments: {
      upload: async (actor, about, bytes) => {
        let size = 0;
        for await (const piece of bytes) size += piece.byteLength;
        calls.push({ name: 'attachments.upload', args: [actor, about, size] });
        return { id: 'f1', name: about.name, size, type: 'application/octet-stream' };
      },
      list: answers('attachments.list', { items: [] }),
      open: answers('attachments.open', sampleFile('text/html', '<script>alert(1)</script>')),
    },
    candidates: { of: answers('candidates.of', { items: [] }) },
    replies: {
      list: answers('replies.list', { items: [reply], canShare: true }),
      add: answers('replies.add', reply),
      change: answers('replies.change', reply),
      remove: answers('replies.remove', undefined),
    },
    offers: {
      list: answers('offers.list', { items: [] }),
      accept: answers('offers.accept', sampleIssue),
      reject: answers('offers.reject', undefined),
    },
    reading: {
      markRead: answers('reading.markRead', undefined),
      typing: answers('reading.typing', undefined),
    },
    quiz: {
      standing: answers('quiz.standing', { attempts: [] }),
      save: answers('quiz.save', { secondsLeft: 600 }),
      draw: answers('quiz.draw', { category: 'network', attemptsLeft: 3, questions: [] }),
      mark: answers('quiz.mark', {
        category: 'network',
        right: 0,
        of: 0,
        score: 0,
        attemptsLeft: 2,
        perQuestion: [],
      }),
    },
    assistant: {
      suggest: answers('assistant.suggest', { category: 'network', model: 'test-model' }),
      summarise: answers('assistant.summarise', { text: 'In short.', model: 'test-model' }),
      draftReply: answers('assistant.draftReply', { text: 'Hello!', model: 'test-model' }),
      translate: answers('assistant.translate', { text: 'Hallo', language: 'de', model: 'test-model' }),
      status(actor) {
        calls.push({ name: 'assistant.status', args: [actor] });
        return sampleStatus;
      },
    },
    mesh: {
      view(actor) {
        calls.push({ name: 'mesh.view', args: [actor] });
        return { here: 'North', regions: [], categories: ['network'], version: '0.0.0' };
      },
    },
    admin: {
      experts: answers('admin.experts', { items: [adminExpert] }),
      verify: answers('admin.verify', sampleAccount),
      decline: answers('admin.decline', sampleAccount),
      suspend: answers('admin.suspend', sampleAccount),
      giveVerdicts: answers('admin.giveVerdicts', { items: [{ id: 'a2', name: 'Egon', isDone: true }] }),
      performance: answers('admin.performance', samplePerformance),
      accounts: answers('admin.accounts', { items: [{ ...sampleAccount, registeredAt: 0 }] }),
      setAdmin: answers('admin.setAdmin', sampleAccount),
      makePasswordLink: answers('admin.makePasswordLink', {
        url: 'http://localhost:8000/new_password#code',
        expiresAt: startOfTime,
      }),
      moves: answers('admin.moves', { items: [] }),
      series: answers('admin.series', { span: 'hour', stepMs: 60_000, until: 0, mesh: [], regions: [] }),
      reassignMany: answers('admin.reassignMany', { items: [{ id: 'issue', isDone: true }] }),
      issues: answers('admin.issues', { items: [sampleIssue] }),
      clusters: answers('admin.clusters', { items: [] }),
      reassign: answers('admin.reassign', sampleIssue),
      trust: answers('admin.trust', { items: [] }),
      settings: () => ({ weights, categories: ['network'], learnsWeights: false, trustMeasure: 'estimate' }),
      updateSettings: answers('admin.updateSettings', {
        weights,
        categories: ['network'],
        learnsWeights: false,
        trustMeasure: 'estimate',
      }),
      previewWeights: answers('admin.previewWeights', { compared: 0, changed: 0, items: [] }),
      learning: answers('admin.learning', { isOn: false, margin: 0.05, items: [] }),
      adopt: answers('admin.adopt', sampleAdoption),
      adoptions: answers('admin.adoptions', { items: [sampleAdoption] }),
      drain: answers('admin.drain', sampleDrain),
      stay: answers('admin.stay', undefined),
      drains: answers('admin.drains', { items: [sampleDrain] }),
      retire: answers('admin.retire', undefined),
      unretire: answers('admin.unretire', undefined),
      audit: answers('admin.audit', { items: [] }),
    },
    live: {
      async subscribe(_actor, cursor, send) {
        send({ kind: 'hello', cursor: cursor ?? 0 });
        return () => {};
      },
    },
    health: {
      ready: async () => ({ isReady: true }),
      gauges: () => ({ grapevine_issues_waiting: 2 }),
    },
  };
}

/** A file with these bytes, as the services open it. */
export function sampleFile(type: string, text: string, name = 'a.html'): OpenedAttachment {
  const bytes = Buffer.from(text, 'latin1');
  return {
    name,
    size: bytes.byteLength,
    sha256: '0'.repeat(64),
    type,
    isPicture: type.startsWith('image/'),
    read: async (range) =>
      (async function* () {
        yield range ? bytes.subarray(range.start, range.end + 1) : bytes;
      })(),
  };
}

const sampleStatus: AssistantStatus = {
  region: 'North',
  isAdvising: false,
  requests: 0,
  failures: 0,
  tokens: 0,
  requestsMax: 0,
  tokensMax: 0,
  pausedForMs: 0,
};

const sampleDrain: DrainView = {
  region: 'North',
  by: { id: 'a9', name: 'Admin' },
  reason: 'The machine is given back.',
  since: 0,
  stage: 'finishing',
  isForced: false,
  finishInMs: 60_000,
  working: 1,
  waiting: 0,
  handOffs: 0,
  adoptions: 0,
  copies: 3,
  messages: 0,
  waitingFor: [],
};

const samplePerformance: ExpertPerformance = {
  expert: { id: 'a2', name: 'Egon' },
  region: 'North',
  registeredAt: 0,
  presence: 'away',
  load: 0,
  capacity: 3,
  offers: { offered: 0, accepted: 0, rejected: 0, timedOut: 0 },
  resolved: 0,
  toAccept: { count: 0 },
  toResolve: { count: 0 },
  stars: [0, 0, 0, 0, 0],
  ratings: [],
  trust: 0.5,
  trustOverTime: [],
};

const sampleAdoption: AdoptionView = {
  region: 'South',
  by: 'North',
  at: 0,
  state: 'asking',
  answered: ['North'],
  waitingFor: ['East'],
  unreachable: [],
  without: [],
  isReturned: false,
  isAgreed: false,
};

export type RunningApi = {
  readonly api: Api;
  readonly base: string;
  readonly port: number;
  readonly clock: TurnedClock;
  readonly log: KeptLog;
  /** `fetch` on this API; a plain object as `json` is sent as the body. */
  call(path: string, init?: RequestInit & { json?: unknown; as?: Role }): Promise<Response>;
};

/** A listening API on a free port, in front of the given services. */
export async function startApi(services: Services, options: Partial<ApiOptions> = {}): Promise<RunningApi> {
  const clock = turnedClock();
  const log = keptLog();
  const api = createApi({
    services,
    clock,
    log,
    random: fixedRandom,
    webRoot: '/nonexistent',
    publicUrl: 'http://localhost:8000',
    ...options,
  });
  const { port } = await api.listen({ host: '127.0.0.1', port: 0 });
  const base = `http://127.0.0.1:${port}`;
  return {
    api,
    base,
    port,
    clock,
    log,
    call(path, { json, as, ...init } = {}) {
      const headers = new Headers(init.headers);
      if (as) headers.set('Authorization', `Bearer token-${as}`);
      if (json !== undefined) headers.set('Content-Type', 'application/json');
      const body = json === undefined ? init.body : JSON.stringify(json);
      return fetch(`${base}${path}`, { ...init, headers, ...(body !== undefined && { body }) });
    },
  };
}
