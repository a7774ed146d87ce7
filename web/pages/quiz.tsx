import { useEffect } from 'preact/hooks';
import type { MeView } from '../../node/schemas/views.ts';
import { Button } from '../components/Button.tsx';
import { navFor } from '../components/nav.ts';
import { Choose } from '../components/quiz/Choose.tsx';
import { Questions } from '../components/quiz/Questions.tsx';
import { Result } from '../components/quiz/Result.tsx';
import { Shell, show } from '../components/Shell.tsx';
import { SignedIn } from '../components/SignedIn.tsx';
import { Empty, Shown } from '../components/States.tsx';
import { api } from '../lib/api.ts';
import { language, t } from '../lib/i18n.ts';
import { mesh } from '../lib/mesh.ts';
import { categoryName } from '../lib/names.ts';
import { quizRun } from '../lib/quizRun.ts';
import { resource } from '../lib/resource.ts';

const run = quizRun({
  standing: api.quizStanding,
  draw: (category, read) => api.quiz({ category, ...read }),
  save: api.saveQuiz,
  now: () => performance.now(),
  language,
});

/** Whether an attempt is running is asked first: nobody shall begin another by mistake. */
const resumed = resource(async () => {
  await run.resume();
  return true;
});

function Course({ own }: { own: readonly string[] }) {
  const shown = language();
  useEffect(() => {
    // Without an answer the questions stay as they are: they say themselves what they are worded in.
    run.reword().catch(() => undefined);
  }, [shown]);
  const drawn = run.drawn.value;
  const marked = run.result.value;
  if (drawn === undefined) return <Choose run={run} own={own} />;
  if (marked !== undefined) return <Result run={run} drawn={drawn} marked={marked} />;
  if (drawn.questions.length === 0)
    return (
      <Empty title={categoryName(drawn.category)} text={t('account.quiz.noQuestions')}>
        <Button onClick={() => run.show(undefined)}>{t('account.quiz.other')}</Button>
      </Empty>
    );
  return <Questions run={run} drawn={drawn} />;
}

function Quiz({ me }: { me: MeView }) {
  const isExpert = me.account.roles.includes('expert');
  useEffect(() => {
    mesh.refresh();
    if (isExpert) resumed.refresh();
  }, []);
  return (
    <Shell me={me} here={me.here} nav={navFor(me, '/quiz')}>
      <main class="page slim" id="main">
        <h1>{t('account.quiz.title')}</h1>
        {isExpert ? (
          <Shown of={resumed}>{() => <Course own={me.expert?.categories ?? []} />}</Shown>
        ) : (
          <p class="muted">{t('account.quiz.expertsOnly')}</p>
        )}
      </main>
    </Shell>
  );
}

show(<SignedIn>{(me) => <Quiz me={me} />}</SignedIn>, 'account.quiz.title');
