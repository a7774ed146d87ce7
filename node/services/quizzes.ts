import type { AccountId, EpochMs } from '../core/ids.ts';
import { drawQuiz, markQuiz } from '../core/quiz.ts';
import type { Random } from '../ports.ts';
import { Problem } from '../problem.ts';
import { DrawQuiz, MarkQuiz } from '../schemas/inputs.ts';
import { QuizResult, QuizView } from '../schemas/views.ts';
import type { Profile } from './documents.ts';
import type { Forward, RemoteActor } from './forward.ts';
import { limits } from './limits.ts';
import type { Actor, QuizCalls } from './services.ts';
import type { State } from './state.ts';

const dayMs = 24 * 3_600_000;

/** The quiz: questions go out without answers, are marked here, and only what was drawn counts, once. */
export class Quizzes implements QuizCalls {
  readonly #state: State;
  readonly #forward: Forward;
  readonly #random: Random;

  constructor(deps: { state: State; forward: Forward; random: Random }) {
    this.#state = deps.state;
    this.#forward = deps.forward;
    this.#random = deps.random;
    this.#forward.offer('quiz.draw', DrawQuiz, (actor, query) => this.#drawHere(actor, query));
    this.#forward.offer('quiz.mark', MarkQuiz, (actor, input) => this.#markHere(actor, input));
  }

  async draw(actor: Actor, query: DrawQuiz): Promise<QuizView> {
    const home = this.#home(actor);
    return home === this.#state.self
      ? this.#drawHere(actor, query)
      : this.#forward.call(
          home,
          { name: 'quiz.draw', reply: QuizView, unreachable: 'home-region-unreachable' },
          actor,
          query,
        );
  }

  async mark(actor: Actor, input: MarkQuiz): Promise<QuizResult> {
    const home = this.#home(actor);
    return home === this.#state.self
      ? this.#markHere(actor, input)
      : this.#forward.call(
          home,
          { name: 'quiz.mark', reply: QuizResult, unreachable: 'home-region-unreachable' },
          actor,
          input,
        );
  }

  /** An attempt begins with the draw, so that looking at the questions and drawing others costs one. */
  #drawHere({ accountId }: RemoteActor, { category }: DrawQuiz): Promise<QuizView> {
    return this.#state.ledger.run((transaction) => {
      const profile = this.#profile(accountId);
      // Before anything is looked up by it: a category is any word, "constructor" too.
      const questions = drawQuiz(category, limits.quizQuestions, this.#random);
      if (questions.length === 0) throw new Problem('not-found', `There is no quiz for "${category}".`);
      const lately = attemptsOf(profile, category, transaction.now);
      if (lately.length >= limits.quizAttemptsPerDay) {
        throw new Problem(
          'limit-reached',
          `You have taken this quiz ${limits.quizAttemptsPerDay} times in the last day. Please try again tomorrow.`,
        );
      }
      transaction.put(this.#state.profiles, accountId, {
        ...profile,
        quizAttempts: { ...profile.quizAttempts, [category]: [...lately, transaction.now] },
        quizDrawn: { category, questions: questions.map(({ id }) => id) },
      });
      return {
        category,
        attemptsLeft: limits.quizAttemptsPerDay - lately.length - 1,
        questions: questions.map(({ id, text, options }) => ({ id, question: text, options: [...options] })),
      };
    });
  }

  #markHere({ accountId }: RemoteActor, { category, answers }: MarkQuiz): Promise<QuizResult> {
    return this.#state.ledger.run((transaction) => {
      const profile = this.#profile(accountId);
      const { quizDrawn, ...rest } = profile;
      if (quizDrawn?.category !== category) {
        throw new Problem(
          'wrong-state',
          'These questions were answered already, or never drawn. Start the quiz again.',
        );
      }
      const given = Object.fromEntries(answers.map(({ question, option }) => [question, option]));
      const { right, of, score, perQuestion } = markQuiz(quizDrawn.questions, given);
      transaction.put(this.#state.profiles, accountId, {
        ...rest,
        quiz: { ...profile.quiz, [category]: Math.max(score, profile.quiz[category] ?? 0) },
      });
      const used = attemptsOf(profile, category, transaction.now).length;
      return {
        category,
        right,
        of,
        score,
        attemptsLeft: Math.max(0, limits.quizAttemptsPerDay - used),
        perQuestion: [...perQuestion],
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

function attemptsOf({ quizAttempts }: Profile, category: string, now: EpochMs): readonly EpochMs[] {
  return (quizAttempts[category] ?? []).filter((at) => now - at < dayMs);
}
