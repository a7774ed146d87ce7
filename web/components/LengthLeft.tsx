import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { t } from '../lib/i18n.ts';
import { isNearLimit, lengthOf } from '../lib/limits.ts';

/** It is read out in a pause of the typing, not at each letter. */
const typingPauseMs = 1_000;

/** How many characters are left of a text that is limited, or too many: seen as it is typed once the limit is near. */
export function LengthLeft({ text, max }: { text: string; max: number }) {
  const left = max - lengthOf(text);
  const words = !isNearLimit(text, max)
    ? ''
    : left < 0
      ? t('common.tooMany', { count: -left })
      : t('common.left', { count: left });
  const said = useSignal('');
  useEffect(() => {
    const timer = window.setTimeout(() => {
      said.value = words;
    }, typingPauseMs);
    return () => window.clearTimeout(timer);
  }, [words]);
  return (
    <>
      <span class={left < 0 ? 'length-left over' : 'length-left'} aria-hidden="true">
        {words}
      </span>
      <span class="visually-hidden" role="status">
        {said.value}
      </span>
    </>
  );
}
