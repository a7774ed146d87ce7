import type { Terms } from '../../node/schemas/why.ts';
import { t } from '../lib/i18n.ts';
import { percent, series } from '../lib/time.ts';
import { termNames } from '../lib/weights.ts';

const looks = { skill: 't-skill', trust: 't-trust', availability: 't-free', load: 't-load' };
/** Between the parts of the bar, in per cent of its width. */
const gap = 0.6;

/** Four shares of 1 as one bar, in the colours that the terms have everywhere. */
export function ShareBar({ shares, label }: { shares: Terms; label: string }) {
  let start = 0;
  const parts = series(termNames.map((name) => `${t(`issue.terms.${name}`)} ${percent(shares[name])}`));
  return (
    <svg class="terms-bar turns" role="img" aria-label={`${label}: ${parts}`}>
      {termNames.map((name) => {
        const x = start;
        start += shares[name] * 100;
        const width = Math.max(0, shares[name] * 100 - gap);
        return <rect key={name} class={looks[name]} x={`${x}%`} width={`${width}%`} height="100%" rx="2" />;
      })}
    </svg>
  );
}
