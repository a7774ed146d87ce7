/**
 * What a region can be asked to do: the border between the API (or any other door) and the services.
 * Every call checks what the actor may do, throws `Problem` for expected failures, and resolves only when its
 * changes are durable. Calls about something that lives in another region are forwarded there.
 */
import type { AttachmentId } from '../core/attachments.ts';
import type { AccountId, EpochMs, IssueId, OfferId } from '../core/ids.ts';
import type { ByteRange, Cancel } from '../ports.ts';
import type * as adminInputs from '../schemas/admin-inputs.ts';
import type * as adminViews from '../schemas/admin-views.ts';
import type * as asked from '../schemas/assistant.ts';
import type { AttachmentView } from '../schemas/attachments.ts';
import type { AuditList } from '../schemas/audit.ts';
import type { CandidateList, FindCandidates } from '../schemas/candidates.ts';
import type * as inputs from '../schemas/inputs.ts';
import type * as meshViews from '../schemas/mesh-views.ts';
import type {
  ChoosePassword,
  PasswordLinkOwner,
  PasswordLinkView,
  ReadPasswordLink,
} from '../schemas/password-links.ts';
import type { ExpertPerformance } from '../schemas/performance.ts';
import type * as quiz from '../schemas/quiz.ts';
import type { MarkRead } from '../schemas/reading.ts';
import type * as replies from '../schemas/replies.ts';
import type { Device, OpenSessionList, RoamHere, RoamingTicketList } from '../schemas/sessions.ts';
import type * as similar from '../schemas/similar.ts';
import type { ListFiles, StoredFileList } from '../schemas/stored-files.ts';
import type * as views from '../schemas/views.ts';
import type { LearntWeightsList, WeightsPreview } from '../schemas/weights.ts';
import type { Role } from '../schemas/words.ts';

/** Who asks: a signed-in account, on one of its sessions. */
export type Actor = {
  readonly accountId: AccountId;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly sessionId: string;
  readonly sessionExpiresAt: EpochMs;
};

/** Key and body digest of a request that creates something, so that repeating it gives the first answer. */
export type Idempotency = { readonly key: string };

export type AccountCalls = {
  /** @throws Problem email-taken, invalid (unknown region), home-region-unreachable */
  registerUser(input: inputs.RegisterUser, once?: Idempotency): Promise<views.AccountView>;
  registerExpert(input: inputs.RegisterExpert, once?: Idempotency): Promise<views.AccountView>;
  me(actor: Actor): Promise<views.MeView>;
  updateMe(actor: Actor, input: inputs.UpdateMe): Promise<views.MeView>;
  setPresence(actor: Actor, input: inputs.SetPresence): Promise<views.PresenceView>;
};

/** What a session keeps of where it was opened. */
export type OpenedFrom = { readonly device: Device };

export type SessionCalls = {
  /** Same text and same time whether the e-mail or the password is wrong. @throws Problem wrong-credentials */
  open(input: inputs.SignIn, from?: OpenedFrom): Promise<views.SessionView>;
  /** The actor of a session token, or undefined; an expert is also noted as heard from. Quick: called on each request. */
  authenticate(token: string): Promise<Actor | undefined>;
  close(actor: Actor): Promise<void>;
  /** Called with the id of each session that its owner ends from another one. */
  onEnded(listener: (sessionId: string) => void): Cancel;
};

/** The sessions of one person, at every region. */
export type OpenSessionCalls = {
  list(actor: Actor): Promise<OpenSessionList>;
  /** @throws Problem not-found, region-unreachable */
  end(actor: Actor, id: string): Promise<void>;
  /** All but the one that asks, for certain: the account's home decides it. @throws Problem home-region-unreachable */
  endOthers(actor: Actor): Promise<void>;
};

/** Going on at another region, signed in, when this one is gone. */
export type RoamingCalls = {
  /** Where the pages of the other regions are: what this region's pages may ask whether it answers. Quick. */
  addresses(): readonly string[];
  /** One ticket for each region that can be reached now, the best one to go on at first. */
  tickets(actor: Actor): Promise<RoamingTicketList>;
  /** Opens a session here for somebody whose region vouches for them; each ticket once. @throws Problem ticket-refused */
  open(input: RoamHere, from?: OpenedFrom): Promise<views.SessionView>;
};

