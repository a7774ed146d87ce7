import type { IssueView } from '../../../node/schemas/views.ts';
import { t } from '../../lib/i18n.ts';
import { stateSentence } from '../../lib/issues.ts';
import { TellMe } from './TellMe.tsx';

/** Wide enough for the words below the first and the last berry. */
const widthMin = 250;
const stepMin = 60;
/** More berries than this would be too small to count; the sentence has the number. */
const aheadMax = 6;

function Queue({ ahead }: { ahead: number }) {
  const shown = Math.min(ahead, aheadMax);
  const width = Math.max(widthMin, 42 + (shown + 1) * stepMin);
  const step = (width - 42) / (shown + 1);
  return (
    <svg viewBox={`0 0 ${width} 46`} role="img" aria-label={t('issue.place', { n: ahead + 1 })}>
      <path class="path" d={`M20 14H${width - 20}`} />
      <circle class="leaf" cx="20" cy="14" r="6" />
      {Array.from({ length: shown }, (_, i) => (
        <circle key={i} class="ahead" cx={20 + (i + 1) * step} cy="14" r="9" />
      ))}
      <circle class="you" cx={width - 22} cy="14" r="12" />
      <text x="20" y="42">
        {t('issue.placeExpert')}
      </text>
      <text x={width - 22} y="42">
        {t('issue.placeYou')}
      </text>
    </svg>
  );
}

function waitText({ onlineExperts, freeSeats, areFreeAsked }: NonNullable<IssueView['waiting']>): string {
  if (onlineExperts === 0) return t('issue.waitNobody');
  if (areFreeAsked) return t('issue.waitAsked');
  return freeSeats > 0 ? t('issue.waitFree') : t('issue.waitBusy', { count: onlineExperts });
}

/** What an issue that nobody has yet is waiting for. Changes are read out. */
export function Waiting({ issue, meId }: { issue: IssueView; meId: string }) {
  const { waiting, state } = issue;
  const text =
    state === 'offered'
      ? issue.expert?.id === meId
        ? t('issue.askingYouText')
        : t('issue.askingText')
      : state === 'forwarding'
        ? t('issue.forwardingText')
        : waiting && waitText(waiting);
  return (
    <section class="place" aria-live="polite">
      {state === 'waiting' && waiting !== undefined && issue.role === 'user' && (
        <Queue ahead={waiting.ahead} />
      )}
      <div class="stack tight">
        <h2>{stateSentence(issue, meId).text}</h2>
        {text && <p class="muted">{text}</p>}
        {issue.role === 'user' && <p class="muted small">{t('issue.safeToLeave')}</p>}
        {issue.role === 'user' && <TellMe />}
      </div>
    </section>
  );
}
