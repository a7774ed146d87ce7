import { type Epoch, type Term, termOf } from '../../node/core/epoch.ts';
import type { RegionId } from '../../node/core/ids.ts';
import type { TraceEvent } from '../trace.ts';
import { eventsOf } from './checker.ts';
import type { DiskChange } from './disks.ts';

/** A report and its answer are two messages, which may be lost a few times. */
const judgementMaxMs = 10_000;

/** Of whoever was engaged when the adoption began. */
export const isFirstOfTerm = (epoch: Epoch): boolean => epoch.endsWith('.00000000');

/** The part of an issue or entry that says whose it is. */
type Lineage = { readonly origin: RegionId; readonly adoptedFrom?: RegionId | undefined };

/**
 * Follows adoptions through a trace: which regions were declared gone, and who has heard it. To be told of each change
 * before anything else looks at it.
 */
export class AdoptionsSeen {
  /** The greatest term of each lost region, as anyone has it. */
  readonly #terms = new Map<RegionId, Term>();
  readonly #adopters = new Map<RegionId, Set<RegionId>>();
  readonly #known = new Map<string, Term>();
  /** When a region heard of the adoption of another. */
  readonly #heardMs = new Map<string, number>();
  /** Regions whose disk is a backup that was put back, until they have adopted themselves. */
  readonly #putBack = new Set<RegionId>();

  /** Regions that an admin went on without: with the one that was lost. */
  readonly #leftBehind: ReadonlySet<string>;

  constructor(events: readonly TraceEvent[] = []) {
    this.#leftBehind = new Set(
      eventsOf(events, 'went-on').flatMap(({ lost, without }) =>
        without.map((region) => `${region} ${lost}`),
      ),
    );
  }

  /** The adopter went on without this region, which has not heard of the adoption that takes this issue. */
  isLeftBehind(at: RegionId, { origin, adoptedFrom }: Lineage): boolean {
    return [origin, adoptedFrom].some(
      (lost) =>
        lost !== undefined &&
        this.#leftBehind.has(`${at} ${lost}`) &&
        (this.#known.get(`${at} ${lost}`) ?? '') < (this.#terms.get(lost) ?? ''),
    );
  }

  /**
   * It was not waited for, and has just heard of the adoption: what it was engaged in is in the first epoch of the term, and
   * the adopter, who may have given it to somebody else, has yet to answer its report.
   */
  isBeingJudged(at: RegionId, { origin, adoptedFrom }: Lineage, epoch: Epoch, nowMs: number): boolean {
    return [origin, adoptedFrom].some((lost) => {
      const heardMs =
        lost && this.#leftBehind.has(`${at} ${lost}`) ? this.#heardMs.get(`${at} ${lost}`) : undefined;
      return heardMs !== undefined && nowMs - heardMs <= judgementMaxMs && isFirstOfTerm(epoch);
    });
  }

  onChange({ atMs, region: by, changes, isPutBack }: DiskChange): void {
    if (isPutBack) {
      for (const key of [...this.#known.keys()]) if (key.startsWith(`${by} `)) this.#known.delete(key);
      this.#putBack.add(by);
    } else if (changes.some((change) => change.in === 'adoptions' && change.doc.region === by))
      this.#putBack.delete(by);
    for (const change of changes) {
      if (change.in !== 'adoptions') continue;
      const { region, term, by: adopter } = change.doc;
      this.#adopters.set(region, (this.#adopters.get(region) ?? new Set<RegionId>()).add(adopter));
      const former = this.#terms.get(region);
      if (former === undefined || former < term) this.#terms.set(region, term);
      this.#known.set(`${by} ${region}`, term);
      this.#heardMs.set(`${by} ${region}`, atMs);
    }
  }

  /** Works on a backup, and has not adopted itself yet. */
  isPutBack(region: RegionId): boolean {
    return this.#putBack.has(region);
  }

  /** Declared gone, and it has not heard of it: what it still does is excused, and nobody takes any of it. */
  isGone(region: RegionId): boolean {
    if (this.#putBack.has(region)) return true;
    const term = this.#terms.get(region);
    return term !== undefined && (this.#known.get(`${region} ${region}`) ?? '') < term;
  }

  /** The same region, or one has adopted the other's issues, itself or by others in between, or both have the same one's. */
  areInLine(a: RegionId, b: RegionId): boolean {
    return [a, ...this.#adopters.keys()].some((region) => {
      const heirs = this.#heirsOf(region);
      return heirs.has(a) && heirs.has(b);
    });
  }

  #heirsOf(region: RegionId): ReadonlySet<RegionId> {
    const heirs = new Set([region]);
    // A set is walked up to what is added on the way.
    for (const heir of heirs) for (const by of this.#adopters.get(heir) ?? []) heirs.add(by);
    return heirs;
  }

  /** The term below which that region must not act on such an issue. */
  floorAt(at: RegionId, { origin, adoptedFrom }: Lineage): Term | undefined {
    const terms = [origin, adoptedFrom].flatMap((region) =>
      region === undefined ? [] : (this.#known.get(`${at} ${region}`) ?? []),
    );
    return terms.sort().at(-1);
  }

  isBelowFloor(at: RegionId, lineage: Lineage, epoch: Epoch): boolean {
    const floor = this.floorAt(at, lineage);
    return floor !== undefined && termOf(epoch) < floor;
  }
}
