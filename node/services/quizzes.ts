import { z } from 'zod';
import type { AccountId, EpochMs } from '../core/ids.ts';
import { askQuiz, drawQuiz, markQuiz, type QuizAnswers } from '../core/quiz.ts';
import {
  attemptsWithinMs,
  countingAnswers,
  type Drawn,
  isOver,
  nextAttemptAt,
  quizTimeMs,
  timeLeftMs,
} from '../core/quiz-course.ts';
import type { Clock, Random } from '../ports.ts';
import { Problem } from '../problem.ts';
import { DrawQuiz, MarkQuiz, type ReadQuiz } from '../schemas/inputs.ts';
import { QuizSaved, QuizStanding } from '../schemas/quiz.ts';
import { QuizResult, QuizView } from '../schemas/views.ts';
import type { Profile } from './documents.ts';
import type { Forward, RemoteActor } from './forward.ts';
import { limits } from './limits.ts';
import { resultIn, viewIn } from './quiz-wording.ts';
import type { Actor, QuizCalls } from './services.ts';
import type { State } from './state.ts';

const unreachable = 'home-region-unreachable';
const standing = { name: 'quiz.standing', reply: QuizStanding, unreachable } as const;
const draw = { name: 'quiz.draw', reply: QuizView, unreachable } as const;
const save = { name: 'quiz.save', reply: QuizSaved, unreachable } as const;
const mark = { name: 'quiz.mark', reply: QuizResult, unreachable } as const;

const neverDrawn = 'These questions were answered already, or never drawn. Start the quiz again.';

/**
 * The quiz: questions go out without answers, are marked here, and only what was drawn counts, once, and within its time.
 * Answers are kept as they are given, so that a page that is loaded again goes on.
 *
 * Regions tell each other ids and English words. The one that is asked puts them into the reader's language: it can do so
 * whatever version the home region is of, and the home region need not know who reads what.
 */
export class Quizzes implements QuizCalls {
  readonly #state: State;
  readonly #forward: Forward;
  readonly #random: Random;
  readonly #clock: Clock;

  constructor(deps: { state: State; forward: Forward; random: Random; clock: Clock }) {
    this.#clock = deps.clock;
    this.#state = deps.state;
    this.#forward = deps.forward;
    this.#random = deps.random;
    this.#forward.offer(standing.name, z.object({}), (actor) => this.#standingHere(actor));
    this.#forward.offer(draw.name, DrawQuiz, (actor, query) => this.#drawHere(actor, query));
    this.#forward.offer(save.name, MarkQuiz, (actor, input) => this.#saveHere(actor, input));
    this.#forward.offer(mark.name, MarkQuiz, (actor, input) => this.#markHere(actor, input));
  }

  async standing(actor: Actor, { language }: ReadQuiz): Promise<QuizStanding> {
    const home = this.#home(actor);
    const stood = await (home === this.#state.self
      ? this.#standingHere(actor)
      : this.#forward.call(home, standing, actor, {}));
    return { ...stood, ...(stood.running && { running: viewIn(stood.running, language) }) };
  }

  async draw(actor: Actor, { category, language }: DrawQuiz): Promise<QuizView> {
    const home = this.#home(actor);
    const drawn = await (home === this.#state.self
      ? this.#drawHere(actor, { category })
      : this.#forward.call(home, draw, actor, { category }));
    return viewIn(drawn, language);
  }

  async save(actor: Actor, input: MarkQuiz): Promise<QuizSaved> {
    const home = this.#home(actor);
    return home === this.#state.self
      ? this.#saveHere(actor, input)
      : this.#forward.call(home, save, actor, input);
  }

  async mark(actor: Actor, input: MarkQuiz, { language }: ReadQuiz): Promise<QuizResult> {
    const home = this.#home(actor);
    const result = await (home === this.#state.self
      ? this.#markHere(actor, input)
      : this.#forward.call(home, mark, actor, input));
    return resultIn(result, language);
  }

  #standingHere({ accountId }: RemoteActor): Promise<QuizStanding> {
    return this.#state.ledger.read(() => {
      const profile = this.#profile(accountId);
      const now = this.#clock.now();
      const { quizDrawn } = profile;
      return {
        ...(quizDrawn && { running: viewOf(profile, quizDrawn, now) }),
        attempts: Object.keys(profile.quizAttempts)
          .filter((category) => attemptsOf(profile, category, now).length > 0)
          .map((category) => ({ category, ...leftOf(profile, category, now) })),
      };
    });
  }

