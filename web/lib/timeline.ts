import type { IssueView, TimelineEntry } from '../../node/schemas/views.ts';
import { common } from '../words/common.ts';
import { stepWords } from '../words/issue.ts';
import { stateSentence } from './issues.ts';
import { languageWarning } from './why.ts';

/** One berry on the vine. `passed`: it led on to someone else; `now`: where it stands; `next`: still to come. */
export type Step = {
  readonly look: 'done' | 'passed' | 'now' | 'next';
  readonly title: string;
  readonly detail?: string | undefined;
  readonly at?: number | undefined;
};

type Reader = { readonly issue: IssueView; readonly meId: string };

const urgencies: Readonly<Record<string, string>> = common.urgency;

/** What one entry says to the reader; kinds of a newer node are shown by their name. */
export function stepOf(entry: TimelineEntry, { issue, meId }: Reader): Step {
  const isMe = entry.expert !== undefined && entry.expert.id === meId;
  const isMyIssue = issue.user.id === meId;
  const name = entry.expert?.name ?? stepWords.someone;
  const user = issue.user.name;
  const region = entry.region === issue.origin ? undefined : entry.region;
  const note = entry.note === '' ? undefined : entry.note;
  const aboutLanguage = entry.why && languageWarning(entry.why, { name: isMe ? undefined : name });
  const step = (title: string, detail = note, look: Step['look'] = 'done'): Step => ({
    look,
    title,
    detail,
    at: entry.at,
  });
  switch (entry.kind) {
    case 'submitted':
      return step(stepWords.submitted, stepWords.storedIn(entry.region ?? issue.origin));
    case 'edited':
      return step(stepWords.edited);
    case 'urgency-changed': {
      const urgency = note === undefined ? undefined : urgencies[note];
      if (entry.expert === undefined)
        return step(stepWords.urgency(urgency), urgency === undefined ? note : undefined);
      return step(isMe ? stepWords.loweredYou(urgency) : stepWords.lowered(name, urgency), entry.reason);
    }
    case 'waiting':
      return step(stepWords.waiting);
    case 'handed-over':
      return step(stepWords.handedOver(entry.region));
    case 'offered':
      return step(
        isMe ? stepWords.offeredYou : stepWords.offered(name, entry.region),
        note ?? aboutLanguage,
        'passed',
      );
    case 'rejected':
      return step(isMe ? stepWords.rejectedYou : stepWords.rejected(name), note, 'passed');
    case 'timed-out':
      return step(isMe ? stepWords.timedOutYou : stepWords.timedOut(name), note, 'passed');
    case 'withdrawn':
      return step(isMe ? stepWords.withdrawnYou : stepWords.withdrawn(name), undefined, 'passed');
    case 'accepted':
      return step(isMe ? stepWords.acceptedYou : stepWords.accepted(name, region), note ?? aboutLanguage);
    case 'reminded':
      return step(stepWords.reminded(name));
    case 'given-back':
      return step(stepWords.givenBack, note, 'passed');
    case 'transferred':
      return step(isMe ? stepWords.transferredYou : stepWords.transferred(name), note, 'passed');
    case 'escalated':
      return step(isMyIssue ? stepWords.escalatedYou : stepWords.escalated(user), note, 'passed');
    case 'reassigned':
      return step(stepWords.reassigned, note, 'passed');
    case 'resolved':
      return step(isMe ? stepWords.resolvedYou : stepWords.resolved(name), note ?? stepWords.saysSolved);
    case 'confirmed':
      return step(isMyIssue ? stepWords.confirmedYou : stepWords.confirmed(user));
    case 'declined':
      return step(stepWords.declined, note, 'passed');
    case 'closed-unconfirmed':
      return step(stepWords.closedUnconfirmed);
    case 'reopened':
      return step(stepWords.reopened);
    case 'cancelled':
      return step(stepWords.cancelled);
    case 'rated':
      return step(isMyIssue ? stepWords.ratedYou(entry.stars) : stepWords.rated(user, entry.stars));
    case 'taken-back':
      return step(stepWords.takenBack(entry.region), undefined, 'passed');
    case 'adopted':
      return step(stepWords.adopted(entry.region));
    default:
      return step(unknownKind(entry.kind));
  }
}

/** `kind` is exhausted for this page, but a newer node may send more. */
function unknownKind(kind: never): string {
  const text = String(kind).replaceAll('-', ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The kinds that say the same as the state they led to: while it lasts, the present step stands for them. */
const sameAsNow: Readonly<Record<string, string>> = {
  waiting: 'waiting',
  offered: 'offered',
};

const answersToOffer: readonly string[] = ['accepted', 'rejected', 'timed-out', 'withdrawn'];

/** Without offers whose answer follows at once: the answer's step tells both. */
function withoutAnsweredOffers(entries: readonly TimelineEntry[]): TimelineEntry[] {
  const isAnswerTo = (offer: TimelineEntry | undefined, entry: TimelineEntry | undefined) =>
    offer?.kind === 'offered' &&
    entry !== undefined &&
    answersToOffer.includes(entry.kind) &&
    entry.expert?.id === offer.expert?.id;
  return entries.flatMap((entry, i) => {
    if (isAnswerTo(entry, entries[i + 1])) return [];
    const why = isAnswerTo(entries[i - 1], entry) ? entries[i - 1]?.why : undefined;
    return why === undefined ? [entry] : [{ ...entry, why }];
  });
}

/** The whole vine, oldest first: what happened, where it stands now, what comes next. */
export function vine(reader: Reader): Step[] {
  const { issue, meId } = reader;
  const entries = withoutAnsweredOffers(issue.timeline);
  const last = entries.at(-1);
  const isSameAsNow = last !== undefined && sameAsNow[issue.state] === last.kind;
  if (isSameAsNow) entries.pop();
  const past = entries.map((entry) => stepOf(entry, reader));

  const now = (title: string): Step => ({
    look: 'now',
    title,
    at: isSameAsNow ? last.at : undefined,
    detail: isSameAsNow ? stepOf(last, reader).detail : undefined,
  });
  const next = (title: string): Step => ({ look: 'next', title });
  switch (issue.state) {
    case 'waiting':
    case 'offered':
    case 'forwarding':
      return [
        ...past,
        now(stateSentence(issue, meId).text),
        next(stepWords.nextAccepts),
        next(stepWords.nextConfirms),
      ];
    case 'assigned':
      return [...past, now(stateSentence(issue).text), next(stepWords.nextConfirms)];
    case 'resolved':
      return [
        ...past,
        now(issue.user.id === meId ? stepWords.nowConfirmYou : stepWords.nowConfirm(issue.user.name)),
      ];
    case 'closed':
    case 'cancelled':
      return past;
  }
}

/** Why the present expert: the newest explanation in the timeline that is about them. */
export function whyOf(issue: IssueView) {
  return issue.timeline.findLast((entry) => entry.why !== undefined && entry.expert?.id === issue.expert?.id)
    ?.why;
}
