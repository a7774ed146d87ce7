import type { FinalRegion } from '../final.ts';
import type { SeenIssue, SeenProfile } from '../seen.ts';
import type { Checker, Evidence } from './checker.ts';
import { saidNowhereElse } from './lost.ts';

/** The category that every expert takes. */
const openCategory = 'other';

/** After healing and quiet nothing is under way any more, and both sides of every hand-off agree. */
export const atRest: Checker = {
  name: 'at-rest',
  invariant: 9,
  promise:
    'After healing and quiet nothing is proposed or held, every outbox is empty, and an issue waits only when nobody is free.',
  check: ({ events, final }) => [
    ...final.flatMap((region) => leftOf(region, final)),
    ...final.flatMap(({ issues }) =>
      issues
        .filter((issue) => issue.phase.at !== 'resolved' || !closedOnLostDisks(events).includes(issue.id))
        .flatMap((issue) => unfinished(issue, final)),
    ),
    ...final.flatMap((region) => disagreements(region, final)),
    ...differences(final),
  ],
};

const leftOf = (
  { name, issues, entries, outbox, adoptions }: FinalRegion,
  final: readonly FinalRegion[],
): string[] => [
  ...entries
    .filter(({ phase }) => phase.at === 'held')
    .map(({ id }) => `${name} still holds an expert for entry ${id}.`),
  ...outbox
    .filter(({ to, message }) => {
      // Should a region come back that never did, it may drop what it kept of this one's issues, hears what was said, and
      // that what it was asked for before anybody noticed that it was gone is over; and that it was adopted, and that all it had
      // has found its place, if a word of it came late.
      const isGone =
        adoptions.some(({ region }) => region === to) && !final.some(({ region }) => region === to);
      const isOwn = issues.some(({ id }) => id === message.issueId);
      const isForItsReturn = isOwn && ['drop', 'chat', 'propose', 'abort'].includes(message.type);
      return !isGone || !(isForItsReturn || ['adopted', 'settled'].includes(message.type));
    })
    .map(({ id, to, message }) => `${name} still has message ${id} (${message.type}) for ${to}.`),
];

/**
 * Issues that their users have closed where the disk was lost before any other knew, the owner's included: a user who holds
 * theirs to be over does not confirm it again.
 */
const closedOnLostDisks = (events: Evidence['events']): readonly string[] =>
  saidNowhereElse(events, {
    ofIssue: ({ id, phase }) => (phase.at === 'closed' ? [id] : []),
    ofEntry: ({ issueId, outcome }) => (outcome === undefined ? [] : [issueId]),
  });

const unfinished = (issue: SeenIssue, final: readonly FinalRegion[]): string[] => {
  const { id, phase, category } = issue;
  switch (phase.at) {
    case 'closed':
    case 'cancelled':
      return [];
    case 'queued': {
      const free = freeExperts(final).filter(
        (profile) =>
          profile.id !== issue.userId &&
          !issue.barred.includes(profile.id) &&
          (category === openCategory || profile.categories.includes(category)),
      );
      return free.length > 0 ? [`Issue ${id} waits, and ${free.length} experts are free for it.`] : [];
    }
    case 'proposing':
    case 'placed':
    case 'resolved':
      return [`Issue ${id} is ${phase.at}${phase.stage ? ` (${phase.stage})` : ''} although all is quiet.`];
  }
};

const freeExperts = (final: readonly FinalRegion[]): SeenProfile[] =>
  final.flatMap(({ profiles, entries, accounts }) => {
    const verified = new Set(
      accounts.filter(({ verification }) => verification === 'verified').map(({ id }) => id),
    );
    return profiles.filter(({ id, presence, capacity }) => {
      const load = entries.filter(
        ({ phase }) =>
          (phase.at === 'held' || phase.at === 'offered' || phase.at === 'assigned') &&
          phase.expert?.id === id,
      ).length;
      return presence === 'online' && verified.has(id) && load < capacity;
    });
  });

/** An expert works on something that its origin does not know to be theirs, or was not told what became of it. */
const disagreements = ({ region, name, entries }: FinalRegion, final: readonly FinalRegion[]): string[] => {
  const issues = new Map(final.flatMap((one) => one.issues.map((issue) => [issue.id, issue] as const)));
  const untold = entries
    .filter(({ phase, outcome }) => phase.at === 'done' && outcome === undefined)
    .filter(({ issueId }) => issues.get(issueId)?.phase.at !== 'resolved')
    .map(({ id }) => `${name} was not told what became of its answer in entry ${id}.`);
  const strayed = entries
    .filter(({ phase }) => phase.at === 'offered' || phase.at === 'assigned')
    .filter(({ issueId, epoch }) => {
      const issue = issues.get(issueId);
      return issue?.epoch !== epoch || issue.phase.at !== 'placed' || issue.phase.owner !== region;
    })
    .map(({ id, phase }) => `Entry ${id} at ${name} is ${phase.at}, and its origin knows nothing of it.`);
  return [...untold, ...strayed];
};

/** What is replicated must be the same everywhere. */
const differences = (final: readonly FinalRegion[]): string[] => {
  const [first, ...others] = final.map(({ name, accounts }) => ({
    name,
    accounts: JSON.stringify([...accounts].sort((a, b) => (a.id < b.id ? -1 : 1))),
  }));
  return others
    .filter(({ accounts }) => accounts !== first?.accounts)
    .map(({ name }) => `The accounts known at ${name} differ from those at ${first?.name}.`);
};
