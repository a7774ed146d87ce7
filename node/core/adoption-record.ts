import { z } from 'zod';
import { Time } from '../schemas/words.ts';
import { type Epoch, Term, termOf } from './epoch.ts';
import { RegionId } from './ids.ts';

/**
 * "Region `by` has taken over the issues and accounts of `region`, which is gone, under this term." Every region keeps
 * the one with the greatest term for each lost region; having committed it, it acts on nothing of a lower term.
 */
export const Adoption = z.object({ region: RegionId, term: Term, by: RegionId, at: Time }).readonly();
export type Adoption = z.infer<typeof Adoption>;

/** A region that was restored from a backup adopts itself. */
export const isOfItself = ({ region, by }: Adoption, self: RegionId): boolean =>
  region === self && by === self;

/** The greatest adoption known of a region. */
export type AdoptionOf = (region: RegionId) => Adoption | undefined;

/** Whose issue it is, and whose it was before an adoption. */
export type Lineage = { readonly origin: RegionId; readonly adoptedFrom?: RegionId | undefined };

/**
 * Whether an adoption takes this issue, which is known here under `epoch`: it is the lost region's, or another adopter
 * took it from there under a lower term; or the lost region had adopted whose it was, and may not have got as far as that.
 */
export const takes = (
  { region, term }: Adoption,
  lineage: Lineage,
  epoch: Epoch,
  adoptionOf: AdoptionOf,
): boolean => {
  if (termOf(epoch) >= term) return false;
  const before = (lost: RegionId) => {
    const adoption = adoptionOf(lost);
    return adoption && adoption.term < term ? adoption : undefined;
  };
  return [lineage.origin, lineage.adoptedFrom, originNow(lineage, epoch, before)].includes(region);
};

/**
 * The adopter was declared gone itself, or has only a backup of what it adopted: whoever adopted that, in the latter case the
 * same region, goes on with all of it.
 */
export const isPassedOn = ({ by, term }: Adoption, adoptionOf: AdoptionOf): boolean => {
  const next = adoptionOf(by);
  return next !== undefined && next.term > term;
};

/** Below this, what is said of the issue is refused. */
export const floorOf = ({ origin, adoptedFrom }: Lineage, adoptionOf: AdoptionOf): Term | undefined => {
  const [first, second] = [adoptionOf(origin)?.term, adoptedFrom && adoptionOf(adoptedFrom)?.term];
  return first && second ? (first > second ? first : second) : (first ?? second);
};

/** Who answers now for an issue that is known here under `epoch`: whoever adopted it last, one adoption after the other. */
export const originNow = (lineage: Lineage, epoch: Epoch, adoptionOf: AdoptionOf): RegionId => {
  let [{ origin, adoptedFrom }, term] = [lineage, termOf(epoch)];
  for (;;) {
    const next = [origin, adoptedFrom]
      .flatMap((region) => (region && adoptionOf(region)) ?? [])
      .filter((adoption) => adoption.term > term)
      .sort((a, b) => (a.term < b.term ? -1 : 1))
      .at(0);
    if (!next) return origin;
    [origin, adoptedFrom, term] = [next.by, next.region, next.term];
  }
};
