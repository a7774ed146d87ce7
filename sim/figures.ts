import type { IssueId, RegionId } from '../node/core/ids.ts';
import type { Evidence } from './checkers/checker.ts';
import { eventsOf } from './checkers/checker.ts';

/** Waiting times, from the first commit of an issue to the first acceptance by an expert. */
export type Waits = {
  readonly issues: number;
  readonly meanMs: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
};

export type RegionFigures = {
  readonly region: string;
  readonly submitted: number;
  /** Resolutions by experts of this region, of its own and others' issues. */
  readonly resolved: number;
  /** Issues handed to other regions; a region that gets an issue twice counts twice. */
  readonly handedOver: number;
  readonly takenOver: number;
  /** Most issues in work at once. */
  readonly activeMax: number;
  readonly waits: Waits;
};

/** What a researcher wants to know of one run. */
export type Figures = { readonly waits: Waits; readonly regions: readonly RegionFigures[] };

/** Figures of a run, from its trace alone but for the names of regions. */
export const figuresOf = ({ events, final }: Evidence): Figures => {
  const origins = new Map<IssueId, RegionId>();
  const submittedMs = new Map<IssueId, number>();
  const acceptedMs = new Map<IssueId, number>();
  const placed = new Map<string, { readonly from: RegionId; readonly to: RegionId }>();
  const resolved = new Map<RegionId, Set<string>>();
  const active = new Map<RegionId, Set<string>>();
  const activeMax = new Map<RegionId, number>();

  for (const { atMs, region, changes } of eventsOf(events, 'committed')) {
    for (const change of changes) {
      if (change.in === 'issues') {
        const { id, epoch, phase } = change.doc;
        if (!submittedMs.has(id)) submittedMs.set(id, atMs);
        origins.set(id, region);
        if (phase.at === 'placed' && phase.owner !== undefined && phase.owner !== region)
          placed.set(`${id}.${epoch}`, { from: region, to: phase.owner });
      } else if (change.in === 'entries') {
        const { id, issueId, phase } = change.doc;
        if (phase.at === 'assigned' && !acceptedMs.has(issueId)) acceptedMs.set(issueId, atMs);
        if (phase.at === 'done') setOf(resolved, region).add(id);
        const working = setOf(active, region);
        if (phase.at === 'assigned') working.add(id);
        else working.delete(id);
        activeMax.set(region, Math.max(activeMax.get(region) ?? 0, working.size));
      }
    }
  }

  const waitsOf = (isCounted: (issue: IssueId) => boolean): Waits =>
    summarised(
      [...acceptedMs]
        .filter(([issue]) => isCounted(issue))
        .map(([issue, atMs]) => atMs - (submittedMs.get(issue) ?? atMs)),
    );
  const handOvers = [...placed.values()];
  return {
    waits: waitsOf(() => true),
    regions: final.map(({ region, name }) => ({
      region: name,
      submitted: [...origins.values()].filter((origin) => origin === region).length,
      resolved: resolved.get(region)?.size ?? 0,
      handedOver: handOvers.filter(({ from }) => from === region).length,
      takenOver: handOvers.filter(({ to }) => to === region).length,
      activeMax: activeMax.get(region) ?? 0,
      waits: waitsOf((issue) => origins.get(issue) === region),
    })),
  };
};

const setOf = (sets: Map<RegionId, Set<string>>, region: RegionId): Set<string> => {
  const set = sets.get(region) ?? new Set<string>();
  sets.set(region, set);
  return set;
};

/** Percentiles are of the kind that is one of the values (nearest rank). All 0 without any. */
const summarised = (waitsMs: readonly number[]): Waits => {
  const sorted = [...waitsMs].sort((a, b) => a - b);
  const rank = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
  const sum = sorted.reduce((total, ms) => total + ms, 0);
  return {
    issues: sorted.length,
    meanMs: sorted.length === 0 ? 0 : sum / sorted.length,
    p50Ms: rank(0.5),
    p99Ms: rank(0.99),
    maxMs: rank(1),
  };
};
