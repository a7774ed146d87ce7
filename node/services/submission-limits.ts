import type { AccountId } from '../core/ids.ts';
import type { Phase } from '../core/model.ts';
import { Problem } from '../problem.ts';
import { limits } from './limits.ts';
import type { State } from './state.ts';

const hourMs = 3_600_000;
/** People whose submissions of the last hour are remembered; beyond, everyone starts afresh. */
const submittersMax = 10_000;

/** How much one person may submit, and how much a region takes. */
export class SubmissionLimits {
  readonly #state: State;
  /** When each user submitted, in the last hour. In memory: a restart forgives. */
  readonly #submissions = new Map<AccountId, readonly number[]>();

  constructor(state: State) {
    this.#state = state;
  }

  count(user: AccountId, now: number): void {
    if (this.#submissions.size >= submittersMax) this.#submissions.clear();
    const recent = (this.#submissions.get(user) ?? []).filter((at) => now - at < hourMs);
    this.#submissions.set(user, [...recent, now]);
  }

  /** @throws Problem limit-reached when so many issues of this user are critical here already that one more says nothing */
  checkCriticals(user: AccountId): void {
    const critical = this.#state.issues
      .inGroup('user', user)
      .filter(({ urgency, phase }) => urgency === 'critical' && isOpen(phase));
    if (critical.length < limits.criticalsOpen) return;
    throw new Problem(
      'limit-reached',
      `You have ${critical.length} critical issues open already. Choose "high"; you can raise it when one of them is solved.`,
      { reason: 'criticals-open', values: { max: critical.length } },
    );
  }

  /** @throws Problem limit-reached */
  check(user: AccountId, now: number): void {
    const { issues } = this.#state;
    const recent = (this.#submissions.get(user) ?? []).filter((at) => now - at < hourMs);
    if (recent.length >= limits.issuesPerHour) {
      throw new Problem(
        'limit-reached',
        'You have submitted very many issues in the last hour. Please wait a little.',
        { reason: 'issues-per-hour', retryAfterSeconds: 600 },
      );
    }
    if (issues.size >= limits.queueLength) {
      throw new Problem('limit-reached', 'Very many issues are open here already. Please try again later.', {
        reason: 'queue-full',
        retryAfterSeconds: 60,
      });
    }
  }
}

/** Somebody is looked for, asked or at work. */
function isOpen({ at }: Phase): boolean {
  return at === 'queued' || at === 'proposing' || at === 'placed';
}
