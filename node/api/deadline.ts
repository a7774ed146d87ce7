import type { Clock } from '../ports.ts';
import { Problem } from '../problem.ts';

/** When to come back after a deadline passed: stores and peers mostly recover within this time. */
const retryAfterSeconds = 5;

/**
 * The result of `work`, or a 503 once `deadlineMs` have passed. The work itself goes on: what it
 * stores stays stored, which is why the answer speaks of repeating with the same key.
 * @throws Problem store-unavailable when too late, else whatever `work` throws
 */
export function withDeadline<T>(clock: Clock, deadlineMs: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(deadlineMs, () =>
      reject(
        new Problem(
          'store-unavailable',
          `There was no answer within ${deadlineMs / 1000} s. It may still happen: look before you repeat it, or repeat it with the same Idempotency-Key.`,
          { reason: 'deadline', values: { seconds: deadlineMs / 1000 }, retryAfterSeconds },
        ),
      ),
    );
    work.then(resolve, reject).finally(cancel);
  });
}
