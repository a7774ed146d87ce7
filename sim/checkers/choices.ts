import type { AccountId, OfferId } from '../../node/core/ids.ts';
import { reads } from '../../node/core/language.ts';
import type { Seen, SeenEntry } from '../seen.ts';
import type { Checker } from './checker.ts';
import { diskChanges } from './disks.ts';

type Why = NonNullable<SeenEntry['phase']['why']>;

/** What is known of the people when an offer is made. */
type People = {
  readonly languages: ReadonlyMap<string, readonly string[]>;
  /** Offers so far, by expert. */
  readonly offered: ReadonlyMap<string, number>;
  /** Who is asked for something in the same commit. */
  readonly asked: ReadonlySet<string>;
};

/** Below it is rounding. */
const scoreTolerance = 1e-6;

/** Offers after which somebody is no newcomer. */
const newcomerOffersMax = 5;

/** Reads why each offer was made, as its expert and admins are told. */
export const choices: Checker = {
  name: 'choices',
  promise:
    'Every offer is explained by terms that add up to its score; asked first by lot are newcomers alone who have nothing to do, never for what is urgent; and who does not read an issue is asked only when they were named, or nobody does who could be.',
  check: ({ events }) => {
    const languages = new Map<AccountId, readonly string[]>();
    const offered = new Map<AccountId, number>();
    const judged = new Set<OfferId>();
    const violations: string[] = [];
    for (const { atMs, changes } of diskChanges(events)) {
      for (const change of changes)
        if (change.in === 'accounts') languages.set(change.doc.id, change.doc.languages ?? []);
      const asked = new Set(changes.flatMap((change) => askedIn(change) ?? []));
      for (const change of changes) {
        if (change.in !== 'entries') continue;
        const { at, offerId, why, expert } = change.doc.phase;
        if (at !== 'offered' || !offerId || !why || !expert || judged.has(offerId)) continue;
        judged.add(offerId);
        for (const wrong of wrongAbout(change.doc, expert.id, why, { languages, offered, asked }))
          violations.push(`At ${atMs} ms offer ${offerId} was made to ${expert.id}, ${wrong}.`);
      }
      // What is counted with the same commit came of the offers before.
      for (const change of changes)
        if (change.in === 'profiles') offered.set(change.doc.id, change.doc.offers?.offered ?? 0);
    }
    return violations;
  },
};

const askedIn = (change: Seen): AccountId | undefined =>
  change.in === 'entries' && change.doc.phase.at === 'offered' ? change.doc.phase.expert?.id : undefined;

function wrongAbout({ issue }: SeenEntry, expert: AccountId, why: Why, people: People): string[] {
  const { score, terms, weights, isTryout, isTogether, language, excluded, next = [] } = why;
  const wrong: string[] = [];
  const sum =
    weights.skill * terms.skill +
    weights.trust * terms.trust +
    weights.availability * terms.availability +
    weights.load * terms.load;
  if (Math.abs(sum - score) > scoreTolerance)
    wrong.push(`whose score is ${score}, and whose terms add up to ${sum}`);
  if (isTryout && (issue.urgency === 'high' || issue.urgency === 'critical'))
    wrong.push(`who was put first by lot, and the issue is ${issue.urgency}`);
  const offers = people.offered.get(expert) ?? 0;
  if (isTryout && offers >= newcomerOffersMax)
    wrong.push(`who was put first by lot as a newcomer, and has had ${offers} offers`);
  if (isTryout && terms.load < 1) wrong.push('who was put first by lot as a newcomer, and is at work');
  // Who was named is asked although others read it; and of several issues placed together, one may get the reader of both.
  if (language && !language.isRead && issue.wanted?.expertId !== expert && !excluded?.language)
    for (const { expert: other } of next)
      if (
        other &&
        reads(people.languages.get(other.id) ?? [], language.is) &&
        !(isTogether && people.asked.has(other.id))
      )
        wrong.push(`who does not read ${language.is}, and ${other.id} does`);
  return wrong;
}
