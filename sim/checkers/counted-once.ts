import type { AccountId } from '../../node/core/ids.ts';
import { type Checker, eventsOf, groupedBy } from './checker.ts';
import { lostDisks } from './troubles.ts';

/** Ratings are counted where the rated person is at home; the trust of each must have moved as often as that. */
export const countedOnce: Checker = {
  name: 'counted-once',
  invariant: 5,
  promise:
    'An issue counts one rating of its expert and one of its user, and moves trust and standing once; none if it was cancelled.',
  check: ({ events, final }) => {
    const issues = new Map(final.flatMap(({ issues }) => issues.map((issue) => [issue.id, issue] as const)));
    const ratings = final.flatMap((region) => region.ratings);
    const lost = lostRatings(events);
    const violations: string[] = [];

    for (const [key, counted] of groupedBy(ratings, ({ issueId, as }) => `${issueId} as ${as}`)) {
      if (counted.length > 1) violations.push(`Issue ${key} was counted ${counted.length} times.`);
    }
    for (const { issueId } of ratings) {
      // One that was answered, rated and reopened may be cancelled after that.
      const issue = issues.get(issueId);
      if (issue?.phase.at === 'cancelled' && !issue.timeline.some(({ kind }) => kind === 'reopened'))
        violations.push(`Issue ${issueId} was cancelled, and its rating was counted.`);
    }
    const counted = new Map(ratings.map(({ issueId, as, stars }) => [`${issueId} as ${as}`, stars]));
    for (const { id, rating, userRating } of issues.values()) {
      for (const [as, given] of [
        ['expert', rating],
        ['user', userRating],
      ] as const) {
        const found = counted.get(`${id} as ${as}`);
        if (given !== undefined && found !== given.stars && !lost.ratings.has(`${id} as ${as}`))
          violations.push(`The ${given.stars} stars of the ${as} for issue ${id} were counted as ${found}.`);
      }
    }
    for (const { command, key, person } of eventsOf(events, 'answered')) {
      const as = command === 'rate' ? 'expert' : command === 'rate user' ? 'user' : undefined;
      if (as !== undefined && !counted.has(`${key} as ${as}`) && !lost.ratings.has(`${key} as ${as}`))
        violations.push(`The rating of issue ${key} by ${person} was acknowledged and is not counted.`);
    }

    violations.push(
      ...unlikeRatings('expert', events, final, lost.rated),
      ...unlikeRatings('user', events, final, lost.rated),
    );
    return violations;
  },
};

/**
 * What was counted on disks that were lost: the trust that it made may have
 * gone with them. Which ratings these are, and who was rated.
 */
const lostRatings = (events: Parameters<Checker['check']>[0]['events']) => {
  const gone = lostDisks(events);
  const ratings = new Set<string>();
  const rated = new Set<AccountId>();
  for (const { region, changes } of eventsOf(events, 'committed')) {
    for (const change of changes) {
      if (change.in !== 'ratings' || !gone.has(region)) continue;
      ratings.add(`${change.doc.issueId} as ${change.doc.as}`);
      rated.add(change.doc.of);
    }
  }
  return { ratings, rated };
};

/** The first steps of a decay that takes 90 days to halve: a day or two that a clock jumped by, seen as trust. */
const decayMax = 0.02;

/**
 * Each rating must have moved an expert's trust, or a user's standing, once from where the one before had left it
 * (+= 0.2·((stars − 1)/4 − trust)), and the home's account must stand where the last one left it.
 */
const unlikeRatings = (
  as: 'expert' | 'user',
  events: Parameters<Checker['check']>[0]['events'],
  final: Parameters<Checker['check']>[0]['final'],
  lost: ReadonlySet<AccountId>,
): string[] => {
  const trust = new Map<AccountId, number>();
  const violations: string[] = [];
  // A region that leaves hands over what it has counted; its heir keeps it, word for word.
  const known = new Set<string>();
  const move = (id: AccountId, stars: number, after: number, atMs: number) => {
    const before = trust.get(id) ?? trustPrior;
    const expected = before + 0.2 * ((stars - 1) / 4 - before);
    if (Math.abs(after - expected) > decayMax)
      violations.push(`At ${atMs} ms ${stars} stars moved the trust of ${id} from ${before} to ${after}.`);
    trust.set(id, after);
  };
  for (const { atMs, changes } of eventsOf(events, 'committed')) {
    for (const change of changes) {
      if (change.in !== 'ratings' || change.doc.as !== as || lost.has(change.doc.of)) continue;
      const key = `${change.doc.issueId} ${change.doc.after}`;
      if (known.has(key)) continue;
      known.add(key);
      move(change.doc.of, change.doc.stars, change.doc.after, atMs);
    }
  }
  for (const { region, accounts } of final) {
    for (const { id, home, ...account } of accounts) {
      const kept = as === 'expert' ? account.trust : account.standing;
      const last = trust.get(id) ?? trustPrior;
      if (home === region && kept.value !== last && !lost.has(id))
        violations.push(`The trust of ${id} as ${as} is ${kept.value}, and its ratings left it at ${last}.`);
    }
  }
  return violations;
};

/** Trust before the first rating. */
const trustPrior = 0.5;
