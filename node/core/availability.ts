/** What is expected of an expert who was never asked: most offers are answered. */
export const availabilityPrior = 0.8;

/** How far one offer moves the share: about the last ten offers decide, and one slip is soon forgiven. */
const offerStep = 0.2;

/** The smoothed share, in [0, 1], of an expert's recent offers that were answered in time. */
export type Availability = { readonly value: number };

/** The availability of an expert who was never asked. */
export const newAvailability: Availability = { value: availabilityPrior };

/**
 * Availability after one more offer. In time means before the countdown ended, with a yes or a no: who declines at
 * once costs nobody a wait. Offers withdrawn by others (the user cancelled) must not be counted at all.
 */
export function answered(availability: Availability, isInTime: boolean): Availability {
  const { value } = availability;
  return { value: value + offerStep * ((isInTime ? 1 : 0) - value) };
}

/** What is left of somebody's availability outside their hours: they may be there, and are asked when nobody else is. */
const outsideHoursFactor = 0.5;

/** The availability term of the score. Who has declared no hours is never outside them. */
export function availabilityTerm({ value }: Availability, isOutsideHours: boolean): number {
  return isOutsideHours ? value * outsideHoursFactor : value;
}
