import { createHash, randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import type { Secrets } from '../ports.ts';

/** OWASP's first recommendation for argon2id: 19 MiB, two passes, one lane. Some 25 ms on a small server. */
const argon2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Secrets of a real node. */
export const systemSecrets: Secrets = {
  hashPassword: (password) => hash(password, argon2),
  async verifyPassword(hashed, password) {
    try {
      return await verify(hashed, password);
    } catch {
      // Not a hash at all: nothing fits it.
      return false;
    }
  },
  token: () => randomBytes(32).toString('base64url'),
  id: () => randomBytes(16).toString('base64url'),
  digest(...parts) {
    const digest = createHash('sha256');
    // Each part with its length, so that ('ab', 'c') and ('a', 'bc') differ.
    for (const part of parts) digest.update(`${Buffer.byteLength(part)}:`).update(part);
    return digest.digest('base64url');
  },
};
