/**
 * One question with four answers. `id` never changes and is never used again, since attempts are stored with it;
 * it starts with the category. `explanation` is one sentence, shown after marking.
 */
export type Question = {
  readonly id: string;
  readonly text: string;
  readonly right: string;
  readonly wrong: readonly [string, string, string];
  readonly explanation: string;
};

/**
 * The same questions in another language, by their ids. The wrong answers stand in the order of the English ones: an
 * answer is known by its English text, whatever it is read in.
 */
export type QuizWords = Readonly<Record<string, Omit<Question, 'id'>>>;
