import type { QuizResult, QuizView } from '../../../node/schemas/views.ts';
import { t } from '../../lib/i18n.ts';
import type { QuizRun } from '../../lib/quizRun.ts';
import { useSubmit } from '../../lib/submit.ts';
import { fullTime } from '../../lib/time.ts';
import { Button } from '../Button.tsx';
import { ProblemNote } from '../States.tsx';
import { Question } from './Question.tsx';

/** How it went, question by question, and when it can be taken again. */
export function Result({ run, drawn, marked }: { run: QuizRun; drawn: QuizView; marked: QuizResult }) {
  const again = useSubmit(() => run.begin(drawn.category));
  return (
    <div class="stack loose">
      <section class="card pad stack" role="status">
        <h2>{t('account.quiz.result', { right: marked.right, of: marked.of })}</h2>
        {marked.isLate && <p>{t('home.quiz.late')}</p>}
        <p class="muted">
          {marked.attemptsLeft > 0
            ? t('account.quiz.left', { count: marked.attemptsLeft })
            : marked.nextAt === undefined
              ? t('account.quiz.noneLeft')
              : t('home.quiz.nextAt', { time: fullTime(marked.nextAt) })}
        </p>
        <ProblemNote problem={again.problem.value} />
        <p class="row wrap">
          {marked.attemptsLeft > 0 && (
            <Button onClick={again.submit} isBusy={again.isBusy.value}>
              {t('account.quiz.again')}
            </Button>
          )}
          <Button onClick={() => run.show(undefined)}>{t('account.quiz.other')}</Button>
        </p>
      </section>
      {drawn.questions.map((question, i) => {
        const mark = marked.perQuestion.find(({ id }) => id === question.id);
        return (
          <Question
            key={question.id}
            question={question}
            number={t('account.quiz.question', { n: i + 1, of: drawn.questions.length })}
            chosen={mark?.chosen ?? (marked.isLate ? undefined : run.answers.value[question.id])}
            mark={mark}
          />
        );
      })}
    </div>
  );
}