/** What is done with a link for a new password, by whoever has it. */
export type PasswordLinkCalls = {
  /** Whose it is. @throws Problem link-refused */
  read(input: ReadPasswordLink): Promise<PasswordLinkOwner>;
  /**
   * Ends the account's sessions at every region, and opens one here. Again with the same password, it opens another one.
   * @throws Problem link-refused
   */
  choose(input: ChoosePassword, from?: OpenedFrom): Promise<views.SessionView>;
};

export type IssueCalls = {
  /** The id follows from the user and the key, so submitting twice makes one issue. @throws Problem idempotency-key-reused, limit-reached */
  submit(actor: Actor, input: inputs.SubmitIssue, once?: Idempotency): Promise<views.IssueView>;
  list(actor: Actor, query: inputs.ListIssues): Promise<views.IssueList>;
  get(actor: Actor, id: IssueId): Promise<views.IssueView>;
  /** What this region knows of the like of an issue that is being written down. */
  similar(actor: Actor, query: inputs.FindSimilar): Promise<similar.Similar>;
  edit(actor: Actor, id: IssueId, input: inputs.EditIssue): Promise<views.IssueView>;
  cancel(actor: Actor, id: IssueId, input: inputs.OptionalReason): Promise<views.IssueView>;
  /** "Still not solved": asks the next expert; the present one is not asked again. */
  escalate(actor: Actor, id: IssueId, input: inputs.OptionalReason): Promise<views.IssueView>;
  /** As the expert who works on it. The origin decides; where that is another region, the view follows when it has. */
  lowerUrgency(actor: Actor, id: IssueId, input: inputs.LowerUrgency): Promise<views.IssueView>;
  resolve(actor: Actor, id: IssueId, input: inputs.Resolve): Promise<views.IssueView>;
  /** With whether what solved it may help others: only if its user says so. */
  confirm(actor: Actor, id: IssueId, input?: inputs.Confirm): Promise<views.IssueView>;
  /** Lets a solved issue help others, or no longer. @throws Problem wrong-state unless it was confirmed */
  consent(actor: Actor, id: IssueId, input: inputs.GiveConsent): Promise<views.IssueView>;
  decline(actor: Actor, id: IssueId, input: inputs.Reason): Promise<views.IssueView>;
  reopen(actor: Actor, id: IssueId, input: inputs.Reason): Promise<views.IssueView>;
  rate(actor: Actor, id: IssueId, input: inputs.Rate): Promise<views.IssueView>;
  transfer(actor: Actor, id: IssueId, input: inputs.Transfer): Promise<views.IssueView>;
  messages(actor: Actor, id: IssueId, query: inputs.ListMessages): Promise<views.MessageList>;
  postMessage(
    actor: Actor,
    id: IssueId,
    input: inputs.PostMessage,
    once?: Idempotency,
  ): Promise<views.MessageView>;
};

/** A file that may be read by who asked for it. */
export type OpenedAttachment = {
  readonly name: string;
  readonly size: number;
  readonly sha256: string;
  /** Found from the bytes. */
  readonly type: string;
  /** One that browsers may show: it cannot hold a script. */
  readonly isPicture: boolean;
  /** @throws Problem attachment-unavailable, store-unavailable */
  read(range?: ByteRange): Promise<AsyncIterable<Uint8Array>>;
};

export type AttachmentCalls = {
  /**
   * Keeps a file that may be attached within a day, here. The same bytes under the same name are the same file. `size`, if
   * known, is checked first. @throws Problem too-large, limit-reached, invalid, store-unavailable
   */
  upload(
    actor: Actor,
    about: { readonly name: string; readonly size?: number | undefined },
    bytes: AsyncIterable<Uint8Array>,
  ): Promise<AttachmentView>;
  /** For who may see the issue. @throws Problem not-found, attachment-unavailable (no region with it can be asked now) */
  open(actor: Actor, issue: IssueId, id: AttachmentId): Promise<OpenedAttachment>;
  /** Those of an issue and its chat, and which regions have each just now. @throws Problem not-found, region-unreachable */
  list(actor: Actor, issue: IssueId, query: ListFiles): Promise<StoredFileList>;
};

export type CandidateCalls = {
  /** Whom the issue can be passed to by name, for its expert or an admin. @throws Problem not-found, wrong-state */
  of(actor: Actor, id: IssueId, query: FindCandidates): Promise<CandidateList>;
};

