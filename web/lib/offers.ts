import type { OfferView } from '../../node/schemas/views.ts';
import { api } from './api.ts';

/** An offer, with the moment of `performance.now()` at which it ends: two machines' clocks are never compared. */
export type TimedOffer = OfferView & { readonly deadlineMs: number };

/** The offers to this expert that are still open. @throws ApiProblem */
export async function readOffers(): Promise<TimedOffer[]> {
  const { items } = await api.offers();
  const now = performance.now();
  return items.map((offer) => ({ ...offer, deadlineMs: now + offer.secondsLeft * 1_000 }));
}
