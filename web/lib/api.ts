import { signal } from '@preact/signals';
import type * as adminInputs from '../../node/schemas/admin-inputs.ts';
import type * as adminViews from '../../node/schemas/admin-views.ts';
import type * as assistant from '../../node/schemas/assistant.ts';
import type { AuditList } from '../../node/schemas/audit.ts';
import type { CandidateList } from '../../node/schemas/candidates.ts';
import type * as inputs from '../../node/schemas/inputs.ts';
import type * as meshViews from '../../node/schemas/mesh-views.ts';
import type * as password from '../../node/schemas/password-links.ts';
import type { ExpertPerformance } from '../../node/schemas/performance.ts';
import type * as quiz from '../../node/schemas/quiz.ts';
import type * as reading from '../../node/schemas/reading.ts';
import type * as replies from '../../node/schemas/replies.ts';
import type * as sessions from '../../node/schemas/sessions.ts';
import type * as similar from '../../node/schemas/similar.ts';
import type * as stored from '../../node/schemas/stored-files.ts';
import type * as views from '../../node/schemas/views.ts';
import type * as weights from '../../node/schemas/weights.ts';
import { t } from './i18n.ts';
import { findingInWords, problemInWords } from './problems.ts';

/** A request that the node refused, or that never reached it (`status` 0, code `offline`). `message` is for people. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly status: number;
  readonly code: string;
  /** What is wrong with which field: JSON pointers such as `/title`. */
  readonly errors: readonly { readonly pointer: string; readonly detail: string }[];

  constructor(status: number, code: string, detail: string, errors: ApiProblem['errors'] = []) {
    super(detail);
    this.status = status;
    this.code = code;
    this.errors = errors;
  }

  /** Whether the same request may be taken a little later: nobody answered, or only just now it was not possible. */
  get isPassing(): boolean {
    const isStatus = this.status === 0 || this.status === 408 || this.status >= 500;
    return isStatus || this.code === 'too-many-requests' || this.code === 'unauthenticated';
  }
}

/** After this long a node that took the request but never answers counts as away. */
const timeoutMs = 15_000;
/** The assistant may be slow, and the node says when it is too slow. */
const assistantTimeoutMs = 75_000;

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
type Query = Readonly<Record<string, string | number | undefined>>;
type Options = {
  readonly body?: unknown;
  readonly query?: Query;
  readonly key?: string;
  readonly patienceMs?: number;
};

function pathWith(path: string, query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') search.set(name, String(value));
  }
  return `/api/v1${path}${search.size > 0 ? `?${search}` : ''}`;
}

/** Whether the node said that this page's session is over; pages for the signed-in then leave to sign in. */
export const isSignedOut = signal(false);

let answered: (() => void) | undefined;

/** Calls `listener` whenever the node answers: whoever waits to hear that it is back knows it then. */
export function onAnswer(listener: () => void): void {
  answered = listener;
}

/** A node's refusal, in the reader's language. */
export function problemFrom(status: number, told: Partial<views.ProblemView>): ApiProblem {
  if (told.code === 'unauthenticated') isSignedOut.value = true;
  return new ApiProblem(
    status,
    told.code ?? 'unknown',
    problemInWords(told),
    told.errors?.map(findingInWords),
  );
}

async function problemOf(response: Response): Promise<ApiProblem> {
  try {
    return problemFrom(response.status, await response.json());
  } catch {
    return new ApiProblem(response.status, 'unknown', t('common.failed'));
  }
}

/**
 * One request to this page's own node. The reply's shape is trusted: page and API are built and served
 * together, and a schema library would be the largest part of every page.
 * @throws ApiProblem
 */
