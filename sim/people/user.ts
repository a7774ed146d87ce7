import { IssueId } from '../../node/core/ids.ts';
import type { IssueView } from '../../node/schemas/views.ts';
import type { Urgency } from '../../node/schemas/words.ts';
import { upload } from './files.ts';
import { type Person, think, untilNews } from './person.ts';
import { readOn } from './reading.ts';

/** What a user is going to do with one issue, drawn before the run. */
export type IssuePlan = {
  /** Unique, so that a doubled submission can be told from two. */
  readonly title: string;
  readonly category: string;
  readonly urgency: Urgency;
  /** When it is submitted, in virtual ms after the people have come. */
  readonly atMs: number;
  /** Clicks twice. */
  readonly isDoubled: boolean;
  /** Loses patience while it waits; never when undefined. */
  readonly cancelsAfterMs: number | undefined;
  /** Asks for the next expert so long after one has accepted; never when undefined. */
  readonly escalatesAfterMs: number | undefined;
  readonly lines: number;
  /** Lines while nobody works on it. */
  readonly waitingLines: number;
  /** How often the answer does not help. */
  readonly declines: number;
  /** Says while it waits that it has become critical. */
  readonly isRaised: boolean;
  /** Tries what no user may: to lower the urgency, and to raise it again as soon as an expert has lowered it. */
  readonly pushes: boolean;
  /** How often it comes back after it was closed. */
  readonly reopens: number;
  /** Reads the chat again and again, in case there is something that is not for them. */
  readonly looksForNotes: boolean;
  /** Says how far they have read. */
  readonly saysRead: boolean;
  /** Attaches a file to it, and one to each line of its chat. */
  readonly hasFiles: boolean;
  /** Agrees that the answer helps others, and changes their mind later. */
  readonly helpsOthers: boolean;
  readonly takesBack: boolean;
  /** No rating when undefined. */
  readonly stars: number | undefined;
};

/** How long a person thinks before they click, type or read an answer. */
const thoughtMinMs = 500;
const thoughtMaxMs = 6_000;

type Progress = {
  readonly id: IssueId;
  readonly submittedMs: number;
  lines: number;
  waitingLines: number;
  declines: number;
  reopens: number;
  hasRaised: boolean;
  hasLowered: boolean;
  hasRaisedAgain: boolean;
  hasEscalated: boolean;
  assignedMs: number | undefined;
  isRated: boolean;
  hasTakenBack: boolean;
};

/** Whose issue is nowhere after a region was lost looks for it again now and then: longer than any region stays away. */
const searchLookMs = 10_000;
const searchMaxMs = 400_000;

/** Sees one issue through, from the submission to the rating. Resolves when the user has nothing more to do. */
export const pursue = async (user: Person, plan: IssuePlan): Promise<void> => {
  const { client, world } = user;
  const startMs = world.clock.monotonicMs();
  const id = await submit(user, plan);
  if (id === undefined) return;
  const progress: Progress = {
    id,
    submittedMs: startMs,
    lines: 0,
    waitingLines: 0,
    declines: 0,
    reopens: 0,
    hasRaised: false,
    hasLowered: false,
    hasRaisedAgain: false,
    hasEscalated: false,
    assignedMs: undefined,
    isRated: false,
    hasTakenBack: false,
  };
  let searchedMs = 0;
  for (;;) {
    const view = await client.look('issue', ({ issues }, actor) => issues.get(actor, id));
    if (view === undefined) {
      // Only the disk of a region that was lost, or is not back yet, may have it.
      if (!client.hasHeardOfLoss || searchedMs >= searchMaxMs) return;
      searchedMs += searchLookMs;
      await client.sleep(searchLookMs);
      continue;
    }
    if (plan.looksForNotes) await lookForNotes(user, id);
    if (plan.saysRead) await readOn(user, id);
    const hasActed = await act(user, plan, progress, view);
    if (hasActed === 'done') return;
    if (hasActed === 'waits') await untilNews(user, ['issue']);
  }
};

