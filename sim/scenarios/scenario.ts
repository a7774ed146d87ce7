import type { LinkConditions } from '../link.ts';
import type { Fault } from '../nemesis.ts';
import type { SeededRandom } from '../random.ts';
import type { DiskPace } from '../slow-disk.ts';
import type { WorkloadOptions } from '../workload.ts';

/** What happens to a mesh while people work with it. */
export type Scenario = {
  /** As on the command line. */
  readonly name: string;
  /** One sentence for a list. */
  readonly summary: string;
  /** Left out of what plays all scenarios, because one run takes as long as a dozen of others. */
  readonly isLong?: boolean;
  readonly regions: readonly string[];
  readonly workload: WorkloadOptions;
  readonly conditions?: Partial<LinkConditions>;
  /** How fast the disks are: good ones, when it is not given. */
  readonly disks?: DiskPace;
  /** What goes wrong in this run; everything is mended again when the last of it is over. */
  readonly faults: (random: SeededRandom, regions: readonly string[]) => readonly Fault[];
  /** How long after the last submission everybody may take to be done. */
  readonly patienceMs: number;
};

/** What most scenarios have in common: enough people and work for every stage of an issue to be hit. */
export const fourRegions = {
  regions: ['North', 'South', 'East', 'West'],
  workload: { experts: 14, users: 16, issues: 24, arrivalsMs: 160_000, categories: 4 },
  patienceMs: 3_600_000,
} as const;

/** Faults begin while most issues arrive, so that some are in every stage. */
export const troubleFromMs = 30_000;
export const troubleUntilMs = 130_000;

/** One region by chance. @throws Error when there is none */
export const anyOf = (random: SeededRandom, regions: readonly string[]): string => {
  const region = regions[Math.floor(random.next() * regions.length)];
  if (region === undefined) throw new Error('There is no region to choose from.');
  return region;
};

/** Regions, or other things, in random order (Fisher and Yates). */
export const inAnyOrder = <T>(random: SeededRandom, things: readonly T[]): T[] => {
  const left = [...things];
  return things.flatMap(() => left.splice(Math.floor(random.next() * left.length), 1));
};
