import { z } from 'zod';
import { floorOf } from '../core/adoption-record.ts';
import * as entrySteps from '../core/entry.ts';
import { termOf } from '../core/epoch.ts';
import { IssueId, RegionId } from '../core/ids.ts';
import { submit } from '../core/issue.ts';
import * as issueSteps from '../core/issue-people.ts';
import type { IssueStep, StepContext } from '../core/issue-step.ts';
import type { Entry, Issue } from '../core/model.ts';
import { askToLower } from '../core/urgency.ts';
import type { Secrets } from '../ports.ts';
import { Problem } from '../problem.ts';
import * as inputs from '../schemas/inputs.ts';
import type { Similar as SimilarView } from '../schemas/similar.ts';
import { IssueView, MessageList, MessageView } from '../schemas/views.ts';
import type { Advising } from './advising.ts';
import type { Carrier } from './carrier.ts';
import { type Conversations, Line } from './conversations.ts';
import type { Custody } from './custody.ts';
import type { Draining } from './draining.ts';
import type { Files } from './files.ts';
import type { Forward, RemoteActor } from './forward.ts';
import type { Handoff } from './handoff.ts';
import type { IssueLists } from './issue-lists.ts';
import type { IssueViews } from './issue-views.ts';
import type { Matching } from './matching.ts';
import { checkCategories, checkNamed, notFound, wantedBy } from './naming.ts';
import type { Peers } from './peers.ts';
import type { Actor, Idempotency, IssueCalls } from './services.ts';
import type { Similar } from './similar.ts';
import type { State } from './state.ts';
import { SubmissionLimits } from './submission-limits.ts';
import { uploadsOf } from './uploads.ts';
import type { Whereabouts } from './whereabouts.ts';

/** A step that an issue's user can take, by name, with what it takes. */
const userSteps = {
  edit: [
    inputs.EditIssue,
    (issue, input: inputs.EditIssue, context) => issueSteps.edit(issue, definedOf(input), context),
  ],
  cancel: [
    inputs.OptionalReason,
    (issue, _input: inputs.OptionalReason, context) => issueSteps.cancel(issue, context),
  ],
  escalate: [
    inputs.OptionalReason,
    (issue, { reason }: inputs.OptionalReason, context) => issueSteps.escalate(issue, reason, context),
  ],
  confirm: [
    inputs.Confirm,
    (issue, { helpsOthers }: inputs.Confirm, context) => issueSteps.confirm(issue, context, helpsOthers),
  ],
  consent: [
    inputs.GiveConsent,
    (issue, { helpsOthers }: inputs.GiveConsent, context) =>
      issueSteps.giveConsent(issue, helpsOthers, context),
  ],
  decline: [
    inputs.Reason,
    (issue, { reason }: inputs.Reason, context) => issueSteps.decline(issue, reason, context),
  ],
  reopen: [
    inputs.Reason,
    (issue, { reason }: inputs.Reason, context) => issueSteps.reopen(issue, reason, context),
  ],
} as const satisfies Record<
  string,
  // biome-ignore lint/suspicious/noExplicitAny: each step takes what its own schema gives
  readonly [z.ZodType, (issue: Issue, input: any, context: StepContext) => IssueStep]
>;

const About = z.object({ id: IssueId, input: z.unknown() });
const getCommand = { name: 'issues.get', reply: IssueView };

type Deps = {
  readonly state: State;
  readonly handoff: Handoff;
  readonly matching: Pick<Matching, 'prepare'>;
  readonly custody: Custody;
  readonly views: IssueViews;
  readonly lists: IssueLists;
  readonly whereabouts: Whereabouts;
  readonly carrier: Carrier;
  readonly conversations: Conversations;
  readonly files: Files;
  readonly forward: Forward;
  readonly draining: Draining;
  /** Asked about what waits; nothing waits for it. */
  readonly advising: Advising;
  readonly peers: Peers;
  readonly secrets: Secrets;
  readonly similar: Similar;
};

/**
 * What people do with issues. A user's steps are taken at the issue's origin, an expert's at the expert's home;
 * asked elsewhere, this region passes them on.
 */
export class Issues implements IssueCalls {
  readonly #deps: Deps;
  readonly #limits: SubmissionLimits;

