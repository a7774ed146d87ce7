import { createHash } from 'node:crypto';
import { type BlobInfo, BlobMismatch, BlobTooLarge } from '../ports.ts';

const hashPattern = /^[0-9a-f]{64}$/;

/** Whether a text can be the hash of anything: of others there is nothing to look for, on no disk. */
export const isHash = (sha256: string): boolean => hashPattern.test(sha256);

/** Counts and hashes bytes while they pass. */
export class BlobDigest {
  readonly #sizeMaxBytes: number;
  readonly #hash = createHash('sha256');
  #size = 0;

  constructor(sizeMaxBytes: number) {
    this.#sizeMaxBytes = sizeMaxBytes;
  }

  /** @throws BlobTooLarge */
  add(bytes: Uint8Array): void {
    this.#size += bytes.byteLength;
    if (this.#size > this.#sizeMaxBytes)
      throw new BlobTooLarge(`More than ${this.#sizeMaxBytes} bytes came.`);
    this.#hash.update(bytes);
  }

  /** @throws BlobMismatch */
  end(expected: string | undefined): BlobInfo {
    const sha256 = this.#hash.digest('hex');
    if (expected !== undefined && sha256 !== expected)
      throw new BlobMismatch(`The bytes have the hash ${sha256} and not ${expected}.`);
    return { sha256, size: this.#size };
  }
}
