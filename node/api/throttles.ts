import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { Problem, type ProblemCode } from '../problem.ts';
import type { ProblemReason } from '../reasons.ts';
import type { ApiLimits } from './limits.ts';

/** What says that somebody has not shown who they are. */
const wrong: ReadonlySet<ProblemCode> = new Set(['wrong-credentials', 'ticket-refused', 'link-refused']);

export type Throttles = {
  /** Runs a sign-in unless too many failed before. A wrong password counts, a success clears what was counted. */
  signIn<T>(ip: string, email: string, work: () => Promise<T>): Promise<T>;
  registration<T>(ip: string, work: () => Promise<T>): Promise<T>;
  write(accountId: string): Promise<void>;
  assistant(accountId: string): Promise<void>;
  search(accountId: string): Promise<void>;
};

/**
 * Limits on how often something may be tried, kept in the memory of this process.
 * All throw Problem too-many-requests with the time until the next try.
 */
export function createThrottles(limits: ApiLimits): Throttles {
  const perEmailAndIp = limiter(limits.signInFailuresPerEmailAndIp, limits.signInWindowSeconds);
  const perIp = limiter(limits.signInFailuresPerIp, limits.signInWindowSeconds);
  const registrations = limiter(limits.registrationsPerIp, limits.registrationWindowSeconds);
  const questions = limiter(limits.assistantQuestionsPerAccount, limits.assistantWindowSeconds);
  const writes = limiter(limits.writesPerAccount, limits.writeWindowSeconds);
  const searches = limiter(limits.searchesPerAccount, limits.writeWindowSeconds);

  return {
    // Each attempt is counted before its outcome is known, or many at once would all pass.
    async signIn(ip, email, work) {
      const network = networkOf(ip);
      const pair = `${network} ${email}`;
      await consume(perIp, network, 'sign-ins', 'Too many failed sign-ins from this address.');
      await consume(perEmailAndIp, pair, 'sign-ins', 'Too many failed sign-ins for this e-mail address.');
      try {
        const result = await work();
        await perEmailAndIp.delete(pair);
        await perIp.reward(network);
        return result;
      } catch (error) {
        const isWrong = error instanceof Problem && wrong.has(error.code);
        if (!isWrong) await Promise.all([perEmailAndIp.reward(pair), perIp.reward(network)]);
        throw error;
      }
    },
    async registration(ip, work) {
      await consume(
        registrations,
        networkOf(ip),
        'registrations',
        'Too many registrations from this address.',
      );
      return work();
    },
    write: (accountId) => consume(writes, accountId, 'changes', 'Too many changes by this account.'),
    assistant: (accountId) =>
      consume(
        questions,
        accountId,
        'questions',
        'You have asked the assistant very often in the last minutes.',
      ),
    search: (accountId) => consume(searches, accountId, 'searches', 'Too many searches by this account.'),
  };
}

function limiter(points: number, duration: number): RateLimiterMemory {
  return new RateLimiterMemory({ points, duration });
}

async function consume(
  limits: RateLimiterMemory,
  key: string,
  reason: ProblemReason,
  detail: string,
): Promise<void> {
  try {
    await limits.consume(key);
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    const retryAfterSeconds = Math.max(1, Math.ceil(error.msBeforeNext / 1000));
    throw new Problem('too-many-requests', `${detail} Try again in ${inWords(retryAfterSeconds)}.`, {
      reason,
      retryAfterSeconds,
    });
  }
}

function inWords(seconds: number): string {
  return seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
}

/**
 * What is counted as one source. A household or host has a whole /64 of IPv6 (RFC 6177), so a single
 * address would be no limit there.
 */
export function networkOf(ip: string): string {
  if (!ip.includes(':')) return ip;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip);
  if (mapped?.[1]) return mapped[1];
  const [head = '', tail = ''] = ip.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === '' ? [] : tail.split(':');
  const zeros = ip.includes('::')
    ? Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0')
    : [];
  return `${[...before, ...zeros, ...after].slice(0, 4).join(':')}::/64`;
}
