import { signal } from '@preact/signals';
import type { MarkQuiz, ReadQuiz } from '../../node/schemas/inputs.ts';
import type { QuizStanding } from '../../node/schemas/quiz.ts';
import type { QuizResult, QuizView } from '../../node/schemas/views.ts';

/** What the run needs of the node, and the clock of the page in milliseconds. */
export type QuizNode = {
  readonly standing: (read: ReadQuiz) => Promise<QuizStanding>;
  readonly draw: (category: string, read: ReadQuiz) => Promise<QuizView>;
  readonly save: (answers: MarkQuiz) => Promise<unknown>;
  readonly now: () => number;
  /** The page's, at this moment. */
  readonly language: () => string;
};

export type Saving = 'none' | 'saving' | 'kept' | 'failed';

/**
 * One attempt at the quiz on this page: what was drawn, what is answered, and whether the node has it. Answers are kept
 * at the node as they are given, one after the other, the latest only; so a page that is loaded again, on this device or
 * another, goes on.
 */
export function quizRun({ standing, draw, save, now, language }: QuizNode) {
  const drawn = signal<QuizView | undefined>(undefined);
  const result = signal<QuizResult | undefined>(undefined);
  /** Chosen option by question. */
  const answers = signal<Readonly<Record<string, string>>>({});
  const attempts = signal<QuizStanding['attempts']>([]);
  const deadlineMs = signal<number | undefined>(undefined);
  const saving = signal<Saving>('none');
  let isSaving = false;
  let isStale = false;
  /** The language that the questions were asked for in last. */
  let readIn: string | undefined;

  const body = (category: string): MarkQuiz => ({
    category,
    answers: Object.entries(answers.peek()).map(([question, option]) => ({ question, option })),
  });

  function show(view: QuizView | undefined): void {
    result.value = undefined;
    saving.value = 'none';
    answers.value = Object.fromEntries(
      (view?.answers ?? []).map(({ question, option }) => [question, option]),
    );
    deadlineMs.value = view?.secondsLeft === undefined ? undefined : now() + view.secondsLeft * 1_000;
    drawn.value = view;
  }

  /** Asks until the answer is in the language that the page has then: it may change while the node answers. */
  async function inPageLanguage<T>(ask: (read: ReadQuiz) => Promise<T>): Promise<T> {
    for (;;) {
      const asked = language();
      const answer = await ask({ language: asked });
      if (asked === language()) {
        readIn = asked;
        return answer;
      }
    }
  }

  async function keep(category: string): Promise<void> {
    isSaving = true;
    saving.value = 'saving';
    do {
      isStale = false;
      const isKept = await save(body(category)).then(
        () => true,
        () => false,
      );
      saving.value = isKept ? 'kept' : 'failed';
    } while (isStale);
    isSaving = false;
  }

  return {
    drawn,
    result,
    answers,
    attempts,
    deadlineMs,
    saving,
    show,
    body,
    /** Goes on with what is running, if anything is. @throws ApiProblem */
    async resume(): Promise<void> {
      const { running, attempts: taken } = await inPageLanguage(standing);
      attempts.value = taken;
      if (drawn.peek() === undefined && running !== undefined) show(running);
    },
    /** Begins an attempt, or goes on with it if it runs already. @throws ApiProblem */
    async begin(category: string): Promise<void> {
      show(await inPageLanguage((read) => draw(category, read)));
    },
    /** The same questions in the page's language. What is answered and the time that is left stay. @throws ApiProblem */
    async reword(): Promise<void> {
      if (drawn.peek() === undefined || result.peek() !== undefined || readIn === language()) return;
      const { running } = await inPageLanguage(standing);
      const before = drawn.peek();
      if (before === undefined || result.peek() !== undefined || running === undefined) return;
      const words = new Map(running.questions.map((question) => [question.id, question]));
      drawn.value = {
        ...before,
        questions: before.questions.map((question) => words.get(question.id) ?? question),
      };
    },
    choose(question: string, option: string): void {
      const category = drawn.peek()?.category;
      if (category === undefined) return;
      answers.value = { ...answers.peek(), [question]: option };
      isStale = true;
      if (!isSaving) void keep(category);
    },
    marked(marked: QuizResult): void {
      result.value = marked;
      const { category, attemptsLeft: left, nextAt } = marked;
      attempts.value = [
        ...attempts.peek().filter((one) => one.category !== category),
        { category, left, ...(nextAt !== undefined && { nextAt }) },
      ];
    },
  };
}

export type QuizRun = ReturnType<typeof quizRun>;

/** Minutes and seconds, as on a clock: 9:05. */
export function clockOf(leftMs: number): string {
  const seconds = Math.max(0, Math.ceil(leftMs / 1_000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
