import type { LinkConditions } from '../link.ts';
import type { SeededRandom } from '../random.ts';
import type { WorkloadOptions } from '../workload.ts';
import type { World } from '../world.ts';

/** What happens to a mesh while people work with it. */
export type Scenario = {
  /** As on the command line. */
  readonly name: string;
  /** One sentence for a list. */
  readonly summary: string;
  readonly regions: readonly string[];
  readonly workload: WorkloadOptions;
  readonly conditions?: Partial<LinkConditions>;
  /** What goes wrong, in virtual time from when the people have come; resolves when everything is whole again. */
  readonly disturb: (world: World, random: SeededRandom) => Promise<void>;
  /** How long after that everybody may take to be done. */
  readonly patienceMs: number;
};
