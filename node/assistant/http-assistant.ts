import {
  type Assistant,
  AssistantError,
  type AssistantFailure,
  type AssistantFigures,
  type AssistantQuestion,
  type Clock,
  type Log,
} from '../ports.ts';
import { Endpoint, type EndpointOptions } from './endpoint.ts';
import { findJson } from './find-json.ts';
import { Hourly } from './hourly.ts';
import { limits } from './limits.ts';
import { Pause } from './pause.ts';
import { Turns } from './turns.ts';

export type AssistantOptions = EndpointOptions & {
  readonly timeoutMs: number;
  readonly requestsPerHour: number;
  readonly tokensPerHour: number;
};

const hourMs = 3_600_000;

/**
 * A model behind an endpoint, with all that keeps it from doing harm: a time limit over waiting and answering, few
 * questions at once, a budget for the hour, and a pause after failures. What a text can provoke (refusals, nonsense) is
 * no failure of the endpoint: nobody can take the assistant from others by what they write.
 */
export class HttpAssistant implements Assistant {
  readonly model: string;
  readonly #options: AssistantOptions;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #endpoint: Endpoint;
  readonly #turns = new Turns();
  readonly #pause: Pause;
  readonly #requests: Hourly;
  readonly #failures: Hourly;
  readonly #tokens: Hourly;
  readonly #underWay = new Set<AbortController>();
  #lastFailure: { readonly atMs: number; readonly message: string } | undefined;

  constructor(options: AssistantOptions, { clock, log }: { clock: Clock; log: Log }) {
    const nowMs = () => clock.monotonicMs();
    this.model = options.model;
    this.#options = options;
    this.#clock = clock;
    this.#log = log;
    this.#pause = new Pause(nowMs);
    this.#requests = new Hourly(nowMs);
    this.#failures = new Hourly(nowMs);
    this.#tokens = new Hourly(nowMs);
    this.#endpoint = new Endpoint(options, { clock, onRequest: () => this.#requests.add(1) });
  }

  async ask<T>(
    question: AssistantQuestion<T>,
    { isBackground = false, timeoutMs = this.#options.timeoutMs } = {},
  ): Promise<T> {
    const costs = estimate(question);
    this.#checkAffordable(costs, isBackground);
    const ending = new AbortController();
    const stopTimer = this.#clock.after(Math.min(timeoutMs, this.#options.timeoutMs), () => ending.abort());
    this.#underWay.add(ending);
    try {
      await this.#turns.begin({ isBackground, signal: ending.signal });
      try {
        // It may have failed, and been asked much, meanwhile.
        this.#checkAffordable(costs, isBackground);
        if (!this.#pause.enter()) throw this.#paused();
        return await this.#exchange(question, costs, ending.signal);
      } finally {
        this.#turns.end();
      }
    } finally {
      stopTimer();
      this.#underWay.delete(ending);
    }
  }

  figures(): AssistantFigures {
    const last = this.#lastFailure;
    const isRecent = last !== undefined && this.#clock.monotonicMs() - last.atMs < hourMs;
    return {
      requests: this.#requests.sum,
      failures: this.#failures.sum,
      tokens: Math.max(0, this.#tokens.sum),
      requestsMax: this.#options.requestsPerHour,
      tokensMax: this.#options.tokensPerHour,
      waiting: this.#turns.waiting,
      pausedForMs: this.#pause.leftMs,
      lastFailure: isRecent ? last.message : undefined,
    };
  }

  stop(): void {
    for (const ending of this.#underWay) ending.abort();
  }

  async #exchange<T>(question: AssistantQuestion<T>, costs: number, signal: AbortSignal): Promise<T> {
    // Before, or many at once would all find room.
    this.#tokens.add(costs);
    try {
      const said = await this.#endpoint.complete(question, signal);
      if (said.tokens !== undefined) this.#tokens.add(said.tokens - costs);
      this.#pause.succeeded();
      const answer = findJson(said.text, question.read);
      if (answer !== undefined) return answer;
      throw new AssistantError(
        'unreadable',
        "The assistant's answer was cut short, or not as it was asked for.",
      );
    } catch (error) {
      if (error instanceof AssistantError) this.#note(error);
      else this.#pause.succeeded();
      throw error;
    }
  }

  #note({ code, message, retryAfterMs }: AssistantError): void {
    this.#failures.add(1);
    this.#lastFailure = { atMs: this.#clock.monotonicMs(), message };
    const pauseMs = pauseAfter(code, retryAfterMs);
    if (pauseMs === 'none') {
      this.#pause.succeeded();
      return;
    }
    this.#pause.failed(pauseMs);
    // Of other failures an endpoint may tell with the very text that it was sent.
    const reason = code === 'misconfigured' ? { reason: message } : {};
    this.#log.warn({ code, ...reason, pausedForMs: this.#pause.leftMs }, 'The assistant has failed.');
  }

  /** @throws AssistantError paused, spent */
  #checkAffordable(costs: number, isBackground: boolean): void {
    if (this.#pause.leftMs > 0) throw this.#paused();
    const share = isBackground ? limits.backgroundShare : 1;
    const isSpent =
      this.#requests.sum >= this.#options.requestsPerHour * share ||
      this.#tokens.sum + costs > this.#options.tokensPerHour * share;
    if (isSpent)
      throw new AssistantError('spent', 'The assistant has been asked as much as it may be in an hour.');
  }

  #paused(): AssistantError {
    return new AssistantError(
      'paused',
      'The assistant has failed several times and is left alone for a while.',
      {
        retryAfterMs: Math.max(1_000, this.#pause.leftMs),
      },
    );
  }
}

/** How the endpoint is left alone after a failure: for so long, as the pause decides, or not at all. */
function pauseAfter(code: AssistantFailure, retryAfterMs: number | undefined): number | undefined | 'none' {
  switch (code) {
    case 'overloaded':
      return retryAfterMs ?? limits.overloadedPauseMs;
    case 'misconfigured':
      return limits.misconfiguredPauseMs;
    case 'timeout':
    case 'unreachable':
      return undefined;
    case 'busy':
    case 'paused':
    case 'spent':
    case 'refused':
    case 'unreadable':
      return 'none';
  }
}

/** What a question may cost in tokens: what is told, with the schema that goes along, and the longest answer. */
function estimate({ instructions, text, answerTokensMax }: AssistantQuestion<unknown>): number {
  return Math.ceil((instructions.length + text.length) / limits.lettersPerToken) + answerTokensMax;
}
