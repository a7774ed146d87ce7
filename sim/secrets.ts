import { createHash } from 'node:crypto';
import type { Secrets } from '../node/ports.ts';
import type { SeededRandom } from './random.ts';

const tokenSizeBytes = 32;
const idSizeBytes = 16;
const saltSizeBytes = 8;

/**
 * Secrets that keep nothing secret: everything comes from the seed, and hashing a password is one SHA-256, because
 * the simulator registers thousands of people in a second. For simulations only.
 */
export const createSimulatedSecrets = (random: SeededRandom): Secrets => {
  const text = (size: number): string => random.bytes(size).toString('base64url');
  return {
    hashPassword: async (password) => {
      const salt = text(saltSizeBytes);
      return `simulated$${salt}$${digest(salt, password)}`;
    },
    verifyPassword: async (hash, password) => {
      const [scheme, salt = '', digested] = hash.split('$');
      return scheme === 'simulated' && digested === digest(salt, password);
    },
    token: () => text(tokenSizeBytes),
    id: () => text(idSizeBytes),
    digest: remembered(digest),
  };
};

/** A page sends its token with every call, and its digest is always the same. */
const remembered = (hash: (...parts: string[]) => string): ((...parts: string[]) => string) => {
  const known = new Map<string, string>();
  return (...parts) => {
    const key = JSON.stringify(parts);
    const digested = known.get(key) ?? hash(...parts);
    known.set(key, digested);
    return digested;
  };
};

/** Each part goes in behind its length, so that ('ab', 'c') and ('a', 'bc') differ. */
const digest = (...parts: string[]): string => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}:`).update(part);
  return hash.digest('base64url');
};