/** Who has too many critical issues open is told so, and submits it as one that is not. */
const submit = async (user: Person, plan: IssuePlan): Promise<IssueId | undefined> => {
  const id = await submitAs(user, plan, plan.urgency);
  return id ?? (plan.urgency === 'critical' ? submitAs(user, plan, 'high') : undefined);
};

const submitAs = async (user: Person, plan: IssuePlan, urgency: Urgency): Promise<IssueId | undefined> => {
  const { client } = user;
  const file = plan.hasFiles ? await upload(user, `${plan.title}.log`) : undefined;
  const key = client.newKey();
  const { title, category } = plan;
  const more = file === undefined ? {} : { attachments: [file] };
  const input = { title, description: `Words about ${title} and ${category}.`, category, urgency, ...more };
  const send = () =>
    client.insist(
      'submit',
      key,
      ({ issues }, actor) => issues.submit(actor, input, { key }),
      (view) => view.id,
      (view) => view.storedIn,
    );
  const [first] = await Promise.all(plan.isDoubled ? [send(), send()] : [send()]);
  if (first === undefined) return undefined;
  const issue = IssueId.parse(first.id);
  if (file !== undefined) user.world.trace.add({ kind: 'attached', person: client.name, issue, file });
  return issue;
};

const act = async (
  user: Person,
  plan: IssuePlan,
  progress: Progress,
  view: IssueView,
): Promise<'done' | 'acted' | 'waits'> => {
  const { client, world } = user;
  const { id } = progress;
  const nowMs = world.clock.monotonicMs();
  if (view.state !== 'assigned') progress.assignedMs = undefined;
  switch (view.state) {
    case 'waiting':
    case 'forwarding':
    case 'offered': {
      if (plan.isRaised && !progress.hasRaised && view.urgency !== 'critical') {
        progress.hasRaised = true;
        await think(user, thoughtMinMs, thoughtMaxMs);
        await client.insist('edit', id, ({ issues }, actor) =>
          issues.edit(actor, id, { urgency: 'critical' }),
        );
        return 'acted';
      }
      if (plan.pushes && (await push(user, progress, view))) return 'acted';
      if (progress.waitingLines < plan.waitingLines) {
        progress.waitingLines += 1;
        await think(user, thoughtMinMs, thoughtMaxMs);
        await say(user, id, `Is anybody there? (${progress.waitingLines})`);
        return 'acted';
      }
      const isImpatient =
        plan.cancelsAfterMs !== undefined && nowMs - progress.submittedMs > plan.cancelsAfterMs;
      if (!isImpatient || !view.can.includes('cancel')) return 'waits';
      await client.insist('cancel', id, ({ issues }, actor) => issues.cancel(actor, id, { reason: '' }));
      await think(user, thoughtMinMs, thoughtMaxMs);
      return 'waits';
    }
    case 'assigned': {
      progress.assignedMs ??= nowMs;
      if (progress.lines < plan.lines) {
        progress.lines += 1;
        await think(user, thoughtMinMs, thoughtMaxMs);
        const text = `Line ${progress.lines} of ${plan.title}`;
        await say(user, id, text, { hasFile: plan.hasFiles });
        return 'acted';
      }
      const isUnhappy =
        plan.escalatesAfterMs !== undefined &&
        !progress.hasEscalated &&
        nowMs - progress.assignedMs > plan.escalatesAfterMs;
      if (!isUnhappy) return 'waits';
      progress.hasEscalated = true;
      await client.insist('escalate', id, ({ issues }, actor) =>
        issues.escalate(actor, id, { reason: 'Still not solved.' }),
      );
      return 'waits';
    }
    case 'resolved':
      await think(user, thoughtMinMs, thoughtMaxMs);
      if (progress.declines < plan.declines) {
        progress.declines += 1;
        await client.insist('decline', `${id} ${progress.declines}`, ({ issues }, actor) =>
          issues.decline(actor, id, { reason: 'It does not help.' }),
        );
      } else {
        const { helpsOthers } = plan;
        await client.insist('confirm', id, ({ issues }, actor) => issues.confirm(actor, id, { helpsOthers }));
      }
      return 'acted';
    case 'closed': {
      const { stars } = plan;
      await think(user, thoughtMinMs, thoughtMaxMs);
      if (progress.reopens < plan.reopens) {
        progress.reopens += 1;
        await client.insist('reopen', `${id} ${progress.reopens}`, ({ issues }, actor) =>
          issues.reopen(actor, id, { reason: 'It is back.' }),
        );
        return 'acted';
      }
      if (plan.helpsOthers && plan.takesBack && !progress.hasTakenBack) {
        progress.hasTakenBack = true;
        await client.insist('consent', id, ({ issues }, actor) =>
          issues.consent(actor, id, { helpsOthers: false }),
        );
        return 'acted';
      }
      if (stars === undefined || progress.isRated || !view.can.includes('rate')) return 'done';
      progress.isRated = true;
      const rated = await client.insist(
        'rate',
        id,
        ({ issues }, actor) => issues.rate(actor, id, { stars, comment: '' }),
        (view) => String(view.rating?.stars),
      );
      // Of a confirmation that only a lost disk had nobody knows any more: then they are asked again.
      return rated ? 'done' : 'acted';
    }
    case 'cancelled':
      return 'done';
  }
};

