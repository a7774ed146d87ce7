import { signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { MeView, QuizResult, QuizView } from '../../node/schemas/views.ts';
import { Question } from '../components/account/Question.tsx';
import { Button } from '../components/Button.tsx';
import { SelectField } from '../components/Field.tsx';
import { navFor } from '../components/nav.ts';
import { Shell, show } from '../components/Shell.tsx';
import { SignedIn } from '../components/SignedIn.tsx';
import { Empty, ProblemNote } from '../components/States.tsx';
import { api } from '../lib/api.ts';
import { t } from '../lib/i18n.ts';
import { categories, mesh } from '../lib/mesh.ts';
import { categoryName } from '../lib/names.ts';
import { readMe } from '../lib/session.ts';
import { useSubmit } from '../lib/submit.ts';

const quiz = signal<QuizView | undefined>(undefined);
const result = signal<QuizResult | undefined>(undefined);
/** Chosen option by question. */
const answers = signal<Readonly<Record<string, string>>>({});

function start(drawn: QuizView | undefined): void {
  quiz.value = drawn;
  result.value = undefined;
  answers.value = {};
}

function Choose({ own }: { own: readonly string[] }) {
  const known = categories();
  const category = useSignal(own[0] ?? known[0] ?? 'other');
  const { submit, isBusy, problem } = useSubmit(() => api.quiz(category.value), start);
  const options = [...new Set([...own, ...known])];
  return (
    <form class="card pad stack" onSubmit={submit} noValidate>
      <p class="muted">{t('account.quiz.lead')}</p>
      <SelectField
        label={t('account.quiz.category')}
        name="category"
        value={category.value}
        onValue={(value) => {
          category.value = value;
        }}
        options={options.map((value) => ({ value, label: categoryName(value) }))}
        problem={problem.value}
      />
      <ProblemNote problem={problem.value} />
      <p>
        <Button type="submit" look="primary" isBusy={isBusy.value}>
          {t('account.quiz.start')}
        </Button>
      </p>
    </form>
  );
}

function Questions({ drawn }: { drawn: QuizView }) {
  const isWarned = useSignal(false);
  const count = Object.keys(answers.value).length;
  const total = drawn.questions.length;
  const { submit, isBusy, problem } = useSubmit(
    (once) => {
      const body = {
        category: drawn.category,
        answers: Object.entries(answers.value).map(([question, option]) => ({ question, option })),
      };
      return api.markQuiz(body, once.keyFor(body));
    },
    (marked) => {
      result.value = marked;
      window.scrollTo(0, 0);
      readMe().catch(() => undefined);
    },
  );
  return (
    <form
      class="stack loose"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (count < total && !isWarned.value) isWarned.value = true;
        else submit();
      }}
    >
      <p class="muted">
        {categoryName(drawn.category)} · {t('account.quiz.left', { count: drawn.attemptsLeft })}
      </p>
      {drawn.questions.map((question, i) => (
        <Question
          key={question.id}
          question={question}
          number={t('account.quiz.question', { n: i + 1, of: total })}
          chosen={answers.value[question.id]}
          onChosen={(option) => {
            answers.value = { ...answers.value, [question.id]: option };
          }}
        />
      ))}
      <ProblemNote problem={problem.value} />
      {isWarned.value && count < total && (
        <p class="error" role="alert">
          {t('account.quiz.incomplete')}
        </p>
      )}
      <p class="row wrap">
        <Button type="submit" look="primary" isBusy={isBusy.value}>
          {isWarned.value && count < total ? t('account.quiz.submitAnyway') : t('account.quiz.submit')}
        </Button>
        <span class="muted small" role="status">
          {t('account.quiz.answered', { n: count, of: total })}
        </span>
      </p>
    </form>
  );
}

function Result({ drawn, marked }: { drawn: QuizView; marked: QuizResult }) {
  const again = useSubmit(() => api.quiz(drawn.category), start);
  return (
    <div class="stack loose">
      <section class="card pad stack" role="status">
        <h2>{t('account.quiz.result', { right: marked.right, of: marked.of })}</h2>
        <p class="muted">
          {marked.attemptsLeft > 0
            ? t('account.quiz.left', { count: marked.attemptsLeft })
            : t('account.quiz.noneLeft')}
        </p>
        <ProblemNote problem={again.problem.value} />
        <p class="row wrap">
          {marked.attemptsLeft > 0 && (
            <Button onClick={again.submit} isBusy={again.isBusy.value}>
              {t('account.quiz.again')}
            </Button>
          )}
          <Button onClick={() => start(undefined)}>{t('account.quiz.other')}</Button>
        </p>
      </section>
      {drawn.questions.map((question, i) => (
        <Question
          key={question.id}
          question={question}
          number={t('account.quiz.question', { n: i + 1, of: drawn.questions.length })}
          chosen={answers.value[question.id]}
          mark={marked.perQuestion.find(({ id }) => id === question.id)}
        />
      ))}
    </div>
  );
}

function Quiz({ me }: { me: MeView }) {
  useEffect(() => {
    mesh.refresh();
  }, []);
  const drawn = quiz.value;
  const isExpert = me.account.roles.includes('expert');
  return (
    <Shell me={me} here={me.here} nav={navFor(me, '/quiz')}>
      <main class="page slim" id="main">
        <h1>{t('account.quiz.title')}</h1>
        {!isExpert ? (
          <p class="muted">{t('account.quiz.expertsOnly')}</p>
        ) : drawn === undefined ? (
          <Choose own={me.expert?.categories ?? []} />
        ) : result.value !== undefined ? (
          <Result drawn={drawn} marked={result.value} />
        ) : drawn.questions.length === 0 || drawn.attemptsLeft === 0 ? (
          <Empty
            title={categoryName(drawn.category)}
            text={drawn.attemptsLeft === 0 ? t('account.quiz.noneLeft') : t('account.quiz.noQuestions')}
          >
            <Button onClick={() => start(undefined)}>{t('account.quiz.other')}</Button>
          </Empty>
        ) : (
          <Questions drawn={drawn} />
        )}
      </main>
    </Shell>
  );
}

show(<SignedIn>{(me) => <Quiz me={me} />}</SignedIn>, 'account.quiz.title');
