import { Trace } from './trace.ts';

type Happening = Parameters<Trace['add']>[0];
export type Commit = Extract<Happening, { kind: 'committed' }>;

/**
 * A trace that keeps nothing: commits are told to whoever watches, at the moment they are durable, and what must not
 * happen is remembered. For long runs of which only figures are wanted.
 */
export class CommitWatch extends Trace {
  readonly complaints: string[] = [];
  readonly #tell: (commit: Commit) => void;

  constructor(tell: (commit: Commit) => void) {
    super(() => 0);
    this.#tell = tell;
  }

  override add(happening: Happening): void {
    if (happening.kind === 'committed') this.#tell(happening);
    if (happening.kind === 'complained') this.complaints.push(`${happening.by}: ${happening.what}`);
  }

  override digest(): void {}
}
