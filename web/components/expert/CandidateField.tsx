import { useSignal } from '@preact/signals';
import { useEffect, useId, useMemo } from 'preact/hooks';
import type { CandidateView } from '../../../node/schemas/candidates.ts';
import { Icon } from '../../icons.tsx';
import { type ApiProblem, api } from '../../lib/api.ts';
import { t } from '../../lib/i18n.ts';
import { resource } from '../../lib/resource.ts';
import { errorAt } from '../../lib/submit.ts';
import { score } from '../../lib/time.ts';
import { TextField } from '../Field.tsx';
import { Avatar } from '../Pieces.tsx';
import { NotAsked, Shown } from '../States.tsx';

/** Long enough for a word to be typed, short enough to seem at once. */
const typingMs = 250;

type Props = {
  issueId: string;
  chosen: string | undefined;
  choose: (id: string) => void;
  problem: ApiProblem | undefined;
};

/** Experts of all regions who are free for the issue now, to choose one from. */
export function CandidateField({ issueId, chosen, choose, problem }: Props) {
  const group = useId();
  const query = useSignal('');
  const candidates = useMemo(() => resource(() => api.candidates(issueId, query.peek().trim())), [issueId]);
  useEffect(() => {
    const timer = window.setTimeout(candidates.refresh, query.value === '' ? 0 : typingMs);
    return () => window.clearTimeout(timer);
  }, [query.value, candidates]);
  const error = errorAt(problem, 'expertId');
  const option = ({ expert, region, freeSeats, readsIt }: CandidateView) => (
    <label key={expert.id} class="candidate">
      <input type="radio" name={group} checked={expert.id === chosen} onChange={() => choose(expert.id)} />
      <Avatar id={expert.id} name={expert.name} size="small" />
      <span class="grow">
        <b dir="auto">{expert.name}</b>
        <span class="muted small line">
          {[
            region,
            t('desk.trustOf', { trust: score(expert.trust) }),
            t('desk.freeSeats', { count: freeSeats }),
            ...(readsIt ? [] : [t('desk.otherLanguage')]),
          ].join(' · ')}
        </span>
      </span>
    </label>
  );
  return (
    <>
      <TextField
        label={t('desk.findExpert')}
        name="q"
        isOptional
        value={query.value}
        onValue={(value) => {
          query.value = value;
        }}
      />
      <fieldset class="field candidates">
        <legend class="visually-hidden">{t('desk.anExpert')}</legend>
        <Shown of={candidates}>
          {({ items, notAsked }) => (
            <>
              {items.map(option)}
              <p class="muted small" role="status">
                {items.length === 0 && t('desk.nobodyFree')}
              </p>
              <NotAsked regions={notAsked} />
            </>
          )}
        </Shown>
        {error && (
          <p class="error">
            <Icon name="circle-alert" />
            {error}
          </p>
        )}
      </fieldset>
    </>
  );
}
