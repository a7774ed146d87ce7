/**
 * Vectors of length 1 as they are kept: a signed byte for each number, and what a byte is worth. A vector takes a quarter
 * of its floats, and models rank alike with it. Made of integers, sums are the same on every machine.
 */
export type ByteVector = { readonly bytes: Int8Array; readonly scale: number };

const byteMax = 127;

/** Rounds a vector to bytes, of which the greatest is 127 or -127. A vector of zeros stays one. */
export function toBytes(vector: ArrayLike<number>): ByteVector {
  let greatest = 0;
  for (let at = 0; at < vector.length; at++) greatest = Math.max(greatest, Math.abs(vector[at] ?? 0));
  const scale = greatest / byteMax;
  const bytes = new Int8Array(vector.length);
  if (scale > 0) for (let at = 0; at < bytes.length; at++) bytes[at] = Math.round((vector[at] ?? 0) / scale);
  return { bytes, scale };
}

/** The sum of the products of two vectors' bytes; of another width than each other they have nothing in common. */
export function dotOfBytes(a: Int8Array, b: Int8Array): number {
  if (a.length !== b.length) return 0;
  let sum = 0;
  // Whole numbers throughout: the engine then uses no floats.
  for (let at = 0; at < a.length; at++) sum = (sum + Math.imul(a[at] ?? 0, b[at] ?? 0)) | 0;
  return sum;
}

/** The cosine of the angle between two vectors of length 1, but for rounding. */
export function cosine(a: ByteVector, b: ByteVector): number {
  return Math.max(-1, Math.min(1, dotOfBytes(a.bytes, b.bytes) * a.scale * b.scale));
}

/** As it is stored: the bytes in base64. */
export function bytesAsText({ bytes }: ByteVector): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}

/** The reverse of `bytesAsText`. Of a damaged text a vector of another width, or of zeros. */
export function bytesOfText(text: string): Int8Array {
  const buffer = Buffer.from(text, 'base64');
  return Int8Array.from(buffer, (byte) => (byte << 24) >> 24);
}
