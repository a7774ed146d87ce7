import type { Why } from '../../node/schemas/why.ts';
import { t } from '../lib/i18n.ts';
import { score, series } from '../lib/time.ts';
import { Advice } from './assistant/Advice.tsx';

const terms = ['skill', 'trust', 'availability', 'load'] as const;
const looks = { skill: 't-skill', trust: 't-trust', availability: 't-free', load: 't-load' };
/** Between the parts of the bar, in per cent of its width. */
const gap = 0.6;

/** The score term by term: each weight times its term, as a bar and in figures. */
export function Terms({ why }: { why: Why }) {
  const parts = terms.map((term) => ({ term, value: why.terms[term] * why.weights[term] }));
  let start = 0;
  const label = series(parts.map(({ term, value }) => `${t(`issue.terms.${term}`)} ${score(value)}`));
  return (
    <div class="terms">
      <svg
        class="terms-bar turns"
        role="img"
        aria-label={`${t('issue.score', { value: score(why.score) })}: ${label}`}
      >
        {parts.map(({ term, value }) => {
          const x = start;
          start += value * 100;
          return (
            <rect
              key={term}
              class={looks[term]}
              x={`${x}%`}
              width={`${Math.max(0, value * 100 - gap)}%`}
              height="100%"
              rx="2"
            />
          );
        })}
      </svg>
      {why.isTryout && <p class="muted small">{t('issue.tryout')}</p>}
      <dl>
        {parts.map(({ term, value }) => (
          <div key={term}>
            <dt>
              <span class={`key ${looks[term]}`} />
              {t(`issue.terms.${term}`)}
            </dt>
            <dd>{t(`issue.termHelp.${term}`)}</dd>
            <dd class="num">{score(value)}</dd>
          </div>
        ))}
      </dl>
      {why.isTogether && <p class="muted small">{t('weights.together')}</p>}
      {why.isLearnt && <p class="muted small">{t('weights.byLearnt')}</p>}
      <Advice why={why} />
    </div>
  );
}
