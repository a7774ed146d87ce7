import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { SettingsView } from '../../../node/schemas/views.ts';
import { api } from '../../lib/api.ts';
import { useLive } from '../../lib/connection.ts';
import { resource } from '../../lib/resource.ts';
import { useSubmit } from '../../lib/submit.ts';
import { fullTime, score } from '../../lib/time.ts';
import { say } from '../../lib/toast.ts';
import { common } from '../../words/common.ts';
import { issueWords } from '../../words/issue.ts';
import { adminWords } from '../../words/mesh.ts';
import { AssistantStatus } from '../assistant/Status.tsx';
import { Button } from '../Button.tsx';
import { TextArea, TextField } from '../Field.tsx';
import { ProblemNote, Shown } from '../States.tsx';

const settings = resource(api.settings);
const terms = ['skill', 'trust', 'availability', 'load'] as const;

function saved(result: SettingsView): void {
  settings.set(result);
  say(common.saved);
}

/** Weights are written with two digits; this only forgives binary fractions. */
const sumTolerance = 0.001;

function Weights({ weights }: { weights: SettingsView['weights'] }) {
  const w = adminWords;
  const form = useSignal({
    skill: String(weights.skill),
    trust: String(weights.trust),
    availability: String(weights.availability),
    load: String(weights.load),
  });
  const numbers = {
    skill: Number(form.value.skill),
    trust: Number(form.value.trust),
    availability: Number(form.value.availability),
    load: Number(form.value.load),
  };
  const { submit, isBusy, problem } = useSubmit(() => api.updateSettings({ weights: numbers }), saved);
  const sum = terms.reduce((total, term) => total + (numbers[term] || 0), 0);
  // A score is shown as a part of 1, which only weights that add up to 1 make true.
  const isWhole = Math.abs(sum - 1) < sumTolerance;
  return (
    <form class="card pad stack" onSubmit={submit} noValidate>
      <h2>{w.weights}</h2>
      <p class="muted small">{w.weightsText}</p>
      <div class="two">
        {terms.map((term) => (
          <TextField
            key={term}
            label={issueWords.terms[term]}
            name={`weights/${term}`}
            type="number"
            min={0}
            max={1}
            step={0.05}
            value={form.value[term]}
            onValue={(value) => {
              form.value = { ...form.value, [term]: value };
            }}
            hint={issueWords.termHelp[term]}
            problem={problem.value}
          />
        ))}
      </div>
      <ProblemNote problem={problem.value} />
      <p class="row wrap">
        <Button type="submit" look="primary" isBusy={isBusy.value} disabled={!isWhole}>
          {w.weightsSubmit}
        </Button>
        <span class={isWhole ? 'muted small' : 'small'} role="status">
          {isWhole ? w.sum(score(sum)) : w.sumOff(score(sum))}
        </span>
      </p>
    </form>
  );
}

function Categories({ categories }: { categories: readonly string[] }) {
  const w = adminWords;
  const text = useSignal(categories.join('\n'));
  const { submit, isBusy, problem } = useSubmit(
    () => api.updateSettings({ categories: text.value.split(/[\s,]+/).filter(Boolean) }),
    saved,
  );
  return (
    <form class="card pad stack" onSubmit={submit} noValidate>
      <h2>{w.categories}</h2>
      <TextArea
        label={w.categories}
        name="categories"
        rows={10}
        value={text.value}
        onValue={(value) => {
          text.value = value;
        }}
        hint={w.categoriesText}
        problem={problem.value}
      />
      <ProblemNote problem={problem.value} />
      <p>
        <Button type="submit" isBusy={isBusy.value}>
          {w.categoriesSubmit}
        </Button>
      </p>
    </form>
  );
}

/** What holds in every region: the weights of the score and the categories. */
export function Settings() {
  useEffect(() => {
    settings.refresh();
  }, []);
  useLive((event) => {
    if (event.kind === 'admin' || event.kind === 'reset') settings.refresh();
  });
  return (
    <main class="page narrow" id="main">
      <h1>{common.nav.settings}</h1>
      <Shown of={settings}>
        {({ weights, categories, changedAt, changedBy }) => (
          <>
            {changedAt !== undefined && (
              <p class="muted small">{adminWords.settingsChanged(fullTime(changedAt), changedBy ?? '')}</p>
            )}
            {/* Keyed by what the node has, so that news from another admin is shown. */}
            <div class="split even">
              <Weights key={JSON.stringify(weights)} weights={weights} />
              <Categories key={categories.join()} categories={categories} />
            </div>
          </>
        )}
      </Shown>
      <AssistantStatus />
    </main>
  );
}
