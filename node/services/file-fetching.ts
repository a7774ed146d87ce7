import { z } from 'zod';
import { type AttachmentRef, attachmentSizeMaxBytes, Sha256 } from '../core/attachments.ts';
import type { RegionId } from '../core/ids.ts';
import {
  BlobMismatch,
  type Blobs,
  BlobTooLarge,
  type Cancel,
  type Clock,
  type Json,
  type Log,
  MeshError,
} from '../ports.ts';
import { Problem } from '../problem.ts';
import type { ProblemReason } from '../reasons.ts';
import type { IssueFile } from './documents.ts';
import type { IssueFiles } from './issue-files.ts';
import { limits } from './limits.ts';
import { type Peers, reachable } from './peers.ts';
import { asProblem } from './reader.ts';
import type { State } from './state.ts';
import type { Timing } from './timing.ts';

/** Method of the mesh by which a region asks another for a piece of a file. Who knows the hash has been told of the file. */
const method = 'file/1';

/** Method by which a region that leaves asks what others still want: it may be the only one to have it. */
const wantsMethod = 'file-wants/1';
const Wants = z.object({ wants: z.array(Sha256).max(limits.filesWantedTold) });

const Asked = z.object({ sha256: Sha256, offset: z.int().min(0).max(attachmentSizeMaxBytes) });
/** `bytes` in base64, not empty before the end; none where the file is not. */
const Piece = z.object({
  bytes: z
    .base64()
    .max(2 * limits.fileChunkBytes)
    .optional(),
});

/** No region that can be reached has the file. */
class Nowhere extends Error {
  override readonly name = 'Nowhere';
}

type Deps = {
  readonly state: State;
  readonly blobs: Blobs;
  readonly files: IssueFiles;
  readonly peers: Peers;
  readonly clock: Clock;
  readonly log: Log;
  readonly timing: Timing;
};

/**
 * How files come from other regions, and go to them: in pieces, from whoever has them, checked by their hash. What this
 * region keeps is fetched as soon as it knows of it, until it is here; what somebody opens, when they do.
 */
