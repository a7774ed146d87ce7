import type { Blobs, Clock, Log } from '../ports.ts';
import { FileFetching } from './file-fetching.ts';
import { IssueFiles } from './issue-files.ts';
import { limits } from './limits.ts';
import type { Peers } from './peers.ts';
import type { State } from './state.ts';
import type { Timing } from './timing.ts';

/** Files of issues in this region: which there are, how their bytes come and go, and when they are removed. */
export class Files {
  readonly noted: IssueFiles;
  readonly fetching: FileFetching;
  readonly blobs: Blobs;
  readonly #state: State;
  readonly #clock: Clock;
  readonly #timing: Timing;
  /** How far the sweep has come through the blobs. */
  #swept: string | undefined;

  constructor(deps: { state: State; blobs: Blobs; peers: Peers; clock: Clock; log: Log; timing: Timing }) {
    this.noted = new IssueFiles(deps.state);
    this.fetching = new FileFetching({ ...deps, files: this.noted });
    this.blobs = deps.blobs;
    this.#state = deps.state;
    this.#clock = deps.clock;
    this.#timing = deps.timing;
  }

  /** Removes uploads that nobody attached within a day, and bytes that nothing refers to, some at a time. */
  async sweep(): Promise<void> {
    const { uploadKeptMs, uploadGraceMs } = this.#timing;
    await this.#state.ledger.run((transaction) => {
      for (const { id, at } of this.#state.uploads.values())
        if (transaction.now - at > uploadKeptMs) transaction.remove(this.#state.uploads, id);
    });
    const ifBefore = this.#clock.now() - uploadKeptMs - uploadGraceMs;
    const page = await this.blobs.list({
      limit: limits.filesSwept,
      ...(this.#swept !== undefined && { after: this.#swept }),
    });
    this.#swept = page.length < limits.filesSwept ? undefined : page.at(-1)?.sha256;
    for (const { sha256, at } of page)
      if (at < ifBefore && !(await this.noted.isReferred(sha256)))
        await this.blobs.remove(sha256, { ifBefore });
  }
}
