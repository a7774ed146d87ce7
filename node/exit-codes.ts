/** How a command ends, for scripts and service managers. Numbers are stable. */
export const exitCodes = {
  /** Done, or stopped as asked. */
  ok: 0,
  /** It failed in a way that none of the others names; the message says why. */
  failure: 1,
  /** The command line or a setting is wrong. Starting again will not help. */
  usage: 2,
  /** Another program listens on a port this node needs. */
  portInUse: 3,
  /** The data folder cannot be made or written to. */
  dataUnusable: 4,
  /** The store belongs to another process, cannot be reached, or is not usable. */
  storeUnusable: 5,
  /** The mesh does not take this node: a region of this name exists already, or this one has left. */
  refused: 6,
} as const;
