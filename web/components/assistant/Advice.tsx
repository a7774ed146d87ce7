import type { Why } from '../../../node/schemas/why.ts';
import { shiftText } from '../../lib/assistant.ts';
import { t } from '../../lib/i18n.ts';
import { AssistantMark } from './Note.tsx';

/** What the assistant had to do with a choice, if anything. */
export function Advice({ why }: { why: Why }) {
  if (why.assistant === undefined) return null;
  const { shift, reason } = why.assistant;
  return (
    <div class="assistant">
      <p class="small break" dir="auto">
        {t('assistant.advised', { shift: shiftText(shift), reason })}
      </p>
      <AssistantMark />
    </div>
  );
}
