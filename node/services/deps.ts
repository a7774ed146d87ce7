import type { RegionId } from '../core/ids.ts';
import type { DispatchPolicy } from '../core/policy.ts';
import type { Membership } from '../mesh/membership.ts';
import type {
  Assistant,
  Blobs,
  Clock,
  Embedder,
  Languages,
  LocalTimes,
  Log,
  Mesh,
  Random,
  Secrets,
  Store,
} from '../ports.ts';
import type { AttachmentLimits } from './attachments.ts';
import type { Custody } from './custody.ts';
import type { Draining } from './draining.ts';
import type { Matching } from './matching.ts';
import type { Peers } from './peers.ts';
import type { Registration } from './registration.ts';
import type { SeatsAside } from './seats-aside.ts';
import type { Services } from './services.ts';
import type { State } from './state.ts';
import type { Timing } from './timing.ts';

/** What a region's services are given: its ports, and what its operator decided. */
export type ServicesDeps = {
  readonly self: RegionId;
  readonly store: Store;
  /** Beside the store, on the same disk. */
  readonly blobs: Blobs;
  /** Started; the services subscribe and answer on it. */
  readonly mesh: Mesh;
  readonly membership: Membership;
  readonly clock: Clock;
  readonly random: Random;
  readonly secrets: Secrets;
  readonly log: Log;
  /** Time zones of experts. Default: UTC alone, which needs no database of them. */
  readonly localTimes?: LocalTimes;
  readonly timing?: Partial<Timing>;
  readonly attachmentLimits?: Partial<AttachmentLimits>;
  /** The operator says that the store is a backup that was put back; found out otherwise, if a peer can be asked. */
  readonly isBackup?: boolean;
  /** With it the matcher is semantic, and words answer where it has no answer; without it, words alone. */
  readonly embedder?: Embedder | undefined;
  /** Tells what issues are written in. Default: nothing, so that an issue is in the language its user lists first. */
  readonly languages?: Languages;
  /** How it chooses whom to ask. Default: as the protocol says; others exist to be compared with it. */
  readonly policy?: DispatchPolicy;
  /** Whether the region is measured each minute, for plots. Default: not, so that virtual time goes by without commits. */
  readonly isMeasured?: boolean;
  /** A language model to ask, and whether about experts, too; nothing is asked without. */
  readonly assistant?: { readonly port: Assistant; readonly isAdvising: boolean } | undefined;
};

/** What a region runs: the services, and what its node, checkers and tests look at. */
export type RunningServices = {
  readonly services: Services;
  /** For the node's own start: the first admin. */
  readonly registration: Registration;
  /** For checkers and tests: what the region holds, and whom it sees. */
  readonly state: State;
  readonly peers: Peers;
  /** Seats that the region keeps free for a moment, in memory. */
  readonly aside: SeatsAside;
  /** For tests of custody. */
  readonly custody: Custody;
  /** For the node, which stops when its region has left the mesh. */
  readonly draining: Draining;
  /** For tests of the skill term. */
  readonly matching: Matching;
  stop(): Promise<void>;
};
