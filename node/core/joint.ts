import { assignInOrder, type Gains, notAllowed } from './assignment.ts';
import { hash32 } from './hash.ts';
import type { AccountId, IssueId } from './ids.ts';
import { freeSeats, type Seats } from './load.ts';
import type { Ranked } from './rank.ts';

/** A waiting issue: what each expert who may be asked is worth for it (`worthsOf`), and who was named for it. */
export type Asker = {
  readonly id: IssueId;
  readonly worths: ReadonlyMap<AccountId, number>;
  readonly wanted?: AccountId | undefined;
};

/** So much more than the best by score somebody is worth whom the lot has put first. */
const ofLot = 1e-6;

/**
 * What each expert is worth for an issue: their score, in [0, 1]; a little more than all others for who is to become known
 * (`tryout.ts`); and less than anybody else for whose last seat is kept while somebody is idle (`rank`), down to −1.
 */
export function worthsOf(
  ranked: readonly Pick<Ranked, 'id' | 'score' | 'isTryout' | 'isLast'>[],
): Asker['worths'] {
  const highest = ranked.reduce((most, { score }) => Math.max(most, score), 0);
  return new Map(
    ranked.map(({ id, score, isTryout, isLast }) => [
      id,
      isTryout ? highest + ofLot : isLast ? score - 1 : score,
    ]),
  );
}

/** An expert with free seats. */
export type Seated = Seats & { readonly id: AccountId };

/** Who is asked for which issue. */
export type Pair = { readonly id: IssueId; readonly expertId: AccountId };

/**
 * So many issues are looked at together, the strongest claims; a greater backlog is solved in several steps, in which
 * less is lost than one by one. 256 issues and as many seats take about 20 ms (`npm run bench -- assignment`), some
 * hundred at worst, in which nothing else is decided.
 */
export const jointIssuesMax = 256;

/** With more free seats than this hardly two issues compete for one, and each gets its best expert one by one. */
export const jointSeatsMax = 1_024;

/** Scores are compared to so many parts, as in `rank`; as whole numbers, sums of them are exact. */
const parts = 1e9;
/** More than all scores of one solution together: whoever was named for an issue gets it, if anybody free does. */
const namedBonus = 4 * jointIssuesMax * parts;

type Place = { readonly expert: Seated; readonly nth: number };

/**
 * Who gets whom when several issues and several seats are free at once. `askers` come in the order of their claims, which
 * alone decides who is served; those served get the experts with whom their scores add up to most. Each further issue of
 * one expert scores less by `loadShare` (the weight of the load term) for the seat that the former takes. `lot` decides
 * among equals. Returned in the order of the claims; the issues left out find no seat now.
 */
export function assignJointly(
  askers: Iterable<Asker>,
  experts: readonly Seated[],
  { loadShare, lot }: { readonly loadShare: number; readonly lot: string },
): readonly Pair[] {
  const places = placesOf(experts, lot);
  const read: Asker[] = [];
  const gainsInOrder = function* (): Generator<Gains> {
    for (const asker of askers) {
      read.push(asker);
      yield places.map((place) => gainOf(asker, place, loadShare));
      if (read.length === jointIssuesMax) return;
    }
  };
  return assignInOrder(gainsInOrder(), places.length).flatMap((at, n) => {
    const asker = read[n];
    const place = at === undefined ? undefined : places[at];
    return asker && place ? [{ id: asker.id, expertId: place.expert.id }] : [];
  });
}

/** Each free seat, those of whoever has least to do first; of equals by lot, so that nobody comes first for an early id. */
function placesOf(experts: readonly Seated[], lot: string): readonly Place[] {
  return experts
    .flatMap((expert) =>
      Array.from({ length: Math.min(freeSeats(expert), jointIssuesMax) }, (_, nth) => ({
        expert,
        nth,
        taken: expert.load + nth,
        lot: hash32(lot, expert.id),
      })),
    )
    .sort((a, b) => a.taken - b.taken || a.lot - b.lot || (a.expert.id < b.expert.id ? -1 : 1));
}

function gainOf({ worths, wanted }: Asker, { expert, nth }: Place, loadShare: number): number {
  const worth = worths.get(expert.id);
  if (worth === undefined) return notAllowed;
  const less = (loadShare * nth) / expert.capacity;
  // Gains are 0 or more; a seat that another takes before lowers the load term by 1 at most.
  return Math.round((2 + worth - less) * parts) + (expert.id === wanted ? namedBonus : 0);
}