async function call<T>(
  method: Method,
  path: string,
  { body, query, key, patienceMs = timeoutMs }: Options = {},
): Promise<T> {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (body !== undefined) headers['content-type'] = 'application/json';
  if (key !== undefined) headers['idempotency-key'] = key;
  let response: Response;
  try {
    response = await fetch(pathWith(path, query), {
      method,
      headers,
      credentials: 'same-origin',
      signal: AbortSignal.timeout(patienceMs),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch {
    throw new ApiProblem(0, 'offline', t('common.offline'));
  }
  answered?.();
  if (!response.ok) throw await problemOf(response);
  const text = await response.text().catch(() => {
    throw new ApiProblem(0, 'offline', t('common.offline'));
  });
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

type Sent<T> = Partial<{ [K in keyof T]: T[K] | undefined }>;
/** Ids are branded on the node only: views give plain strings. */
type Unbranded<T> = {
  [K in keyof T]: T[K] extends string | undefined ? string | Extract<T[K], undefined> : T[K];
};
type WithFiles<T> = Omit<T, 'attachments'> & { readonly attachments?: readonly string[] };
/** What is missing is told by the node, together with all else that is wrong. */
type Unfinished<T, K extends keyof T> = Omit<T, K> & Partial<Pick<T, K>>;
/** The same for lists of ids. */
type UnbrandedList<T> = Omit<T, 'ids'> & { readonly ids: readonly string[] };
const at = (id: string) => encodeURIComponent(id);

const act =
  <B>(action: string) =>
  (id: string, body: B, key?: string) =>
    call<views.IssueView>('POST', `/issues/${at(id)}/${action}`, { body: body ?? {}, key });

const askAssistant = <T>(path: string, body: object = {}) =>
  call<T>('POST', path, { body, patienceMs: assistantTimeoutMs });

/** Everything the pages ask of the node, one name a route. Creates take the idempotency key last. */
export const api = {
  registerUser: (body: inputs.RegisterUser, key: string) =>
    call<views.AccountView>('POST', '/users', { body, key }),
  registerExpert: (body: inputs.RegisterExpert, key: string) =>
    call<views.AccountView>('POST', '/experts', { body, key }),
  signIn: (body: inputs.SignIn) => call<views.SessionView>('POST', '/sessions', { body }),
  signOut: () => call<void>('DELETE', '/sessions/current'),
  signInByTicket: (body: sessions.RoamHere) => call<views.SessionView>('POST', '/sessions/roaming', { body }),
  tickets: () => call<sessions.RoamingTicketList>('POST', '/sessions/current/tickets', { body: {} }),
  readPasswordLink: (body: password.ReadPasswordLink) =>
    call<password.PasswordLinkOwner>('POST', '/password-link', { body }),
  choosePassword: (body: password.ChoosePassword) =>
    call<views.SessionView>('POST', '/sessions/password-link', { body }),
  sessions: () => call<sessions.OpenSessionList>('GET', '/me/sessions'),
  endSession: (id: string) => call<void>('DELETE', `/me/sessions/${at(id)}`),
  endOtherSessions: () => call<void>('DELETE', '/me/sessions'),
  me: () => call<views.MeView>('GET', '/me'),
  updateMe: (body: inputs.UpdateMe) => call<views.MeView>('PATCH', '/me', { body }),
  setPresence: (body: inputs.SetPresence) => call<views.PresenceView>('PUT', '/me/presence', { body }),

  issues: (query: Sent<inputs.ListIssues>) => call<views.IssueList>('GET', '/issues', { query }),
  issue: (id: string) => call<views.IssueView>('GET', `/issues/${at(id)}`),
  similar: (query: inputs.FindSimilar) => call<similar.Similar>('GET', '/issues/similar', { query }),
  submitIssue: (body: Unfinished<WithFiles<inputs.SubmitIssue>, 'category'>, key: string) =>
    call<views.IssueView>('POST', '/issues', { body, key }),
  editIssue: (id: string, body: inputs.EditIssue) =>
    call<views.IssueView>('PATCH', `/issues/${at(id)}`, { body }),
  cancel: act<inputs.OptionalReason>('cancel'),
  escalate: act<inputs.OptionalReason>('escalate'),
  lowerUrgency: act<inputs.LowerUrgency>('urgency'),
  resolve: act<inputs.Resolve>('resolution'),
  confirm: act<inputs.Confirm>('confirm'),
  giveConsent: (id: string, body: inputs.GiveConsent) =>
    call<views.IssueView>('PUT', `/issues/${at(id)}/consent`, { body }),
  decline: act<inputs.Reason>('decline'),
  reopen: act<inputs.Reason>('reopen'),
  rate: act<inputs.Rate>('rating'),
  transfer: act<Unbranded<inputs.Transfer>>('transfer'),
  messages: (id: string, after: number) =>
    call<views.MessageList>('GET', `/issues/${at(id)}/messages`, { query: { after, limit: 200 } }),
  postMessage: (id: string, body: WithFiles<inputs.PostMessage>, key: string) =>
    call<views.MessageView>('POST', `/issues/${at(id)}/messages`, { body, key }),
  storedFiles: (id: string, after?: string) =>
    call<stored.StoredFileList>('GET', `/issues/${at(id)}/attachments`, { query: { after } }),
  markRead: (id: string, body: reading.MarkRead) => call<void>('POST', `/issues/${at(id)}/read`, { body }),
  typing: (id: string) => call<void>('POST', `/issues/${at(id)}/typing`, { body: {} }),

  candidates: (id: string, q: string) =>
    call<CandidateList>('GET', `/issues/${at(id)}/candidates`, { query: { q } }),

  replies: () => call<replies.ReplyList>('GET', '/replies'),
  addReply: (body: replies.AddReply, key: string) =>
    call<replies.ReplyView>('POST', '/replies', { body, key }),
  changeReply: (id: string, body: replies.ChangeReply) =>
    call<replies.ReplyView>('PUT', `/replies/${at(id)}`, { body }),
  removeReply: (id: string) => call<void>('DELETE', `/replies/${at(id)}`),

  suggest: (body: assistant.SuggestFor) =>
    askAssistant<assistant.SuggestionView>('/assistant/suggestion', body),
  summarise: (id: string) => askAssistant<assistant.AssistantText>(`/issues/${at(id)}/assistant/summary`),
  draftReply: (id: string) => askAssistant<assistant.AssistantText>(`/issues/${at(id)}/assistant/reply`),
  translate: (id: string, body: Sent<assistant.Translate>) =>
    askAssistant<assistant.TranslationView>(`/issues/${at(id)}/assistant/translation`, body),
  assistantStatus: () => call<assistant.AssistantStatus>('GET', '/admin/assistant'),

  offers: () => call<views.OfferList>('GET', '/offers'),
  accept: (id: string) => call<views.IssueView>('POST', `/offers/${at(id)}/accept`, { body: {} }),
  reject: (id: string, body: inputs.OptionalReason) =>
    call<void>('POST', `/offers/${at(id)}/reject`, { body }),

  quiz: (query: inputs.DrawQuiz) => call<views.QuizView>('GET', '/quiz', { query }),
  quizStanding: (query: inputs.ReadQuiz) => call<quiz.QuizStanding>('GET', '/quiz/standing', { query }),
  saveQuiz: (body: inputs.MarkQuiz) => call<quiz.QuizSaved>('PUT', '/quiz/answers', { body }),
  markQuiz: (body: inputs.MarkQuiz, query: inputs.ReadQuiz, key: string) =>
    call<views.QuizResult>('POST', '/quiz/attempts', { body, query, key }),
  mesh: () => call<meshViews.MeshView>('GET', '/mesh'),

  experts: (query: Sent<inputs.ListExperts>) =>
    call<views.AdminExpertList>('GET', '/admin/experts', { query }),
  verify: (id: string, body: inputs.OptionalReason) =>
    call<views.AccountView>('POST', `/admin/experts/${at(id)}/verify`, { body }),
  declineExpert: (id: string, body: inputs.Reason) =>
    call<views.AccountView>('POST', `/admin/experts/${at(id)}/decline`, { body }),
  suspend: (id: string, body: inputs.Reason) =>
    call<views.AccountView>('POST', `/admin/experts/${at(id)}/suspend`, { body }),
  adminIssues: (query: Sent<inputs.ListAdminIssues>) =>
    call<views.IssueList>('GET', '/admin/issues', { query }),
  clusters: () => call<similar.ClusterList>('GET', '/admin/clusters'),
  adopt: (region: string, body: Unbranded<inputs.Adopt>) =>
    call<meshViews.AdoptionView>('POST', `/admin/regions/${at(region)}/adopt`, { body }),
  adoptions: () => call<meshViews.AdoptionList>('GET', '/admin/adoptions'),
  drain: (region: string, body: Unbranded<inputs.Drain>) =>
    call<meshViews.DrainView>('POST', `/admin/regions/${at(region)}/drain`, { body }),
  stay: (region: string) => call<void>('DELETE', `/admin/regions/${at(region)}/drain`),
  retire: (region: string, body: inputs.Reason) =>
    call<void>('POST', `/admin/regions/${at(region)}/retire`, { body }),
  unretire: (region: string) => call<void>('DELETE', `/admin/regions/${at(region)}/retire`),
  drains: () => call<meshViews.DrainList>('GET', '/admin/drains'),
  reassign: (id: string, body: Unbranded<inputs.Reassign>) =>
    call<views.IssueView>('POST', `/admin/issues/${at(id)}/reassign`, { body }),
  trust: () => call<views.TrustCurves>('GET', '/admin/trust'),
  settings: () => call<views.SettingsView>('GET', '/admin/settings'),
  updateSettings: (body: inputs.UpdateSettings) =>
    call<views.SettingsView>('PUT', '/admin/settings', { body }),
  previewWeights: (body: inputs.PreviewWeights) =>
    call<weights.WeightsPreview>('POST', '/admin/settings/preview', { body }),
  learning: () => call<weights.LearntWeightsList>('GET', '/admin/learning'),
  audit: (query: Sent<adminInputs.ListAudit>) => call<AuditList>('GET', '/admin/audit', { query }),
  giveVerdicts: (body: UnbrandedList<adminInputs.GiveVerdicts>) =>
    call<adminViews.VerdictResults>('POST', '/admin/verdicts', { body }),
  performance: (id: string) => call<ExpertPerformance>('GET', `/admin/experts/${at(id)}/performance`),
  accounts: (query: Sent<adminInputs.ListAccounts>) =>
    call<adminViews.PersonList>('GET', '/admin/accounts', { query }),
  setAdmin: (id: string, body: adminInputs.SetAdmin) =>
    call<views.AccountView>('PUT', `/admin/accounts/${at(id)}/admin`, { body }),
  makePasswordLink: (id: string, body: inputs.Reason) =>
    call<password.PasswordLinkView>('POST', `/admin/accounts/${at(id)}/password-link`, { body }),
  moves: (query: Sent<adminInputs.ListMoves>) => call<adminViews.MoveList>('GET', '/admin/moves', { query }),
  series: (span: adminInputs.AskSeries['span']) =>
    call<adminViews.Series>('GET', '/admin/series', { query: { span } }),
  reassignMany: (body: UnbrandedList<Unbranded<adminInputs.ReassignMany>>) =>
    call<adminViews.ReassignResults>('POST', '/admin/issues/reassign', { body }),
};
