import type { RegionId } from '../node/core/ids.ts';
import type { Seen } from './seen.ts';
import { Trace } from './trace.ts';

/**
 * A trace that keeps nothing: commits are told to whoever watches, at the moment they are durable, and what must not
 * happen is remembered. For long runs of which only figures are wanted.
 */
export class CommitWatch extends Trace {
  readonly complaints: string[] = [];
  readonly #tell: (changes: readonly Seen[]) => void;

  constructor(tell: (changes: readonly Seen[]) => void) {
    super(() => 0);
    this.#tell = tell;
  }

  override add(happening: Parameters<Trace['add']>[0]): void {
    if (happening.kind === 'complained') this.complaints.push(`${happening.by}: ${happening.what}`);
  }

  override addCommit(_region: RegionId, changes: readonly Seen[]): void {
    this.#tell(changes);
  }

  override digest(): void {}
}
