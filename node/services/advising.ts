import { adviceOn, advisedMax } from '../core/assistant-advice.ts';
import type { IssueId } from '../core/ids.ts';
import { type Assistant, AssistantError, type Clock, type Log } from '../ports.ts';
import type { Experts } from './experts.ts';
import type { KeptAdvice } from './kept-advice.ts';
import type { State } from './state.ts';

/** Mostly somebody comes free within a minute or two; what comes later than this is of little use. */
const adviceMs = 10_000;

/**
 * Asks the assistant which experts fit an issue that has to wait. The issue is stored before, nothing waits for the
 * answer, and no decision is made anew because of it: it counts from the next one on.
 */
export class Advising {
  readonly #assistant: Assistant | undefined;
  readonly #state: State;
  readonly #experts: Experts;
  readonly #advice: KeptAdvice;
  readonly #clock: Clock;
  readonly #log: Log;

  constructor(deps: {
    assistant: Assistant | undefined;
    state: State;
    experts: Experts;
    advice: KeptAdvice;
    clock: Clock;
    log: Log;
  }) {
    this.#assistant = deps.assistant;
    this.#state = deps.state;
    this.#experts = deps.experts;
    this.#advice = deps.advice;
    this.#clock = deps.clock;
    this.#log = deps.log;
  }

  get isOn(): boolean {
    return this.#assistant !== undefined;
  }

  /** Returns at once. Somebody who has been found already is left alone, and of one expert there is nothing to say. */
  seek(id: IssueId): void {
    const issue = this.#state.issues.get(id);
    if (!this.#assistant || issue?.phase.at !== 'queued') return;
    const experts = this.#experts.likely(issue, advisedMax, this.#clock.now());
    if (experts.length < 2) return;
    this.#assistant.ask(adviceOn(issue, experts), { isBackground: true, timeoutMs: adviceMs }).then(
      (advice) => this.#advice.put(issue, advice),
      (error: unknown) => {
        const code = error instanceof AssistantError ? error.code : String(error);
        this.#log.debug({ code }, 'The assistant gave no advice on an issue.');
      },
    );
  }
}
