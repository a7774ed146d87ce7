import { useSignal } from '@preact/signals';
import type { QuizView } from '../../../node/schemas/views.ts';
import { api } from '../../lib/api.ts';
import { language, t } from '../../lib/i18n.ts';
import { categoryName } from '../../lib/names.ts';
import type { QuizRun } from '../../lib/quizRun.ts';
import { readMe } from '../../lib/session.ts';
import { useSubmit } from '../../lib/submit.ts';
import { Button } from '../Button.tsx';
import { ProblemNote } from '../States.tsx';
import { Countdown } from './Countdown.tsx';
import { Question } from './Question.tsx';

/** The questions, while the time runs. When it is over they are handed in as they are. */
export function Questions({ run, drawn }: { run: QuizRun; drawn: QuizView }) {
  const isWarned = useSignal(false);
  const isOver = useSignal(false);
  const count = Object.keys(run.answers.value).length;
  const total = drawn.questions.length;
  const { submit, isBusy, problem } = useSubmit(
    (once) => {
      const body = run.body(drawn.category);
      return api.markQuiz(body, { language: language() }, once.keyFor(body));
    },
    (marked) => {
      run.marked(marked);
      window.scrollTo(0, 0);
      readMe().catch(() => undefined);
    },
  );
  const isIncomplete = count < total && !isOver.value;
  const saving = run.saving.value;
  return (
    <form
      class="stack loose"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (isIncomplete && !isWarned.value) isWarned.value = true;
        else submit();
      }}
    >
      <div class="quiz-bar">
        <p class="muted grow">
          {categoryName(drawn.category)} · {t('account.quiz.left', { count: drawn.attemptsLeft })}
        </p>
        {run.deadlineMs.value !== undefined && (
          <Countdown
            deadlineMs={run.deadlineMs.value}
            onOver={() => {
              isOver.value = true;
              submit();
            }}
          />
        )}
      </div>
      {drawn.questions.map((question, i) => (
        <Question
          key={question.id}
          question={question}
          number={t('account.quiz.question', { n: i + 1, of: total })}
          chosen={run.answers.value[question.id]}
          {...(!isOver.value && { onChosen: (option: string) => run.choose(question.id, option) })}
        />
      ))}
      <ProblemNote problem={problem.value} />
      {isOver.value && (
        <p class="banner warn" role="status">
          {t('home.quiz.over')}
        </p>
      )}
      {isWarned.value && isIncomplete && (
        <p class="error" role="alert">
          {t('account.quiz.incomplete')}
        </p>
      )}
      <p class="row wrap">
        <Button type="submit" look="primary" isBusy={isBusy.value}>
          {isWarned.value && isIncomplete ? t('account.quiz.submitAnyway') : t('account.quiz.submit')}
        </Button>
        <span class="muted small" role="status">
          {t('account.quiz.answered', { n: count, of: total })}
          {saving === 'kept' && ` · ${t('home.quiz.kept')}`}
        </span>
      </p>
      {saving === 'failed' && (
        <p class="error" role="alert">
          {t('home.quiz.notKept')}
        </p>
      )}
    </form>
  );
}