export class FileFetching {
  readonly #deps: Deps;
  /** By hash: the same file is fetched once, however many ask for it. */
  readonly #underWay = new Map<string, Promise<void>>();
  /** Wanted ones that are fetched now, and those that could not be had: how often, and until when they rest (monotonic). */
  readonly #busy = new Set<string>();
  readonly #resting = new Map<string, { readonly tries: number; readonly untilMs: number }>();
  readonly #cancels: Cancel[] = [];
  #cancelTimer: Cancel = () => undefined;
  #isStopped = true;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  start(): void {
    const { peers, files } = this.#deps;
    this.#isStopped = false;
    files.onWanted(() => this.#fetchWanted());
    this.#cancels.push(
      peers.handle(method, (_from, body) => this.#answer(Asked.parse(body))),
      peers.handle(wantsMethod, async () => {
        await files.wantAdopted();
        return { wants: this.#wanted().slice(0, limits.filesWantedTold) };
      }),
      peers.onUp(() => {
        this.#resting.clear();
        this.#fetchWanted();
      }),
    );
    this.#fetchWanted();
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancelTimer();
    for (const cancel of this.#cancels.splice(0)) cancel();
  }

  /**
   * Resolves when the bytes are here, fetched from those named first or from anybody. Goes on fetching when it gives up
   * waiting. @throws Problem attachment-unavailable, store-unavailable
   */
  async obtain(file: AttachmentRef, from: readonly RegionId[]): Promise<void> {
    const { blobs, clock, timing } = this.#deps;
    if ((await blobs.size(file.sha256).catch(asProblem)) !== undefined) return;
    const isNew = !this.#underWay.has(file.sha256);
    if (isNew && this.#underWay.size >= limits.filesOpened + limits.filesFetched)
      throw unavailable(
        'Very many files are on their way just now. Please try again in a moment.',
        'files-busy',
      );
    const fetching = this.#fetch(file, from);
    fetching.catch(() => undefined);
    let cancel: Cancel = () => undefined;
    const late = new Promise<never>((_, reject) => {
      cancel = clock.after(timing.fileWaitMs, () =>
        reject(
          unavailable(
            'This file is still on its way from another region. Please try again in a moment.',
            'file-on-its-way',
          ),
        ),
      );
    });
    try {
      await Promise.race([fetching, late]);
    } catch (error) {
      if (!(error instanceof Nowhere)) throw asProblem(error);
      throw unavailable(
        'No region that has this file can be reached right now. Please try again later.',
        'file-away',
      );
    } finally {
      cancel();
    }
  }

  /**
   * The same for bytes that something is about to refer to: those that have been here for long, unreferred, must not be swept
   * before it does. @throws Problem attachment-unavailable, store-unavailable
   */
  async obtainToKeep(file: AttachmentRef, from: readonly RegionId[]): Promise<void> {
    const { blobs, clock } = this.#deps;
    if (!(await blobs.touch(file.sha256, clock.now()).catch(asProblem))) await this.obtain(file, from);
  }

  /** Whether another region still wants a file that is here; one that does not answer may, unless it is not waited for. */
  async isWantedElsewhere(isSilenceWaitedFor: boolean): Promise<boolean> {
    const { blobs, peers, timing } = this.#deps;
    const answers = await Promise.all(
      reachable(peers).map(async ({ region }) => {
        try {
          const { wants } = Wants.parse(await peers.request(region, wantsMethod, {}, timing.forwardMs));
          const sizes = await Promise.all(wants.map((sha256) => blobs.size(sha256)));
          return sizes.some((size) => size !== undefined);
        } catch (error) {
          // A node of a former version wants nothing.
          const isOlder = error instanceof MeshError && error.code === 'unknown-method';
          return isSilenceWaitedFor && !isOlder;
        }
      }),
    );
    return answers.includes(true);
  }

  #wanted(): string[] {
    return this.#deps.state.files.inGroup('bytes', 'wanted').map(({ sha256 }) => sha256);
  }

  #fetch(file: AttachmentRef, from: readonly RegionId[]): Promise<void> {
    const { sha256 } = file;
    const known = this.#underWay.get(sha256);
    if (known) return known;
    const fetching = this.#fetchOnce(file, from).finally(() => this.#underWay.delete(sha256));
    this.#underWay.set(sha256, fetching);
    return fetching;
  }

  /** @throws Nowhere, StoreUnavailable */
  async #fetchOnce({ sha256, size }: AttachmentRef, from: readonly RegionId[]): Promise<void> {
    const { blobs, clock, log } = this.#deps;
    if (await blobs.touch(sha256, clock.now())) return;
    /** Who gave bytes that were not the file's is not asked again for it. */
    const distrusted = new Set<RegionId>();
    for (;;) {
      const source = new Source(this.#deps, sha256, size, this.#whoMayHave(from, distrusted));
      try {
        await blobs.put(source.bytes(), { sizeMaxBytes: size, at: clock.now(), expected: sha256 });
        return;
      } catch (error) {
        // More bytes than the file has are other bytes, too.
        if (!(error instanceof BlobMismatch || error instanceof BlobTooLarge)) throw error;
        log.warn({ from: [...source.gave] }, 'A file came with other bytes than it has.');
        for (const region of source.gave) distrusted.add(region);
      }
    }
  }

  /** Those named first, then everybody else who can be reached: files are found as copies are, by asking. */
  #whoMayHave(from: readonly RegionId[], distrusted: ReadonlySet<RegionId>): readonly RegionId[] {
    const up = reachable(this.#deps.peers).map(({ region }) => region);
    const first = from.filter((region) => up.includes(region));
    return [...new Set([...first, ...up])].filter((region) => !distrusted.has(region));
  }

  async #answer({ sha256, offset }: z.infer<typeof Asked>): Promise<Json> {
    const { blobs } = this.#deps;
    const size = await blobs.size(sha256);
    if (size === undefined || offset >= size) return {};
    const end = Math.min(offset + limits.fileChunkBytes, size) - 1;
    const pieces: Uint8Array[] = [];
    for await (const piece of (await blobs.get(sha256, { start: offset, end })) ?? []) pieces.push(piece);
    return { bytes: Buffer.concat(pieces).toString('base64') };
  }

