import type { AccountId, RegionId } from '../../node/core/ids.ts';
import type { Seen, SeenAccount, SeenRating } from '../seen.ts';
import { type Checker, type Evidence, eventsOf, groupedBy } from './checker.ts';
import { lostDocs, saidNowhereElse } from './lost.ts';
import { diskLoss } from './troubles.ts';

/** Ratings are counted where the rated person is at home; the trust of each must have moved as often as that. */
export const countedOnce: Checker = {
  name: 'counted-once',
  invariant: 5,
  promise:
    'An issue counts one rating of its expert and one of its user, and moves trust and standing once; none if it was cancelled.',
  check: ({ events, final }) => {
    const issues = new Map(final.flatMap(({ issues }) => issues.map((issue) => [issue.id, issue] as const)));
    const ratings = final.flatMap((region) => region.ratings);
    const lost = new Set([...lostRatings(events), ...keptNowhereElse(events)]);
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
        if (given !== undefined && found !== given.stars && !lost.has(`${id} as ${as}`))
          violations.push(`The ${given.stars} stars of the ${as} for issue ${id} were counted as ${found}.`);
      }
    }
    for (const { command, key, person } of eventsOf(events, 'answered')) {
      const as = command === 'rate' ? 'expert' : command === 'rate user' ? 'user' : undefined;
      if (as !== undefined && !counted.has(`${key} as ${as}`) && !lost.has(`${key} as ${as}`))
        violations.push(`The rating of issue ${key} by ${person} was acknowledged and is not counted.`);
    }

    violations.push(
      ...countedAgain(events),
      ...unlikeRatings('expert', events, final),
      ...unlikeRatings('user', events, final),
    );
    return violations;
  },
};

/** Ratings that were counted on disks that were lost: they are in no list any more, but the trust that they made may be. */
const lostRatings = (events: Evidence['events']): ReadonlySet<string> =>
  new Set(
    lostDocs(events, 'ratings', ({ issueId, as }) => `${issueId} as ${as}`).map(
      ({ doc }) => `${doc.issueId} as ${doc.as}`,
    ),
  );

/**
 * Ratings that were given where the issue was, or where its expert had answered it, on a disk that was lost before any other
 * had them: its copy had yet to be renewed, or its origin, or whoever was rated, to be told.
 */
const keptNowhereElse = (events: Evidence['events']): readonly string[] =>
  saidNowhereElse(events, {
    ofIssue: ({ id, rating, userRating }) => [
      ...(rating ? [`${id} as expert`] : []),
      ...(userRating ? [`${id} as user`] : []),
    ],
    ofEntry: ({ issueId, userRating }) => (userRating ? [`${issueId} as user`] : []),
  });

/** A rating that moved somebody once more, on a disk that still had it as counted. */
const countedAgain = (events: Evidence['events']): string[] => {
  const onDisk = new Map<RegionId, Map<string, number>>();
  const keyOf = ({ issueId, as }: SeenRating) => `${issueId} as ${as}`;
  const ratingsIn = (docs: readonly Seen[]) => docs.flatMap((one) => (one.in === 'ratings' ? [one.doc] : []));
  const violations: string[] = [];
  for (const event of events) {
    if (event.kind === 'fault' && event.what === diskLoss && event.is === 'beginning')
      for (const region of event.regions) onDisk.delete(region);
    if (event.kind === 'put-back')
      onDisk.set(event.region, new Map(ratingsIn(event.docs).map((one) => [keyOf(one), one.after])));
    if (event.kind !== 'committed') continue;
    const counted = onDisk.get(event.region) ?? new Map<string, number>();
    onDisk.set(event.region, counted);
    for (const rating of ratingsIn(event.changes)) {
      const before = counted.get(keyOf(rating));
      if (before !== undefined && before !== rating.after)
        violations.push(`At ${event.atMs} ms issue ${keyOf(rating)} was counted again at ${event.region}.`);
      counted.set(keyOf(rating), rating.after);
    }
  }
  return violations;
};

/** The first steps of a decay that takes 90 days to halve: a day or two that a clock jumped by, seen as trust. */
const decayMax = 0.02;

/**
 * Each rating must have moved an expert's trust, or a user's standing, once from where the one before had left it
 * (+= 0.2·weight·((stars − 1)/4 − trust)), and the home's account must stand where the last one left it. When the home's disk is
 * lost, it goes on from the newest that any other disk has.
 */