  /**
   * An attempt begins with the draw, so that looking at the questions and drawing others costs one. Drawn again while its
   * time runs, it is the same attempt. Another that was left lying is marked with what was saved of it.
   */
  #drawHere({ accountId }: RemoteActor, { category }: DrawQuiz): Promise<QuizView> {
    return this.#state.ledger.run((transaction) => {
      const profile = this.#profile(accountId);
      const { now } = transaction;
      const { quizDrawn } = profile;
      if (quizDrawn?.category === category && timeLeftMs(quizDrawn, now) > 0)
        return viewOf(profile, quizDrawn, now);
      // Before anything is looked up by it: a category is any word, "constructor" too.
      const questions = drawQuiz(category, limits.quizQuestions, this.#random);
      if (questions.length === 0)
        throw new Problem('not-found', `There is no quiz for "${category}".`, { reason: 'no-quiz' });
      const lately = attemptsOf(profile, category, now);
      if (lately.length >= limits.quizAttemptsPerDay) {
        throw new Problem(
          'limit-reached',
          `You have taken this quiz ${limits.quizAttemptsPerDay} times in the last day. Please try again tomorrow.`,
          { reason: 'quiz-attempts', values: { max: limits.quizAttemptsPerDay } },
        );
      }
      const drawn: Drawn = { category, questions, at: now };
      const next: Profile = {
        ...(quizDrawn ? marked(profile, quizDrawn, quizDrawn.answers ?? {}).profile : profile),
        quizAttempts: { ...profile.quizAttempts, [category]: [...lately, now] },
        quizDrawn: drawn,
      };
      transaction.put(this.#state.profiles, accountId, next);
      return viewOf(next, drawn, now);
    });
  }

  /** Keeps what was answered so far, in place of what was kept before. */
  #saveHere({ accountId }: RemoteActor, { category, answers }: MarkQuiz): Promise<QuizSaved> {
    return this.#state.ledger.run((transaction) => {
      const profile = this.#profile(accountId);
      const { quizDrawn } = profile;
      if (quizDrawn?.category !== category)
        throw new Problem('wrong-state', neverDrawn, { reason: 'quiz-not-drawn' });
      if (isOver(quizDrawn, transaction.now)) {
        throw new Problem(
          'wrong-state',
          'The time is over. What you answered within it counts: hand it in.',
          { reason: 'quiz-time-over' },
        );
      }
      const drawn = { ...quizDrawn, answers: givenOf(answers, quizDrawn) };
      transaction.put(this.#state.profiles, accountId, { ...profile, quizDrawn: drawn });
      return { secondsLeft: timeLeftMs(drawn, transaction.now) / 1_000 };
    });
  }

  #markHere({ accountId }: RemoteActor, { category, answers }: MarkQuiz): Promise<QuizResult> {
    return this.#state.ledger.run((transaction) => {
      const profile = this.#profile(accountId);
      const { now } = transaction;
      const { quizDrawn } = profile;
      if (quizDrawn?.category !== category)
        throw new Problem('wrong-state', neverDrawn, { reason: 'quiz-not-drawn' });
      const counting = countingAnswers(quizDrawn, givenOf(answers, quizDrawn), now);
      const { profile: next, result } = marked(profile, quizDrawn, counting);
      transaction.put(this.#state.profiles, accountId, next);
      const { left, nextAt } = leftOf(next, category, now);
      return {
        category,
        right: result.right,
        of: result.of,
        score: result.score,
        attemptsLeft: left,
        ...(nextAt !== undefined && { nextAt }),
        ...(isOver(quizDrawn, now) && { isLate: true as const }),
        perQuestion: result.perQuestion.map((each) => {
          const chosen = Object.hasOwn(counting, each.id) ? counting[each.id] : undefined;
          return { ...each, ...(chosen !== undefined && { chosen }) };
        }),
      };
    });
  }

  #profile(id: AccountId): Profile {
    const profile = this.#state.profiles.get(id);
    if (!profile) throw new Problem('forbidden', 'The quiz is for experts.');
    return profile;
  }

  #home({ accountId }: Actor) {
    const account = this.#state.accounts.get(accountId);
    if (!account?.roles.includes('expert')) throw new Problem('forbidden', 'The quiz is for experts.');
    return account.home;
  }
}

/** The profile without the attempt, and with its result if it is the best so far. */
function marked({ quizDrawn: _, ...profile }: Profile, drawn: Drawn, answers: QuizAnswers) {
  const result = markQuiz(drawn.questions, answers);
  const best = Math.max(result.score, profile.quiz[drawn.category] ?? 0);
  return { result, profile: { ...profile, quiz: { ...profile.quiz, [drawn.category]: best } } };
}

/** Of what was drawn: anything else would only take room. */
const givenOf = (answers: MarkQuiz['answers'], { questions }: Drawn): QuizAnswers =>
  Object.fromEntries(
    answers
      .filter(({ question }) => questions.includes(question))
      .map(({ question, option }) => [question, option]),
  );

const viewOf = (profile: Profile, drawn: Drawn, now: EpochMs): QuizView => ({
  category: drawn.category,
  attemptsLeft: leftOf(profile, drawn.category, now).left,
  questions: askQuiz(drawn.questions, String(drawn.at)).map(({ id, text, options }) => ({
    id,
    question: text,
    options: [...options],
  })),
  ...(drawn.at !== undefined && {
    secondsLeft: timeLeftMs(drawn, now) / 1_000,
    secondsTotal: quizTimeMs / 1_000,
  }),
  answers: Object.entries(drawn.answers ?? {}).map(([question, option]) => ({ question, option })),
});

function leftOf(profile: Profile, category: string, now: EpochMs): { left: number; nextAt?: EpochMs } {
  const lately = attemptsOf(profile, category, now);
  const nextAt = nextAttemptAt(lately, limits.quizAttemptsPerDay);
  return {
    left: Math.max(0, limits.quizAttemptsPerDay - lately.length),
    ...(nextAt !== undefined && { nextAt }),
  };
}

function attemptsOf({ quizAttempts }: Profile, category: string, now: EpochMs): readonly EpochMs[] {
  return (quizAttempts[category] ?? []).filter((at) => now - at < attemptsWithinMs);
}
