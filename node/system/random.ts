import { randomInt } from 'node:crypto';
import type { Random } from '../ports.ts';

const steps = 2 ** 47;

/** Chance that nobody can predict. */
export const systemRandom: Random = { next: () => randomInt(steps) / steps };
