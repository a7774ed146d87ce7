import type { SeededRandom } from '../../random.ts';
import type { Crowd } from '../crowd.ts';
import type { LiveMesh } from '../mesh.ts';

/** Where a scenario plays: a whole mesh with people at work. */
export type Stage = {
  readonly mesh: LiveMesh;
  readonly crowd: Crowd;
  /** Who and in which order; times are those of the real world. */
  readonly random: SeededRandom;
  /** Says what is being done. */
  readonly tell: (what: string) => void;
  /** Something that must not be. */
  readonly complain: (what: string) => void;
  /** Ends every wait. */
  readonly signal: AbortSignal;
};

/** What is done to a mesh of real nodes while people work with it. Whatever it leaves broken is mended after it. */
export type LiveScenario = {
  /** As on the command line. */
  readonly name: string;
  /** One sentence for a list. */
  readonly summary: string;
  readonly play: (stage: Stage) => Promise<void>;
};