  constructor(deps: Deps) {
    this.#deps = deps;
    this.#limits = new SubmissionLimits(deps.state);
    const { forward } = deps;
    for (const name of ['edit', 'cancel', 'escalate', 'confirm', 'consent', 'decline', 'reopen'] as const) {
      forward.offer(`issues.${name}`, About, (actor, { id, input }) =>
        this.#userStep(actor, id, name, input),
      );
    }
    forward.offer('issues.get', About, (actor, { id }) => this.#getHere(actor, id));
    forward.offer('issues.rate', About, (actor, { id, input }) =>
      this.#rateHere(actor, id, inputs.Rate.parse(input)),
    );
    forward.offer('issues.lowerUrgency', About, (actor, { id, input }) =>
      this.#lowerUrgencyHere(actor, id, inputs.LowerUrgency.parse(input)),
    );
    forward.offer('issues.resolve', About, (actor, { id, input }) =>
      this.#resolveHere(actor, id, inputs.Resolve.parse(input)),
    );
    forward.offer('issues.transfer', About, (actor, { id, input }) =>
      this.#transferHere(actor, id, inputs.Transfer.parse(input)),
    );
    forward.offer('issues.messages', About, (actor, { id, input }) =>
      this.#messagesHere(actor, id, inputs.ListMessages.parse(input)),
    );
    forward.offer('issues.postMessage', About, (actor, { id, input }, from) =>
      this.#deps.conversations.post(actor, id, Line.parse(input), from),
    );
  }

  async submit(actor: Actor, input: inputs.SubmitIssue, once?: Idempotency): Promise<IssueView> {
    const { state, handoff, matching, custody, files, secrets, whereabouts, draining, similar } = this.#deps;
    checkCategories(state, [input.category], '/category');
    const key = once?.key ?? secrets.id();
    const id = IssueId.parse(secrets.digest('issue', actor.accountId, key));
    const submission = secrets.digest('submission', JSON.stringify(inputs.SubmitIssue.parse(input)));
    const language = input.language ?? similar.languageOf(actor, input);
    const elsewhere = once && (await whereabouts.submittedElsewhere(actor, id));
    if (elsewhere) {
      checkSame(elsewhere, submission);
      return this.get(actor, id);
    }
    // Once adopted and back, the region works on under the adoption's term; what it had before is the adopter's.
    const term = state.adoptionOf(state.self)?.term;
    const adopter = term && (await this.#adopterOf(id));
    if (adopter) return this.#deps.forward.call(adopter, getCommand, actor, { id, input: {} });
    const preparing = matching.prepare(input);
    if (preparing) await preparing;
    let isNew = false;
    const isSettled = await state.ledger.run(
      (transaction) => {
        if (state.adoptionOf(state.self)?.term !== term) return false;
        const former = state.issues.get(id);
        checkSame(former?.submission, submission);
        if (former) return true;
        draining.checkStays();
        this.#limits.check(actor.accountId, transaction.now);
        if (input.urgency === 'critical') this.#limits.checkCriticals(actor.accountId);
        const { accountId, name } = actor;
        const attachments = uploadsOf(state, accountId, input.attachments);
        const joins = input.joinsOthers ? similar.firstLike(input, language) : undefined;
        const issue = submit(
          {
            ...input,
            attachments,
            language,
            joins,
            id,
            origin: state.self,
            user: { id: accountId, name },
            submission,
            term,
          },
          handoff.context(transaction),
        );
        transaction.put(state.issues, id, custody.entrust(issue));
        files.noted.note(transaction, id, attachments);
        this.#limits.count(accountId, transaction.now);
        isNew = true;
        return true;
      },
      [
        state.issueNeed(id),
        ...files.noted.needs(
          id,
          input.attachments?.map((file) => ({ id: file })),
        ),
      ],
    );
    // The region has just heard that it was adopted.
    if (!isSettled) return this.submit(actor, input, once);
    if (isNew) this.#deps.advising.seek(id);
    await custody.given(id);
    const issue = await state.ledger.read(() => state.issues.get(id), [state.issueNeed(id)]);
    // The custodian knew it from another region, where it was submitted first.
    return issue ? this.#viewNow(actor, id) : this.get(actor, id);
  }

  list(actor: Actor, query: inputs.ListIssues): ReturnType<IssueLists['list']> {
    return this.#deps.lists.list(actor, query);
  }

  get(actor: Actor, id: IssueId): Promise<IssueView> {
    return this.#deps.carrier.orStandIn(
      actor,
      id,
      'record',
      { name: 'get', input: {}, reply: IssueView },
      () => this.#getHere(actor, id),
    );
  }

  similar(actor: Actor, query: inputs.FindSimilar): Promise<SimilarView> {
    return this.#deps.similar.of(actor, query);
  }

  async edit(actor: Actor, id: IssueId, input: inputs.EditIssue): Promise<IssueView> {
    if (input.category !== undefined) checkCategories(this.#deps.state, [input.category], '/category');
    return this.#userStepAnywhere(actor, id, 'edit', input);
  }

  cancel(actor: Actor, id: IssueId, input: inputs.OptionalReason): Promise<IssueView> {
    return this.#userStepAnywhere(actor, id, 'cancel', input);
  }

  escalate(actor: Actor, id: IssueId, input: inputs.OptionalReason): Promise<IssueView> {
    return this.#userStepAnywhere(actor, id, 'escalate', input);
  }

  confirm(actor: Actor, id: IssueId, input: inputs.Confirm = {}): Promise<IssueView> {
    return this.#userStepAnywhere(actor, id, 'confirm', input);
  }

  consent(actor: Actor, id: IssueId, input: inputs.GiveConsent): Promise<IssueView> {
    return this.#userStepAnywhere(actor, id, 'consent', input);
  }

  decline(actor: Actor, id: IssueId, input: inputs.Reason): Promise<IssueView> {
    return this.#userStepAnywhere(actor, id, 'decline', input);
  }

  reopen(actor: Actor, id: IssueId, input: inputs.Reason): Promise<IssueView> {
    return this.#userStepAnywhere(actor, id, 'reopen', input);
  }

  lowerUrgency(actor: Actor, id: IssueId, input: inputs.LowerUrgency): Promise<IssueView> {
    return this.#at(actor, id, 'lowerUrgency', input, IssueView, () =>
      this.#lowerUrgencyHere(actor, id, input),
    );
  }

  resolve(actor: Actor, id: IssueId, input: inputs.Resolve): Promise<IssueView> {
    return this.#at(actor, id, 'resolve', input, IssueView, () => this.#resolveHere(actor, id, input));
  }

  transfer(actor: Actor, id: IssueId, input: inputs.Transfer): Promise<IssueView> {
    return this.#at(actor, id, 'transfer', input, IssueView, () => this.#transferHere(actor, id, input));
  }

  rate(actor: Actor, id: IssueId, input: inputs.Rate): Promise<IssueView> {
    return this.#at(actor, id, 'rate', input, IssueView, () => this.#rateHere(actor, id, input));
  }

  messages(actor: Actor, id: IssueId, query: inputs.ListMessages): Promise<MessageList> {
    const call = { name: 'messages', input: query, reply: MessageList };
    return this.#deps.carrier.orStandIn(actor, id, 'chat', call, () => this.#messagesHere(actor, id, query));
  }

  postMessage(
    actor: Actor,
    id: IssueId,
    input: inputs.PostMessage,
    once?: Idempotency,
  ): Promise<MessageView> {
    const { state, secrets, conversations, carrier } = this.#deps;
    const { attachments: ids, ...said } = input;
    const attachments = uploadsOf(state, actor.accountId, ids);
    const keyed: Line = {
      ...said,
      ...(input.key === undefined && once && { key: secrets.digest('line', once.key) }),
      ...(attachments && { attachments }),
    };
    const call = { name: 'postMessage', input: keyed, reply: MessageView };
    return carrier.orStandIn(actor, id, 'chat', call, () => conversations.post(actor, id, keyed));
  }

  /** Takes a call where the issue is in charge for this person. */
  #at<S extends z.ZodType>(
    actor: Actor,
    id: IssueId,
    name: string,
    input: unknown,
    reply: S,
    here: () => Promise<z.output<S>>,
  ): Promise<z.output<S>> {
    return this.#deps.carrier.at(actor, id, { name, input, reply }, here);
  }

