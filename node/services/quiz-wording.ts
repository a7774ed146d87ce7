/** Questions and results of the quiz as they are read in a language; in English where they have no words in it. */
import { originalLanguage, questionWords } from '../core/quiz-words.ts';
import type { QuizResult, QuizView } from '../schemas/views.ts';

/** @param tag BCP 47 */
export const viewIn = (view: QuizView, tag: string | undefined): QuizView => ({
  ...view,
  questions: view.questions.map((question) => {
    const words = tag === undefined ? undefined : questionWords(question.id, tag);
    return {
      id: question.id,
      language: words?.language ?? originalLanguage,
      question: words?.text ?? question.question,
      options: question.options.map(({ id, text }) => ({ id, text: words?.options.get(id) ?? text })),
    };
  }),
});

/** @param tag BCP 47 */
export const resultIn = (result: QuizResult, tag: string | undefined): QuizResult => ({
  ...result,
  perQuestion: result.perQuestion.map((each) => {
    const words = tag === undefined ? undefined : questionWords(each.id, tag);
    return {
      ...each,
      language: words?.language ?? originalLanguage,
      explanation: words?.explanation ?? each.explanation,
    };
  }),
});
