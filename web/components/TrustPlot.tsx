import type { TrustPoint } from '../../node/schemas/views.ts';
import { number, t } from '../lib/i18n.ts';
import { stepPath } from '../lib/plot.ts';
import { score, shortTime } from '../lib/time.ts';

const box = { width: 400, height: 120 };
/** A span of no length has no shape. */
const spanMinMs = 60_000;
const lines = [1, 0.5, 0];

/** One expert's trust over time, from 0 to 1. Time runs left to right in every language. */
export function TrustPlot({
  points,
  now,
  name,
}: {
  points: readonly TrustPoint[];
  now: number;
  name?: string;
}) {
  const last = points.at(-1);
  if (last === undefined) return <p class="muted small">{t('expert.noCurve')}</p>;
  const from = Math.min(points[0]?.at ?? now, now - spanMinMs);
  const label = t('expert.trustPlot', { value: score(last.trust) });
  return (
    <figure class="plot" dir="ltr" role="img" aria-label={name === undefined ? label : `${name}: ${label}`}>
      <div class="plot-y" aria-hidden="true">
        {lines.map((value) => (
          <span key={value}>{number(value)}</span>
        ))}
      </div>
      <svg viewBox={`0 0 ${box.width} ${box.height}`} preserveAspectRatio="none" aria-hidden="true">
        {lines.map((value) => (
          <path key={value} class="grid" d={`M0 ${(1 - value) * box.height}H${box.width}`} />
        ))}
        <path d={stepPath(points, { from, until: now, ...box })} />
      </svg>
      <div class="plot-x" aria-hidden="true">
        <span>{shortTime(from, now)}</span>
        <span>{shortTime(now, now)}</span>
      </div>
    </figure>
  );
}
