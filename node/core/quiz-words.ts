/**
 * The quiz in other languages than English. What is drawn, shuffled, stored and marked are ids, made from the English
 * words; so an attempt may be read in one language, answered in another, and marked by a region that has neither.
 */
import { words as arabic } from '../quiz/ar/all.ts';
import { words as german } from '../quiz/de/all.ts';
import { words as spanish } from '../quiz/es/all.ts';
import { words as french } from '../quiz/fr/all.ts';
import { words as hindi } from '../quiz/hi/all.ts';
import type { QuizWords } from '../quiz/question.ts';
import { languageOfTag } from './language.ts';
import { optionId, questionById } from './quiz.ts';

/** What the questions are written in. */
export const originalLanguage = 'en';

/** Every translation, by its language's code. A language is added here. */
export const quizWords: ReadonlyMap<string, QuizWords> = new Map([
  ['ar', arabic],
  ['de', german],
  ['es', spanish],
  ['fr', french],
  ['hi', hindi],
]);

/** One question in another language: its answers by option id. */
export type QuestionWords = {
  readonly language: string;
  readonly text: string;
  readonly options: ReadonlyMap<string, string>;
  readonly explanation: string;
};

/** A question in the language of a BCP 47 tag ("de-AT" reads "de"); undefined where it has only its English words. */
export function questionWords(questionId: string, tag: string): QuestionWords | undefined {
  const language = languageOfTag(tag);
  const question = questionById.get(questionId);
  const said = quizWords.get(language)?.[questionId];
  if (question === undefined || said === undefined) return undefined;
  const english = [question.right, ...question.wrong];
  const options = [said.right, ...said.wrong].map(
    (text, at) => [optionId(question, english[at] ?? ''), text] as const,
  );
  return { language, text: said.text, options: new Map(options), explanation: said.explanation };
}
