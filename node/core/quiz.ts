import type { Random } from '../ports.ts';
import { quizQuestions } from '../quiz/en/all.ts';
import type { Question } from '../quiz/question.ts';
import { hash32 } from './hash.ts';
import { shuffled } from './shuffle.ts';

/** A question as the page gets it: four options in random order, and nothing that tells the right one. */
export type DrawnQuestion = {
  readonly id: string;
  readonly text: string;
  readonly options: readonly { readonly id: string; readonly text: string }[];
};

/** The answers of an attempt: question id → option id. An unanswered question is absent, and wrong. */
export type QuizAnswers = Readonly<Record<string, string>>;

export type QuizResult = {
  readonly right: number;
  readonly of: number;
  /** right / of, in [0, 1]; 0 without questions. */
  readonly score: number;
  readonly perQuestion: readonly {
    readonly id: string;
    readonly isRight: boolean;
    /** Told once it is marked: whoever was wrong shall learn. */
    readonly rightOption: string;
    readonly explanation: string;
  }[];
};

/** Every question, by its id. */
export const questionById: ReadonlyMap<string, Question> = new Map(
  [...quizQuestions.values()].flat().map((question) => [question.id, question]),
);

/**
 * The ids of `n` different questions of a category in random order; all it has if it has fewer, none for a category without
 * questions (categories are a setting of the mesh, questions are not). Keep them: `askQuiz` and `markQuiz` need them.
 */
export function drawQuiz(category: string, n: number, random: Random): readonly string[] {
  return shuffled(quizQuestions.get(category) ?? [], random)
    .slice(0, Math.max(0, n))
    .map(({ id }) => id);
}

/**
 * Questions as they are asked, without what tells the right option. The order of options is another for each `attempt`,
 * and within it always the same: whoever loads the page again finds them where they were.
 */
export function askQuiz(questionIds: readonly string[], attempt: string): readonly DrawnQuestion[] {
  return questionIds.flatMap((id) => {
    const question = questionById.get(id);
    if (question === undefined) return [];
    const place = (text: string) => hash32(attempt, id, text);
    return {
      id,
      text: question.text,
      options: [question.right, ...question.wrong]
        .sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1))
        .map((text) => ({ id: optionId(question, text), text })),
    };
  });
}

/**
 * Marks the answers to the questions that were drawn. `questionIds` come from the server's own record of the
 * attempt, never from the page: otherwise it would choose what it is asked. Each id counts once; a question that this
 * version no longer has is left out; answers to questions that were not drawn count nothing.
 */
export function markQuiz(questionIds: readonly string[], answers: QuizAnswers): QuizResult {
  const perQuestion = [...new Set(questionIds)].flatMap((id) => {
    const question = questionById.get(id);
    if (question === undefined) return [];
    const rightOption = optionId(question, question.right);
    const isRight = Object.hasOwn(answers, id) && answers[id] === rightOption;
    return [{ id, isRight, rightOption, explanation: question.explanation }];
  });
  const right = perQuestion.filter(({ isRight }) => isRight).length;
  const of = perQuestion.length;
  return { right, of, score: of > 0 ? right / of : 0, perQuestion };
}

/** Names an option by its text: stable however the options are shuffled, and the same form for right and wrong. */
export function optionId(question: Question, text: string): string {
  return hash32(question.id, text).toString(36);
}
