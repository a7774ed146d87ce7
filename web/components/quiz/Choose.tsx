import { useSignal } from '@preact/signals';
import { t } from '../../lib/i18n.ts';
import { categories } from '../../lib/mesh.ts';
import { categoryName } from '../../lib/names.ts';
import type { QuizRun } from '../../lib/quizRun.ts';
import { useSubmit } from '../../lib/submit.ts';
import { fullTime } from '../../lib/time.ts';
import { Button } from '../Button.tsx';
import { SelectField } from '../Field.tsx';
import { ProblemNote } from '../States.tsx';

/** What is ahead, which category, and when that can be taken. */
export function Choose({ run, own }: { run: QuizRun; own: readonly string[] }) {
  const known = categories();
  const category = useSignal(own[0] ?? known[0] ?? 'other');
  const { submit, isBusy, problem } = useSubmit(() => run.begin(category.value));
  const options = [...new Set([...own, ...known])];
  const taken = run.attempts.value.find((one) => one.category === category.value);
  const isFree = taken === undefined || taken.left > 0;
  const standing =
    taken === undefined
      ? undefined
      : taken.nextAt === undefined
        ? t('account.quiz.left', { count: taken.left })
        : t('home.quiz.nextAt', { time: fullTime(taken.nextAt) });
  return (
    <form class="card pad stack" onSubmit={submit} noValidate>
      <p class="muted">{t('account.quiz.lead')}</p>
      <p class="muted">{t('home.quiz.rules')}</p>
      <SelectField
        label={t('account.quiz.category')}
        name="category"
        value={category.value}
        onValue={(value) => {
          category.value = value;
        }}
        options={options.map((value) => ({ value, label: categoryName(value) }))}
        hint={standing}
        problem={problem.value}
      />
      <ProblemNote problem={problem.value} />
      <p>
        <Button type="submit" look="primary" isBusy={isBusy.value} disabled={!isFree}>
          {t('account.quiz.start')}
        </Button>
      </p>
    </form>
  );
}
