/** How the mesh finds out who lives. All in milliseconds of this node's monotonic clock. */
export type MembershipSettings = {
  /** Between two pings of one member. */
  readonly pingIntervalMs: number;
  /** How long one ping may take; longer than the interval, so that a slow line is not taken for a dead peer. */
  readonly pingTimeoutMs: number;
  /** Silence after which a member is suspected: three pings. */
  readonly suspectAfterMs: number;
  /** Silence after which it is down: judged at each ping, so in fact 8 s on average. */
  readonly downAfterMs: number;
  /** The same when its machine answers that nobody listens: the process has ended, but may be restarting. */
  readonly downAfterRefusedMs: number;
  /** Allowance for news that come through others, one or two hops of one ping interval each. */
  readonly hearsaySlackMs: number;
  /** Between two comparisons of what two members know. */
  readonly compareIntervalMs: number;
  readonly requestTimeoutMs: number;
  /** A wrong mesh secret shows only as silence; the adapter needs some seconds to say so. */
  readonly dialTimeoutMs: number;
  readonly backoffMinMs: number;
  /** A healed partition is found within this at the latest, and by one of several pairs much earlier. */
  readonly backoffMaxMs: number;
  /** A goodbye must not hold up the end of the process. */
  readonly byeTimeoutMs: number;
};

export const membershipSettingsDefault: MembershipSettings = {
  pingIntervalMs: 1_000,
  pingTimeoutMs: 3_000,
  suspectAfterMs: 3_000,
  downAfterMs: 7_500,
  downAfterRefusedMs: 4_500,
  hearsaySlackMs: 3_000,
  compareIntervalMs: 5_000,
  requestTimeoutMs: 5_000,
  dialTimeoutMs: 6_000,
  backoffMinMs: 500,
  backoffMaxMs: 30_000,
  byeTimeoutMs: 500,
};

/** Up to this many regions each connects to all others: 28 connections in the whole mesh. */
export const connectAllMax = 8;
/** Above it each keeps this many at least: a random graph of degree 4 stays in one piece with high probability. */
export const connectionsMin = 4;
/** Dials under way at once; a book full of dead regions must not use up the file descriptors. */
export const dialsAtOnceMax = 8;
/** Regions a node remembers. Beyond it new ones are refused: a mesh is tens, not thousands. */
export const regionsMax = 1_000;
/** Records in one message: at 5 kB each they stay under the mesh's 1 MiB. */
export const recordsPerMessageMax = 200;
