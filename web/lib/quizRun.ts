import { signal } from '@preact/signals';
import type { MarkQuiz } from '../../node/schemas/inputs.ts';
import type { QuizStanding } from '../../node/schemas/quiz.ts';
import type { QuizResult, QuizView } from '../../node/schemas/views.ts';

/** What the run needs of the node, and the clock of the page in milliseconds. */
export type QuizNode = {
  readonly standing: () => Promise<QuizStanding>;
  readonly save: (answers: MarkQuiz) => Promise<unknown>;
  readonly now: () => number;
};

export type Saving = 'none' | 'saving' | 'kept' | 'failed';

/**
 * One attempt at the quiz on this page: what was drawn, what is answered, and whether the node has it. Answers are kept
 * at the node as they are given, one after the other, the latest only; so a page that is loaded again, on this device or
 * another, goes on.
 */
export function quizRun({ standing, save, now }: QuizNode) {
  const drawn = signal<QuizView | undefined>(undefined);
  const result = signal<QuizResult | undefined>(undefined);
  /** Chosen option by question. */
  const answers = signal<Readonly<Record<string, string>>>({});
  const attempts = signal<QuizStanding['attempts']>([]);
  const deadlineMs = signal<number | undefined>(undefined);
  const saving = signal<Saving>('none');
  let isSaving = false;
  let isStale = false;

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
      const { running, attempts: taken } = await standing();
      attempts.value = taken;
      if (drawn.peek() === undefined && running !== undefined) show(running);
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