  #userStepAnywhere(
    actor: Actor,
    id: IssueId,
    name: keyof typeof userSteps,
    input: unknown,
  ): Promise<IssueView> {
    return this.#at(actor, id, name, input, IssueView, () => this.#userStep(actor, id, name, input));
  }

  async #userStep(
    actor: RemoteActor,
    id: IssueId,
    name: keyof typeof userSteps,
    input: unknown,
  ): Promise<IssueView> {
    const [schema, step] = userSteps[name];
    const { state, handoff, matching, similar, whereabouts } = this.#deps;
    const former = name === 'edit' ? state.issues.get(id) : undefined;
    const edited = former && similar.edited(actor, former, inputs.EditIssue.parse(input));
    const parsed = edited ?? schema.parse(input);
    const preparing = former && edited && matching.prepare({ ...former, ...definedOf(edited) });
    if (preparing) await preparing;
    await state.ledger.run(
      (transaction) => {
        const issue = this.#ownIssue(actor, id);
        const taken = step(issue, parsed as never, handoff.context(transaction));
        if (taken.issue.urgency === 'critical' && issue.urgency !== 'critical')
          this.#limits.checkCriticals(actor.accountId);
        handoff.applyIssue(transaction, taken);
      },
      await whereabouts.needsWithEntry(id),
    );
    return this.#viewNow(actor, id);
  }

  async #getHere(actor: RemoteActor, id: IssueId): Promise<IssueView> {
    const { state, whereabouts } = this.#deps;
    const entry = await whereabouts.entryFor(actor.accountId, id);
    const view = await state.ledger.read(() => this.#viewHere(actor, id, entry), whereabouts.needs(id));
    return view ?? this.#viewOfCopy(actor, id);
  }

  /** What this region, as origin or owner, shows of an issue to that person; undefined if it is neither for them. */
  #viewHere(actor: RemoteActor, id: IssueId, entry: Entry | undefined): IssueView | undefined {
    const { state, views } = this.#deps;
    const issue = state.issues.get(id);
    if (issue?.userId === actor.accountId) return views.ofIssue(issue, 'user');
    const current = entry && (state.entries.get(entry.id) ?? entry);
    if (current) return views.ofEntry(current, actor.accountId);
    return issue && actor.roles.includes('admin') ? views.ofIssue(issue, 'admin') : undefined;
  }

  /** Asked last: mostly the issue is here itself, and each page would read the store in vain. @throws Problem not-found */
  #viewOfCopy(actor: RemoteActor, id: IssueId): Promise<IssueView> {
    const { state, views } = this.#deps;
    return state.ledger.read(() => {
      const copy = state.copies.get(id);
      if (copy?.userId !== actor.accountId) throw notFound();
      return views.ofCopy(copy);
    }, [state.copyNeed(id)]);
  }

  #lowerUrgencyHere(
    actor: RemoteActor,
    id: IssueId,
    { urgency, reason }: inputs.LowerUrgency,
  ): Promise<IssueView> {
    return this.#expertStep(actor, id, (entry, context) =>
      askToLower(entry, actor.accountId, urgency, reason, context),
    );
  }

  async #resolveHere(actor: RemoteActor, id: IssueId, { text }: inputs.Resolve): Promise<IssueView> {
    return this.#expertStep(actor, id, (entry, context) =>
      entrySteps.resolve(entry, actor.accountId, text, context),
    );
  }

  async #transferHere(actor: RemoteActor, id: IssueId, input: inputs.Transfer): Promise<IssueView> {
    const wanted = { note: input.note, ...wantedBy(this.#deps, input) };
    return this.#expertStep(actor, id, (entry, context) => {
      checkNamed(this.#deps.state, wanted, entry.issue, actor.accountId);
      return entrySteps.transfer(entry, actor.accountId, wanted, context);
    });
  }

  async #rateHere(actor: RemoteActor, id: IssueId, { stars, comment }: inputs.Rate): Promise<IssueView> {
    const { state, handoff, whereabouts } = this.#deps;
    const by = { id: actor.accountId, name: actor.name };
    const isUsers = await state.ledger.read(
      () => state.issues.get(id)?.userId === actor.accountId,
      [state.issueNeed(id)],
    );
    if (!isUsers) {
      return this.#expertStep(actor, id, (entry, context) =>
        entrySteps.rateUser(entry, by, { stars, comment, at: context.now }, context),
      );
    }
    // A rating within the region is handled at once, by the entry and the count that it needs.
    await state.ledger.run(
      (transaction) => {
        const issue = this.#ownIssue(actor, id);
        const rating = { stars, comment, at: transaction.now };
        handoff.applyIssue(transaction, issueSteps.rate(issue, rating, by, handoff.context(transaction)));
      },
      await whereabouts.needsWithEntry(id),
    );
    return this.#viewNow(actor, id);
  }

  async #messagesHere(actor: RemoteActor, id: IssueId, query: inputs.ListMessages): Promise<MessageList> {
    return this.#deps.conversations.list(id, query, await this.roleOf(actor, id));
  }

  /** Whoever sees the issue here may read its chat and files; so may its user where it is worked on. @throws Problem not-found */
  async roleOf(actor: RemoteActor, id: IssueId): Promise<IssueView['role']> {
    const { entries } = this.#deps.state;
    const isWorkedOn = entries.inGroup('issue', id).some(({ issue }) => issue.userId === actor.accountId);
    return isWorkedOn ? 'user' : (await this.#getHere(actor, id)).role;
  }

  async #expertStep(
    actor: RemoteActor,
    id: IssueId,
    step: (entry: Entry, context: entrySteps.EntryContext) => entrySteps.EntryStep,
  ): Promise<IssueView> {
    const { state, handoff, views, whereabouts } = this.#deps;
    const found = await whereabouts.entryFor(actor.accountId, id);
    if (!found) throw notFound();
    return state.ledger.run(
      (transaction) => {
        const entry = state.entries.get(found.id) ?? found;
        handoff.applyEntry(transaction, step(entry, handoff.context(transaction)));
        return views.ofEntry(state.entries.get(found.id) ?? entry, actor.accountId);
      },
      await whereabouts.needsWithEntry(id, found),
    );
  }

  /** Whose an issue is that was submitted here before another region adopted this one's. */
  async #adopterOf(id: IssueId): Promise<RegionId | undefined> {
    const page = await this.#deps.state.ledger.store.query(
      'superseded',
      'by_issue',
      { equals: [id] },
      { limit: 1, reverse: true },
    );
    const [found] = page.items;
    return found && RegionId.parse(found.doc.by);
  }

  /** After a step: with what dispatch made of it. */
  #viewNow(actor: RemoteActor, id: IssueId): Promise<IssueView> {
    const { state, views, whereabouts } = this.#deps;
    return state.ledger.read(() => views.ofIssue(this.#ownIssue(actor, id), 'user'), whereabouts.needs(id));
  }

  /**
   * @throws Problem not-found: also for who may not see it; region-unreachable while what was here before an adoption has
   * yet to be told to the adopter
   */
  #ownIssue(actor: RemoteActor, id: IssueId): Issue {
    const { state } = this.#deps;
    const issue = state.issues.get(id);
    if (issue?.userId !== actor.accountId) throw notFound();
    const floor = floorOf(issue, (region) => state.adoptionOf(region));
    if (floor === undefined || termOf(issue.epoch) >= floor) return issue;
    throw new Problem('region-unreachable', 'This issue is just being handed over. Please try again soon.', {
      reason: 'moving',
      retryAfterSeconds: 2,
    });
  }
}

/** @throws Problem idempotency-key-reused */
function checkSame(former: string | undefined, submission: string): void {
  if (former === undefined || former === submission) return;
  throw new Problem(
    'idempotency-key-reused',
    'This idempotency key was used for another issue. Use a new key for a new issue.',
  );
}

function definedOf(input: inputs.EditIssue): Parameters<typeof issueSteps.edit>[1] {
  const { title, description, category, urgency, language } = input;
  return {
    ...(title !== undefined && { title }),
    ...(description !== undefined && { description }),
    ...(category !== undefined && { category }),
    ...(urgency !== undefined && { urgency }),
    ...(language !== undefined && { language }),
  };
}
