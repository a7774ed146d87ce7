import { type Adviseable, adviceOn, advisedMax } from '../core/assistant-advice.ts';
import type { IssueId } from '../core/ids.ts';
import type { Issue } from '../core/model.ts';
import { qualifies } from '../core/rank.ts';
import { type Assistant, AssistantError, type Clock, type Log } from '../ports.ts';
import type { Profile } from './documents.ts';
import type { Experts } from './experts.ts';
import type { KeptAdvice } from './kept-advice.ts';
import type { Matching } from './matching.ts';
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
  readonly #matching: Matching;
  readonly #advice: KeptAdvice;
  readonly #clock: Clock;
  readonly #log: Log;

  constructor(deps: {
    assistant: Assistant | undefined;
    state: State;
    experts: Experts;
    matching: Matching;
    advice: KeptAdvice;
    clock: Clock;
    log: Log;
  }) {
    this.#assistant = deps.assistant;
    this.#state = deps.state;
    this.#experts = deps.experts;
    this.#matching = deps.matching;
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
    const experts = this.#mostAble(issue);
    if (experts.length < 2) return;
    this.#assistant.ask(adviceOn(issue, experts), { isBackground: true, timeoutMs: adviceMs }).then(
      (advice) => this.#advice.put(issue, advice),
      (error: unknown) => {
        const code = error instanceof AssistantError ? error.code : String(error);
        this.#log.debug({ code }, 'The assistant gave no advice on an issue.');
      },
    );
  }

  /** The most able of all who are there, whether they have a seat or not: it is they whom the issue waits for. */
  #mostAble(issue: Issue): Adviseable[] {
    const skillOf = this.#matching.skillFor(issue, this.#clock.now());
    return this.#state.profiles
      .inGroup('presence', 'online')
      .filter(
        (profile) =>
          this.#experts.isAvailable(profile) &&
          profile.id !== issue.userId &&
          !issue.barred.includes(profile.id) &&
          qualifies(profile, issue),
      )
      .map((profile) => ({ profile, skill: skillOf(profile).value }))
      .sort((a, b) => b.skill - a.skill || (a.profile.id < b.profile.id ? -1 : 1))
      .slice(0, advisedMax)
      .map(({ profile }) => this.#described(profile));
  }

  #described({ id, categories, qualifications, learnt }: Profile): Adviseable {
    const { name } = this.#state.person(id);
    return { id, name, categories, qualifications, keywords: keywordsOf(learnt) };
  }
}

/** A word of one issue alone may be anything, somebody's name among it. */
const keywordWeightMin = 1.5;

/** What the issues that somebody resolved were about, the strongest first. */
function keywordsOf({ terms }: Profile['learnt']): string[] {
  return Object.entries(terms)
    .filter(([term, weight]) => weight >= keywordWeightMin && !/\p{N}/u.test(term))
    .sort(([a, aWeight], [b, bWeight]) => bWeight - aWeight || (a < b ? -1 : 1))
    .map(([term]) => term);
}