/** Canned replies, for experts and admins; kept at their home. */
export type ReplyCalls = {
  list(actor: Actor): Promise<replies.ReplyList>;
  /** @throws Problem limit-reached, forbidden for a shared one of who is not verified */
  add(actor: Actor, input: replies.AddReply, once?: Idempotency): Promise<replies.ReplyView>;
  /** @throws Problem not-found, forbidden */
  change(actor: Actor, id: string, input: replies.ChangeReply): Promise<replies.ReplyView>;
  remove(actor: Actor, id: string): Promise<void>;
};

/** What the people of an issue do with its chat besides writing. */
export type ReadingCalls = {
  /** Positions only move forward; told again, nothing changes. @throws Problem not-found for who has no part in it */
  markRead(actor: Actor, id: IssueId, input: MarkRead): Promise<void>;
  /** Tells the other side, once and without a promise, that the actor writes. @throws Problem not-found */
  typing(actor: Actor, id: IssueId): Promise<void>;
};

export type OfferCalls = {
  list(actor: Actor): Promise<views.OfferList>;
  /** @throws Problem offer-gone: answered, timed out, or another expert's */
  accept(actor: Actor, id: OfferId): Promise<views.IssueView>;
  reject(actor: Actor, id: OfferId, input: inputs.OptionalReason): Promise<void>;
};

export type QuizCalls = {
  /** What is running, and what can be taken when. */
  standing(actor: Actor, query: inputs.ReadQuiz): Promise<quiz.QuizStanding>;
  /** Begins an attempt, or goes on with the one that is running. @throws Problem limit-reached, not-found */
  draw(actor: Actor, query: inputs.DrawQuiz): Promise<views.QuizView>;
  /** Keeps what was answered so far. @throws Problem wrong-state when the time is over */
  save(actor: Actor, input: inputs.MarkQuiz): Promise<quiz.QuizSaved>;
  /** After the time what was saved within it counts. */
  mark(actor: Actor, input: inputs.MarkQuiz, query: inputs.ReadQuiz): Promise<views.QuizResult>;
};

/** Suggestions of a language model, if the operator gave this region one. None of them changes anything. */
export type AssistantCalls = {
  /** Category and urgency for an issue that is being written. @throws Problem assistant-off, assistant-unavailable: so do all */
  suggest(actor: Actor, input: asked.SuggestFor): Promise<asked.SuggestionView>;
  /** An issue and its chat in a few lines, for its expert, in their language. @throws Problem forbidden for others */
  summarise(actor: Actor, id: IssueId): Promise<asked.AssistantText>;
  /** What the expert could write next. @throws Problem forbidden for others, wrong-state when the chat is closed */
  draftReply(actor: Actor, id: IssueId): Promise<asked.AssistantText>;
  /** What the actor may read, in their first language. @throws Problem not-found */
  translate(actor: Actor, id: IssueId, input: asked.Translate): Promise<asked.TranslationView>;
  /** For admins. */
  status(actor: Actor): asked.AssistantStatus;
};

export type MeshCalls = {
  /** Public: no names of people, no texts. With an admin, also the addresses a new node can be given. */
  view(actor?: Actor): meshViews.MeshView;
};

