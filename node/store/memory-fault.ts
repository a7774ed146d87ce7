/**
 * What is wrong with a disk:
 * - `unavailable`: nothing can be read or committed.
 * - `full`: reads work, commits fail and change nothing.
 * - `answer-lost`: the next commit is kept but fails all the same, so its outcome is unknown; then the disk is whole.
 * - `stalled`: commits wait until the disk is mended (and are then kept, in order) or its owner crashes or closes.
 */
export type DiskFault = 'unavailable' | 'full' | 'answer-lost' | 'stalled';

/** Awaited in each commit before anything is kept: the simulator's latency. */
export type Delay = () => Promise<void>;
