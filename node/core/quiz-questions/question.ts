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
