import { byClaim, type Claimant, claimOf, growthOf } from '../core/claim.ts';
import type { EpochMs, IssueId } from '../core/ids.ts';
import type { QueueSummary } from '../core/load.ts';
import type { Issue } from '../core/model.ts';
import type { Urgency } from '../schemas/words.ts';
import type { Table } from './table.ts';

/** An issue in its lane. */
type Place = { readonly id: IssueId; readonly submittedAt: EpochMs };

/** Issues of one category and urgency, who came first first: their claims are in the same order at every moment. */
type Lane = { readonly category: string; readonly urgency: Urgency; readonly places: Place[] };

/** How fast a category is served, relative to all; see core/service-rate.ts. */
export type RateOf = (category: string) => number;

/**
 * What waits in this region, so kept that the strongest claim is found without looking at all the others: claims
 * change with every moment, but within one category and urgency their order does not.
 */
export class WaitingQueue {
  readonly #issues: Table<Issue>;
  readonly #rateOf: RateOf;
  readonly #lanes = new Map<string, Lane>();
  readonly #laneOf = new Map<string, { readonly lane: Lane; readonly place: Place }>();

  /** Follows the table from now on; it must be empty. */
  constructor(issues: Table<Issue>, rateOf: RateOf) {
    this.#issues = issues;
    this.#rateOf = rateOf;
    issues.onChange((id, issue) => {
      this.#remove(id);
      if (issue?.phase.at === 'queued') this.#add(issue);
    });
  }

  get size(): number {
    return this.#laneOf.size;
  }

  claimOf(issue: Issue, now: EpochMs): number {
    return claimOf(issue, now, this.#rateOf(issue.category));
  }

  /**
   * Issues of these categories, the strongest claim first. Issues that are placed and categories that are taken out
   * meanwhile drop out, and nothing is looked at before it is its turn.
   */
  *strongestFirst(categories: ReadonlySet<string>, now: EpochMs): Generator<Issue> {
    const heads = [...this.#lanes.values()]
      .filter(({ category }) => categories.has(category))
      .flatMap((lane) => this.#headOf(lane, now) ?? []);
    while (heads.length > 0) {
      const [first, ...others] = heads.sort(byClaim);
      if (!first) return;
      const issue = this.#laneOf.has(first.id) ? this.#issues.get(first.id) : undefined;
      const isOpen = () => categories.has(first.lane.category);
      if (issue && isOpen()) yield issue;
      const next = isOpen() ? this.#headOf(first.lane, now, first) : undefined;
      heads.splice(0, heads.length, ...(next ? [next, ...others] : others));
    }
  }

  /** What waits, by category, for the region's summary. */
  summary(now: EpochMs): Readonly<Record<string, QueueSummary>> {
    const categories: Record<string, QueueSummary> = {};
    for (const { category, urgency, places } of this.#lanes.values()) {
      const [first] = places;
      if (!first) continue;
      const known = categories[category];
      const rate = this.#rateOf(category);
      const claim = claimOf({ urgency, submittedAt: first.submittedAt }, now, rate);
      const isTop = !known || claim > known.topClaim;
      categories[category] = {
        queued: (known?.queued ?? 0) + places.length,
        oldestAgeMs: Math.max(known?.oldestAgeMs ?? 0, now - first.submittedAt),
        topClaim: isTop ? claim : known.topClaim,
        topClaimGrowth: isTop ? growthOf({ urgency }, rate) : known.topClaimGrowth,
      };
    }
    return categories;
  }

  /** How many wait in a category. */
  countIn(category: string): number {
    return this.#issues.countInGroup('queued', category);
  }

  #headOf(lane: Lane, now: EpochMs, after?: Place): (Claimant & { readonly lane: Lane }) | undefined {
    const place = lane.places[after ? firstAfter(lane.places, after) : 0];
    const { category, urgency } = lane;
    return (
      place && {
        ...place,
        lane,
        claim: claimOf({ urgency, submittedAt: place.submittedAt }, now, this.#rateOf(category)),
      }
    );
  }

  #add({ id, category, urgency, submittedAt }: Issue): void {
    const key = `${category}/${urgency}`;
    const lane = this.#lanes.get(key) ?? { category, urgency, places: [] };
    this.#lanes.set(key, lane);
    const place = { id, submittedAt };
    lane.places.splice(firstAfter(lane.places, place), 0, place);
    this.#laneOf.set(id, { lane, place });
  }

  #remove(id: string): void {
    const known = this.#laneOf.get(id);
    if (!known) return;
    this.#laneOf.delete(id);
    const { lane, place } = known;
    lane.places.splice(firstAfter(lane.places, place) - 1, 1);
    if (lane.places.length === 0) this.#lanes.delete(`${lane.category}/${lane.urgency}`);
  }
}

/** Where the first place after this one is: by submission, then by id. */
function firstAfter(places: readonly Place[], { submittedAt, id }: Place): number {
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const other = places[middle];
    const isAfter =
      other !== undefined &&
      (other.submittedAt > submittedAt || (other.submittedAt === submittedAt && other.id > id));
    if (isAfter) high = middle;
    else low = middle + 1;
  }
  return low;
}
