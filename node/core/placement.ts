import { hash32 } from './hash.ts';
import type { AccountId, EntryId, EpochMs, IssueId } from './ids.ts';
import { type Ranked, scoreOf, sharesOf, type Terms, type Weights } from './rank.ts';

/** Somebody who could have been asked, as they stood at that moment. */
export type Contender = { readonly id: AccountId; readonly terms: Terms };

/**
 * How an expert was chosen. `score`: first by the weights that admins set; `together`: with others of a backlog; `named`: a
 * person named them; `next`: those before had passed; `tryout`: new, and put first by lot; `learnt`: first by learnt weights.
 * `control` and `kept` are `score` too, where learnt weights would have had another (`bet.ts`).
 */
export type How = 'score' | 'together' | 'named' | 'next' | 'tryout' | 'learnt' | 'control' | 'kept';

/** What a choice was made from. */
export type Basis = {
  readonly how: How;
  readonly field: readonly Contender[];
  /** By the weights that admins set: what other regions may compare. */
  readonly score: number;
};

/** A choice that was made, kept for a while: to show what other weights would have changed. */
export type Placement = {
  /** Grows by one with each choice of a region. */
  readonly n: number;
  readonly at: EpochMs;
  readonly issueId: IssueId;
  readonly title: string;
  readonly entryId: EntryId;
  readonly expertId: AccountId;
  readonly how: How;
  /** The weights that admins had set, adding up to 1. */
  readonly weights: Weights;
  readonly field: readonly Contender[];
  /** How many could have been asked besides the one who was. */
  readonly others: number;
  /** Its number in the tally, if it was made while weights were learnt. */
  readonly bet?: number | undefined;
  /** What came of it, as far as it was learnt from. */
  readonly reward?: number | 'nothing' | undefined;
};

/** Of so many the terms are kept. */
export const fieldMax = 10;

const termNames = ['skill', 'trust', 'availability', 'load'] as const;

/**
 * Whose terms are kept of all who could have been asked: whoever was chosen, the best of each single term, and the best by
 * score. Whoever is first under other weights is mostly among them, for weights only choose between those terms.
 */
export function fieldOf(all: readonly Ranked[], chosen: AccountId): readonly Contender[] {
  // Whose last seat is kept comes first under no weights.
  const ranked = all.filter(({ id, isLast }) => !isLast || id === chosen);
  const kept = new Map<AccountId, Ranked>();
  const keep = (one: Ranked | undefined) => one && kept.size < fieldMax && kept.set(one.id, one);
  keep(ranked.find(({ id }) => id === chosen));
  keep(ranked[0]);
  for (const term of termNames) {
    let best = ranked[0];
    for (const one of ranked) if (best && one.terms[term] > best.terms[term]) best = one;
    keep(best);
  }
  for (const one of ranked) keep(one);
  return [...kept.values()].map(({ id, terms }) => ({ id, terms }));
}

/** A contender with their score under some weights. */
export type Scored = Contender & { readonly score: number };

/** An issue for which other weights would have had somebody else asked first. */
export type ChangedChoice = {
  readonly placement: Placement;
  readonly before: Scored;
  readonly after: Scored;
};

export type Replay = {
  /** First choices by score, which is what weights decide. */
  readonly compared: number;
  readonly changed: readonly ChangedChoice[];
};

/**
 * Who would have been asked first under other weights, for each first choice. What a person decided and who came after
 * others had passed is left out: weights did not decide it alone.
 */
export function replay(placements: readonly Placement[], weights: Weights): Replay {
  const shares = sharesOf(weights);
  const compared = placements.filter(({ how }) => how !== 'named' && how !== 'next' && how !== 'tryout');
  const changed = compared.flatMap((placement) => {
    const before = firstOf(placement, placement.weights);
    const after = firstOf(placement, shares);
    return before && after && before.id !== after.id ? [{ placement, before, after }] : [];
  });
  return { compared: compared.length, changed };
}

/** Ordered as `rank` orders them. */
function firstOf({ issueId, field }: Placement, weights: Weights): Scored | undefined {
  const scored = field.map((one) => ({ ...one, score: scoreOf(one.terms, weights) }));
  const lot = ({ id }: Scored) => hash32(issueId, id);
  return scored.sort(
    (a, b) => b.score - a.score || b.terms.load - a.terms.load || lot(a) - lot(b) || (a.id < b.id ? -1 : 1),
  )[0];
}
