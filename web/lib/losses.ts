import type { AdoptionView, MeshView, RegionView } from '../../node/schemas/mesh-views.ts';

/** A region that is down, or was: with nobody going on with what it had, or with somebody who does. */
export type Loss =
  | { readonly kind: 'down'; readonly name: string; readonly region: RegionView }
  | { readonly kind: 'adopted'; readonly name: string; readonly adoption: AdoptionView };

/** So long it is news that all of a region's issues are in other hands. */
const newsMs = 24 * 3_600_000;

const isNews = ({ state, at }: AdoptionView, now: number) => state !== 'done' || now - at < newsMs;

/**
 * Regions that are lost, those first that nobody has decided about. One that has come back is none of them. As long as
 * adoptions are not known, those that are said to be adopted are left out, lest they be adopted again.
 */
export function lossesOf(
  { regions }: Pick<MeshView, 'regions'>,
  adoptions: readonly AdoptionView[] | undefined,
  now: number,
): Loss[] {
  const standing = (adoptions ?? []).filter(({ isReturned }) => !isReturned);
  const isKnown = (name: string) => standing.some(({ region }) => region === name);
  const down = regions.filter(
    ({ state, name, isSettled, adoptedBy }) =>
      state === 'down' &&
      !isSettled &&
      !isKnown(name) &&
      (adoptions !== undefined || adoptedBy === undefined),
  );
  return [
    ...down.map((region) => ({ kind: 'down' as const, name: region.name, region })),
    ...standing
      .filter((adoption) => isNews(adoption, now))
      .toSorted((a, b) => b.at - a.at)
      .map((adoption) => ({ kind: 'adopted' as const, name: adoption.region, adoption })),
  ];
}

/** Whether it waits for what an admin here decides. */
export const isOpen = (loss: Loss, here: string): boolean =>
  loss.kind === 'down' || (loss.adoption.by === here && loss.adoption.unreachable.length > 0);