const unlikeRatings = (
  as: 'expert' | 'user',
  events: Evidence['events'],
  final: Evidence['final'],
): string[] => {
  const trust = new Map<AccountId, number>();
  const replicas = new Replicas(as);
  const violations: string[] = [];
  // A region that leaves hands over what it has counted; its heir keeps it, word for word. On whose disks it is: what only
  // a lost one had may come out the same when it is counted anew.
  const known = new Map<string, Set<RegionId>>();
  const keyOf = ({ issueId, after }: SeenRating) => `${issueId} ${after}`;
  const move = ({ of: id, stars, after, weight = 1 }: SeenRating, atMs: number) => {
    const before = trust.get(id) ?? trustPrior;
    const expected = before + 0.2 * weight * ((stars - 1) / 4 - before);
    if (Math.abs(after - expected) > decayMax)
      violations.push(`At ${atMs} ms ${stars} stars moved the trust of ${id} from ${before} to ${after}.`);
    trust.set(id, after);
  };
  // What the lost disk had told may arrive elsewhere after its loss, and counts until the home writes again.
  const told = new Map<AccountId, number>();
  const hear = (region: RegionId, account: SeenAccount) => {
    const { value, at } = as === 'expert' ? account.trust : account.standing;
    const newest = told.get(account.id);
    if (region === account.home) told.delete(account.id);
    else if (newest !== undefined && at > newest) {
      trust.set(account.id, value);
      told.set(account.id, at);
    }
  };
  const loseDisk = (region: RegionId, left: readonly Seen[]) => {
    for (const [id, { value, at }] of replicas.withoutDisk(region, left)) {
      trust.set(id, value);
      told.set(id, at);
    }
    const kept = new Set(left.flatMap((one) => (one.in === 'ratings' ? [keyOf(one.doc)] : [])));
    for (const [key, regions] of known) {
      if (!kept.has(key)) regions.delete(region);
      if (regions.size === 0) known.delete(key);
    }
  };
  for (const event of events) {
    if (event.kind === 'fault' && event.what === diskLoss && event.is === 'beginning')
      for (const region of event.regions) loseDisk(region, []);
    if (event.kind === 'put-back') loseDisk(event.region, event.docs);
    if (event.kind !== 'committed') continue;
    for (const change of event.changes) {
      if (change.in === 'accounts') {
        replicas.put(event.region, change.doc);
        hear(event.region, change.doc);
      }
      if (change.in !== 'ratings' || change.doc.as !== as) continue;
      const key = keyOf(change.doc);
      const regions = known.get(key);
      known.set(key, (regions ?? new Set<RegionId>()).add(event.region));
      if (!regions) move(change.doc, event.atMs);
    }
  }
  for (const { region, accounts } of final) {
    for (const { id, home, ...account } of accounts) {
      const kept = as === 'expert' ? account.trust : account.standing;
      const last = trust.get(id) ?? trustPrior;
      if (home === region && kept.value !== last)
        violations.push(`The trust of ${id} as ${as} is ${kept.value}, and its ratings left it at ${last}.`);
    }
  }
  return violations;
};

/** What every disk knows of everybody's trust. */
class Replicas {
  readonly #as: 'expert' | 'user';
  readonly #known = new Map<RegionId, Map<AccountId, SeenAccount>>();

  constructor(as: 'expert' | 'user') {
    this.#as = as;
  }

  put(region: RegionId, account: SeenAccount): void {
    const accounts = this.#known.get(region) ?? new Map<AccountId, SeenAccount>();
    this.#known.set(region, accounts.set(account.id, account));
  }

  /** A disk now holds only this; of everyone at home there, the newest trust that any disk still has. */
  withoutDisk(region: RegionId, left: readonly Seen[]): (readonly [AccountId, SeenAccount['trust']])[] {
    const residents = [...(this.#known.get(region)?.values() ?? [])].filter(({ home }) => home === region);
    this.#known.delete(region);
    for (const one of left) if (one.in === 'accounts') this.put(region, one.doc);
    return residents.map(({ id }) => {
      const all = [...this.#known.values()].flatMap((accounts) => {
        const account = accounts.get(id);
        return account ? [this.#as === 'expert' ? account.trust : account.standing] : [];
      });
      const newest = all.reduce((best, one) => (one.at > best.at ? one : best), { value: trustPrior, at: 0 });
      return [id, newest] as const;
    });
  }
}

/** Trust before the first rating. */
const trustPrior = 0.5;
