import { StoreUnavailable } from '../node/ports.ts';
import { Problem } from '../node/problem.ts';

/** What checkers may excuse while a disk is broken. */
export const becauseOf = (error: unknown): 'store-unavailable' | undefined =>
  error instanceof StoreUnavailable || (error instanceof Problem && error.code === 'store-unavailable')
    ? 'store-unavailable'
    : undefined;
