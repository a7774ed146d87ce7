import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Icon } from '../../icons.tsx';
import { t } from '../../lib/i18n.ts';
import { useNow } from '../../lib/now.ts';
import { clockOf } from '../../lib/quizRun.ts';

/** From here on the time is told in red, and was told aloud once. */
const soonMs = 60_000;

/** The time that is left. It is read out once, when a minute is left: counting aloud would only be in the way. */
export function Countdown({ deadlineMs, onOver }: { deadlineMs: number; onOver: () => void }) {
  const leftMs = deadlineMs - useNow(250);
  const isOver = leftMs <= 0;
  const isSoon = leftMs <= soonMs;
  const wasOver = useSignal(false);
  useEffect(() => {
    if (!isOver || wasOver.peek()) return;
    wasOver.value = true;
    onOver();
  }, [isOver]);
  return (
    <p class={isSoon ? 'countdown soon' : 'countdown'}>
      <Icon name="clock" />
      <span class="num" role="timer">
        {t('home.quiz.left', { time: clockOf(leftMs) })}
      </span>
      <span class="visually-hidden" role="status">
        {isSoon && !isOver && t('home.quiz.soon')}
      </span>
    </p>
  );
}