/** Every call needs the role admin. */
export type AdminCalls = {
  experts(actor: Actor, query: inputs.ListExperts): Promise<views.AdminExpertList>;
  verify(actor: Actor, id: AccountId, input: inputs.OptionalReason): Promise<views.AccountView>;
  decline(actor: Actor, id: AccountId, input: inputs.Reason): Promise<views.AccountView>;
  suspend(actor: Actor, id: AccountId, input: inputs.Reason): Promise<views.AccountView>;
  /** Decides on several at once, each by itself. */
  giveVerdicts(actor: Actor, input: adminInputs.GiveVerdicts): Promise<adminViews.VerdictResults>;
  /** @throws Problem not-found, home-region-unreachable */
  performance(actor: Actor, id: AccountId): Promise<ExpertPerformance>;
  /** Everyone in the mesh, by name. */
  accounts(actor: Actor, query: adminInputs.ListAccounts): Promise<adminViews.PersonList>;
  /** @throws Problem not-found, wrong-state for oneself, home-region-unreachable */
  setAdmin(actor: Actor, id: AccountId, input: adminInputs.SetAdmin): Promise<views.AccountView>;
  /** For who has forgotten their password. @throws Problem not-found, wrong-state for oneself and for admins, home-region-unreachable */
  makePasswordLink(actor: Actor, id: AccountId, input: inputs.Reason): Promise<PasswordLinkView>;
  /** Issues that changed hands lately, the newest first. */
  moves(actor: Actor, query: adminInputs.ListMoves): Promise<adminViews.MoveList>;
  /** How load, waiting times and trust went over the last hour, day or week. */
  series(actor: Actor, query: adminInputs.AskSeries): Promise<adminViews.Series>;
  issues(actor: Actor, query: inputs.ListAdminIssues): Promise<views.IssueList>;
  /** Issues of several people about the same thing within the hour, in every region: outages, most likely. */
  clusters(actor: Actor): Promise<similar.ClusterList>;
  reassign(actor: Actor, id: IssueId, input: inputs.Reassign): Promise<views.IssueView>;
  /** Several at once, each by itself. */
  reassignMany(actor: Actor, input: adminInputs.ReassignMany): Promise<adminViews.ReassignResults>;
  trust(actor: Actor): Promise<views.TrustCurves>;
  settings(actor: Actor): views.SettingsView;
  updateSettings(actor: Actor, input: inputs.UpdateSettings): Promise<views.SettingsView>;
  /** Who would have been asked first lately, had these weights been set. Changes nothing. @throws Problem invalid */
  previewWeights(actor: Actor, input: inputs.PreviewWeights): Promise<WeightsPreview>;
  /** What each region has learnt of its weights from outcomes. */
  learning(actor: Actor): Promise<LearntWeightsList>;
  /**
   * Takes over the issues and accounts of a region that is gone for good; again with `isForced`, goes on without those
   * that are down. @throws Problem wrong-state while anybody reaches it
   */
  adopt(actor: Actor, region: string, input: inputs.Adopt): Promise<meshViews.AdoptionView>;
  adoptions(actor: Actor): Promise<meshViews.AdoptionList>;
  /** Lets a region leave the mesh; again, with another time. @throws Problem wrong-state when nobody could go on for it */
  drain(actor: Actor, region: string, input: inputs.Drain): Promise<meshViews.DrainView>;
  /** @throws Problem wrong-state when it is too late */
  stay(actor: Actor, region: string): Promise<void>;
  drains(actor: Actor): Promise<meshViews.DrainList>;
  /** Takes a region that is gone and adopted off everybody's list. @throws Problem wrong-state */
  retire(actor: Actor, region: string, input: inputs.Reason): Promise<void>;
  /** It may come back. @throws Problem invalid */
  unretire(actor: Actor, region: string): Promise<void>;
  audit(actor: Actor, query: adminInputs.ListAudit): Promise<AuditList>;
};

export type LiveCalls = {
  /**
   * Sends first what was missed since `cursor` (or `reset`), then `hello`, then events as they become durable.
   * While subscribed, an expert counts as present. Returns how to end it.
   */
  subscribe(
    actor: Actor,
    cursor: number | undefined,
    send: (event: views.LiveEvent) => void,
  ): Promise<Cancel>;
};

export type Health = {
  /** Whether this region can take and store an issue now; if not, why. */
  ready(): Promise<{ readonly isReady: boolean; readonly reason?: string }>;
  /** Numbers for /metrics, name to value; names follow Prometheus' conventions and are stable. */
  gauges(): Readonly<Record<string, number>>;
};

export type Services = {
  readonly region: { readonly name: string; readonly url: string; readonly version: string };
  readonly accounts: AccountCalls;
  readonly sessions: SessionCalls;
  readonly openSessions: OpenSessionCalls;
  readonly roaming: RoamingCalls;
  readonly passwordLinks: PasswordLinkCalls;
  readonly issues: IssueCalls;
  readonly attachments: AttachmentCalls;
  readonly candidates: CandidateCalls;
  readonly replies: ReplyCalls;
  readonly reading: ReadingCalls;
  readonly offers: OfferCalls;
  readonly quiz: QuizCalls;
  readonly assistant: AssistantCalls;
  readonly mesh: MeshCalls;
  readonly admin: AdminCalls;
  readonly live: LiveCalls;
  readonly health: Health;
};
