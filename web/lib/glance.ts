import type { MeshView, RegionView } from '../../node/schemas/mesh-views.ts';

/** Whoever waits longer than this has a right to be noticed: by then most issues have somebody. */
export const longWaitMs = 15 * 60_000;

/** Whether nobody misses it any more: another region goes on with what it had. */
const isGone = ({ state, adoptedBy }: RegionView): boolean => state === 'down' && adoptedBy !== undefined;

/** The longest wait in any category, or undefined when nobody waits. */
export function longestWaitMs({ categories }: Pick<RegionView, 'categories'>): number | undefined {
  const waits = Object.values(categories).flatMap((load) => (load.queued > 0 ? [load.oldestAgeMs] : []));
  return waits.length > 0 ? Math.max(...waits) : undefined;
}

/** The mesh in four figures. What a region that is down knew last does not count as if it were so now. */
export type Summary = {
  readonly up: number;
  readonly of: number;
  readonly waiting: number;
  readonly longestMs: number | undefined;
};

export function summaryOf(regions: readonly RegionView[]): Summary {
  const missed = regions.filter((region) => !isGone(region));
  const answering = missed.filter(({ state }) => state !== 'down');
  const waits = answering.flatMap((region) => longestWaitMs(region) ?? []);
  return {
    up: missed.filter(({ state }) => state === 'up').length,
    of: missed.length,
    waiting: answering.reduce((sum, { waiting }) => sum + waiting, 0),
    longestMs: waits.length > 0 ? Math.max(...waits) : undefined,
  };
}

/** Where most of those who wait do so, and how many of all they are; undefined when nobody waits. */
export function mostWaiting(
  answering: readonly Pick<RegionView, 'name' | 'waiting'>[],
): { readonly region: string; readonly n: number; readonly isAll: boolean } | undefined {
  const most = answering.toSorted((a, b) => b.waiting - a.waiting)[0];
  if (most === undefined || most.waiting === 0) return undefined;
  const { name: region, waiting: n } = most;
  return { region, n, isAll: n === answering.reduce((sum, { waiting }) => sum + waiting, 0) };
}

/** Something that an admin should do or know besides lost regions (`losses.ts`), the most pressing kind first. */
export type Need =
  | { readonly kind: 'at-risk'; readonly region: string; readonly count: number }
  | { readonly kind: 'long-wait'; readonly longestMs: number; readonly region: string }
  | { readonly kind: 'nobody'; readonly waiting: number }
  | { readonly kind: 'late'; readonly names: readonly string[] }
  | { readonly kind: 'registrations'; readonly count: number; readonly isMore: boolean };

const named = (regions: readonly RegionView[]) => regions.map(({ name }) => name);

export function needsOf(
  { regions, here, atRisk = 0 }: Pick<MeshView, 'regions' | 'here' | 'atRisk'>,
  registrations: { readonly count: number; readonly isMore: boolean },
): Need[] {
  const missed = regions.filter((region) => !isGone(region));
  const late = missed.filter(({ state }) => state === 'suspected');
  const answering = missed.filter(({ state }) => state !== 'down');
  const { waiting } = summaryOf(regions);
  const online = answering.reduce((sum, { expertsOnline }) => sum + expertsOnline, 0);
  const longest = answering
    .flatMap((region) => {
      const longestMs = longestWaitMs(region);
      return longestMs === undefined ? [] : [{ longestMs, region: region.name }];
    })
    .toSorted((a, b) => b.longestMs - a.longestMs)[0];
  return [
    ...(atRisk > 0 ? [{ kind: 'at-risk' as const, region: here, count: atRisk }] : []),
    ...(longest && longest.longestMs > longWaitMs ? [{ kind: 'long-wait' as const, ...longest }] : []),
    ...(waiting > 0 && online === 0 ? [{ kind: 'nobody' as const, waiting }] : []),
    ...(late.length > 0 ? [{ kind: 'late' as const, names: named(late) }] : []),
    ...(registrations.count > 0 ? [{ kind: 'registrations' as const, ...registrations }] : []),
  ];
}
