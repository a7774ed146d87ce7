import type { EpochMs } from '../core/ids.ts';
import { type BlobAge, type BlobInfo, type Blobs, type ByteRange, StoreUnavailable } from '../ports.ts';
import { BlobDigest } from './blob-digest.ts';
import type { Delay, DiskFault } from './memory-fault.ts';

/** What is on a disk, by hash. */
export type KeptBlobs = Map<string, { readonly bytes: Uint8Array; readonly at: EpochMs }>;

/** What blobs may see of the disk they are on. */
export type BlobDrive = {
  readonly delay: Delay | undefined;
  fault(): DiskFault | undefined;
  /** Resolves when the fault changes or the owner goes. */
  change(): Promise<void>;
};

/** Read in pieces, as from a real disk. */
const PIECE_BYTES = 64 * 1024;

/** Blobs on a disk in memory. Of those that were not whole when their process ended, nothing is there. */
export class MemoryBlobs implements Blobs {
  readonly #kept: KeptBlobs;
  readonly #drive: BlobDrive;
  #isOpen = true;

  constructor(kept: KeptBlobs, drive: BlobDrive) {
    this.#kept = kept;
    this.#drive = drive;
  }

  async put(
    bytes: AsyncIterable<Uint8Array>,
    { sizeMaxBytes, at, expected }: { sizeMaxBytes: number; at: EpochMs; expected?: string },
  ): Promise<BlobInfo> {
    const digest = new BlobDigest(sizeMaxBytes);
    const pieces: Uint8Array[] = [];
    for await (const piece of bytes) {
      digest.add(piece);
      pieces.push(piece);
    }
    const info = digest.end(expected);
    await this.#drive.delay?.();
    while (this.#isOpen && this.#drive.fault() === 'stalled') await this.#drive.change();
    this.#check();
    if (this.#drive.fault() === 'full') throw new StoreUnavailable('The disk is full: nothing was kept.');
    this.#kept.set(info.sha256, { bytes: Buffer.concat(pieces), at });
    return info;
  }

  async touch(sha256: string, at: EpochMs): Promise<boolean> {
    this.#check();
    const kept = this.#kept.get(sha256);
    if (kept) this.#kept.set(sha256, { ...kept, at });
    return kept !== undefined;
  }

  async size(sha256: string): Promise<number | undefined> {
    this.#check();
    return this.#kept.get(sha256)?.bytes.byteLength;
  }

  async get(sha256: string, range?: ByteRange): Promise<AsyncIterable<Uint8Array> | undefined> {
    this.#check();
    const bytes = this.#kept.get(sha256)?.bytes;
    return bytes && inPieces(range ? bytes.subarray(range.start, range.end + 1) : bytes);
  }

  async list({ after = '', limit }: { after?: string; limit: number }): Promise<readonly BlobAge[]> {
    this.#check();
    return [...this.#kept]
      .filter(([sha256]) => sha256 > after)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .slice(0, limit)
      .map(([sha256, { at }]) => ({ sha256, at }));
  }

  async remove(sha256: string, { ifBefore }: { ifBefore: EpochMs }): Promise<boolean> {
    this.#check();
    const kept = this.#kept.get(sha256);
    if (!kept || kept.at >= ifBefore) return false;
    return this.#kept.delete(sha256);
  }

  async close(): Promise<void> {
    this.cutOff();
  }

  /** From now on everything fails, what waits included. */
  cutOff(): void {
    this.#isOpen = false;
  }

  #check(): void {
    if (!this.#isOpen) throw new StoreUnavailable('The files are closed.');
    if (this.#drive.fault() === 'unavailable') throw new StoreUnavailable('The disk cannot be reached.');
  }
}

async function* inPieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.byteLength; start += PIECE_BYTES)
    yield bytes.subarray(start, start + PIECE_BYTES);
}