  // ---- what this region keeps

  #fetchWanted(): void {
    const { state, clock, files, log } = this.#deps;
    if (this.#isStopped) return;
    this.#cancelTimer();
    files
      .wantAdopted()
      .catch((error: unknown) => log.debug({ error }, 'Files of adopted issues are wanted later.'));
    let nextMs = Number.POSITIVE_INFINITY;
    for (const file of state.files.inGroup('bytes', 'wanted')) {
      if (this.#busy.size >= limits.filesFetched) return;
      const key = keyOf(file);
      if (this.#busy.has(key)) continue;
      const untilMs = this.#resting.get(key)?.untilMs ?? 0;
      if (untilMs > clock.monotonicMs()) nextMs = Math.min(nextMs, untilMs);
      else void this.#fetchOneWanted(file, key);
    }
    if (nextMs < Number.POSITIVE_INFINITY)
      // Whole milliseconds: a timer that is early by a rounding error would be set again without delay.
      this.#cancelTimer = clock.after(Math.ceil(nextMs - clock.monotonicMs()), () => this.#fetchWanted());
  }

  async #fetchOneWanted(file: IssueFile, key: string): Promise<void> {
    const { files, log } = this.#deps;
    this.#busy.add(key);
    try {
      await this.#fetch(file, [file.from]);
      await files.got(file);
      this.#resting.delete(key);
    } catch (error) {
      log.debug({ error }, 'A file is fetched later.');
      this.#rest(key);
    } finally {
      this.#busy.delete(key);
      this.#fetchWanted();
    }
  }

  #rest(key: string): void {
    const { clock, timing } = this.#deps;
    const tries = (this.#resting.get(key)?.tries ?? 0) + 1;
    const pauseMs = Math.min(timing.fileRetryMs * 2 ** (tries - 1), timing.fileRetryMaxMs);
    this.#resting.set(key, { tries, untilMs: clock.monotonicMs() + pauseMs });
  }
}

/** One attempt at a file, piece by piece; who does not have it, or does not answer, is followed by the next. */
class Source {
  readonly gave = new Set<RegionId>();
  readonly #deps: Deps;
  readonly #sha256: string;
  readonly #size: number;
  readonly #regions: RegionId[];

  constructor(deps: Deps, sha256: string, size: number, regions: readonly RegionId[]) {
    this.#deps = deps;
    this.#sha256 = sha256;
    this.#size = size;
    this.#regions = [...regions];
  }

  /** @throws Nowhere */
  async *bytes(): AsyncGenerator<Uint8Array> {
    for (let offset = 0; offset < this.#size; ) {
      const piece = await this.#next(offset);
      offset += piece.byteLength;
      yield piece;
    }
  }

  async #next(offset: number): Promise<Uint8Array> {
    const { peers, timing } = this.#deps;
    for (;;) {
      const [region] = this.#regions;
      if (region === undefined) throw new Nowhere('No region that can be reached has the file.');
      try {
        const asked = { sha256: this.#sha256, offset };
        const { bytes } = Piece.parse(await peers.request(region, method, asked, timing.fileChunkMs));
        if (bytes) {
          this.gave.add(region);
          return Buffer.from(bytes, 'base64');
        }
      } catch (error) {
        if (!(error instanceof MeshError) && !(error instanceof z.ZodError)) throw error;
      }
      this.#regions.shift();
    }
  }
}

const keyOf = ({ issueId, id }: IssueFile): string => `${issueId}/${id}`;

function unavailable(detail: string, reason: ProblemReason): Problem {
  return new Problem('attachment-unavailable', detail, { reason, retryAfterSeconds: 3 });
}