/** Each wish once; whether it was refused, the checkers see. */
const push = async (user: Person, progress: Progress, view: IssueView): Promise<boolean> => {
  const wish = wishOf(progress, view);
  if (wish === undefined) return false;
  const { client } = user;
  await think(user, thoughtMinMs, thoughtMaxMs);
  await client.insist('edit', `${progress.id} ${wish}`, ({ issues }, actor) =>
    issues.edit(actor, progress.id, { urgency: wish }),
  );
  return true;
};

const wishOf = (progress: Progress, { urgency, timeline }: IssueView): Urgency | undefined => {
  const isLowered = timeline.some(({ kind, expert }) => kind === 'urgency-changed' && expert !== undefined);
  if (isLowered && !progress.hasRaisedAgain) {
    progress.hasRaisedAgain = true;
    return 'high';
  }
  if (urgency === 'low' || progress.hasLowered) return undefined;
  progress.hasLowered = true;
  return 'low';
};

const linesReadMax = 200;

/** What its experts say of an issue among themselves must not be shown to its user, in whatever region they ask. */
const lookForNotes = async ({ client, world }: Person, issue: IssueId): Promise<void> => {
  const list = await client.look('chat', ({ issues }, actor) =>
    issues.messages(actor, issue, { after: 0, limit: linesReadMax }),
  );
  if (list === undefined) return;
  const got = list.items.some(({ isInternal }) => isInternal) ? 'an answer' : 'nothing';
  world.trace.add({ kind: 'pried', person: client.name, what: 'read notes', issue, got });
};

/** Share of lines that a double tap sends twice, with one key. */
const doubledLineRate = 0.1;

/** Writes a line of chat; the next is written when this one has been acknowledged or refused. */
export const say = async (
  person: Person,
  id: IssueId,
  text: string,
  { isInternal = false, hasFile = false } = {},
): Promise<void> => {
  const { client, random } = person;
  const file = hasFile ? await upload(person, `${text} by ${client.name}.txt`) : undefined;
  const key = client.newKey();
  const more = {
    ...(isInternal && { isInternal }),
    ...(file !== undefined && { attachments: [file] }),
  };
  const send = () =>
    client.insist(
      'message',
      key,
      ({ issues }, actor) => issues.postMessage(actor, id, { text, key, ...more }),
      (line) => line.id,
    );
  const [line] = await Promise.all(random.chance(doubledLineRate) ? [send(), send()] : [send()]);
  if (line && file !== undefined)
    person.world.trace.add({ kind: 'attached', person: client.name, issue: id, file });
};
