import type { IssueView, TimelineEntry } from '../../node/schemas/views.ts';
import { isWord, t } from './i18n.ts';
import { stateSentence } from './issues.ts';
import { asName } from './names.ts';
import { languageWarning } from './why.ts';

/** One berry on the vine. `passed`: it led on to someone else; `now`: where it stands; `next`: still to come. */
export type Step = {
  readonly look: 'done' | 'passed' | 'now' | 'next';
  readonly title: string;
  readonly detail?: string | undefined;
  readonly at?: number | undefined;
};

type Reader = { readonly issue: IssueView; readonly meId: string };

/** What one entry says to the reader; kinds of a newer node are shown by their name. */
export function stepOf(entry: TimelineEntry, { issue, meId }: Reader): Step {
  const isMe = entry.expert !== undefined && entry.expert.id === meId;
  const isMyIssue = issue.user.id === meId;
  const name = entry.expert?.name ?? t('issue.step.someone');
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
      return step(
        t('issue.step.submitted'),
        t('issue.step.storedIn', { region: entry.region ?? issue.origin }),
      );
    case 'edited':
      return step(t('issue.step.edited'));
    case 'urgency-changed': {
      const word = `common.urgency.${note}`;
      const urgency = isWord(word) ? t(word) : undefined;
      if (entry.expert !== undefined) return step(lowered(isMe ? undefined : name, urgency), entry.reason);
      return urgency === undefined
        ? step(t('issue.step.urgencyChanged'))
        : step(t('issue.step.urgency', { urgency }), undefined);
    }
    case 'waiting':
      return step(t('issue.step.waiting'));
    case 'handed-over':
      return step(
        entry.region === undefined
          ? t('issue.step.handedOverSomewhere')
          : t('issue.step.handedOver', { region: entry.region }),
      );
    case 'offered':
      return step(
        isMe ? t('issue.step.offeredYou') : inRegion('issue.step.offered', name, entry.region),
        note ?? aboutLanguage,
        'passed',
      );
    case 'rejected':
      return step(isMe ? t('issue.step.rejectedYou') : t('issue.step.rejected', { name }), note, 'passed');
    case 'timed-out':
      return step(isMe ? t('issue.step.timedOutYou') : t('issue.step.timedOut', { name }), note, 'passed');
    case 'withdrawn':
      return step(
        isMe ? t('issue.step.withdrawnYou') : t('issue.step.withdrawn', { name }),
        undefined,
        'passed',
      );
    case 'accepted':
      return step(
        isMe ? t('issue.step.acceptedYou') : inRegion('issue.step.accepted', name, region),
        note ?? aboutLanguage,
      );
    case 'reminded':
      return step(t('issue.step.reminded', { name }));
    case 'given-back':
      return step(t('issue.step.givenBack'), note, 'passed');
    case 'transferred':
      return step(
        isMe ? t('issue.step.transferredYou') : t('issue.step.transferred', { name }),
        note,
        'passed',
      );
    case 'escalated':
      return step(
        isMyIssue ? t('issue.step.escalatedYou') : t('issue.step.escalated', { name: user }),
        note,
        'passed',
      );
    case 'reassigned':
      return step(t('issue.step.reassigned'), note, 'passed');
    case 'resolved':
      return step(
        isMe ? t('issue.step.resolvedYou') : t('issue.step.resolved', { name }),
        note ?? t('issue.step.saysSolved'),
      );
    case 'confirmed':
      return step(isMyIssue ? t('issue.step.confirmedYou') : t('issue.step.confirmed', { name: user }));
    case 'declined':
      return step(t('issue.step.declined'), note, 'passed');
    case 'closed-unconfirmed':
      return step(t('issue.step.closedUnconfirmed'));
    case 'reopened':
      return step(t('issue.step.reopened'));
    case 'cancelled':
      return step(t('issue.step.cancelled'));
    case 'rated':
      return step(rated(isMyIssue ? undefined : user, entry.stars));
    case 'taken-back':
      return step(
        entry.region === undefined
          ? t('issue.step.takenBackSomewhere')
          : t('issue.step.takenBack', { region: entry.region }),
        undefined,
        'passed',
      );
    case 'adopted':
      return step(
        entry.region === undefined
          ? t('issue.step.adoptedSomewhere')
          : t('issue.step.adopted', { region: entry.region }),
      );
    default:
      return step(asName(String(entry.kind satisfies never)));
  }
}

/** Who did it, and in which region when it is not the issue's own. */
const inRegion = (
  word: 'issue.step.offered' | 'issue.step.accepted',
  name: string,
  region: string | undefined,
) => (region === undefined ? t(word, { name }) : t(`${word}In`, { name, region }));

/** Without a name it is the reader who did it; a newer node may name an urgency that has no word here. */
function lowered(name: string | undefined, urgency: string | undefined): string {
  const word = name === undefined ? 'issue.step.loweredYou' : 'issue.step.lowered';
  const values: Record<string, string> = name === undefined ? {} : { name };
  return urgency === undefined ? t(`${word}Somehow`, values) : t(word, { ...values, urgency });
}

function rated(name: string | undefined, stars: number | undefined): string {
  const word = name === undefined ? 'issue.step.ratedYou' : 'issue.step.rated';
  const values: Record<string, string> = name === undefined ? {} : { name };
  return stars === undefined ? t(word, values) : t(`${word}Stars`, { ...values, count: stars });
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
        next(t('issue.step.nextAccepts')),
        next(t('issue.step.nextConfirms')),
      ];
    case 'assigned':
      return [...past, now(stateSentence(issue).text), next(t('issue.step.nextConfirms'))];
    case 'resolved':
      return [
        ...past,
        now(
          issue.user.id === meId
            ? t('issue.step.nowConfirmYou')
            : t('issue.step.nowConfirm', { name: issue.user.name }),
        ),
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
