import type { ReaderView } from '../../../node/schemas/reading.ts';
import type { MessageView } from '../../../node/schemas/views.ts';
import { Icon } from '../../icons.tsx';
import { t } from '../../lib/i18n.ts';
import { lineState } from '../../lib/reading.ts';
import { clockTime } from '../../lib/time.ts';

/** When a line of one's own was sent, and how far it has come. */
export function Sent({ line, readers }: { line: MessageView; readers: readonly ReaderView[] }) {
  const state = lineState(line, readers);
  const time = clockTime(line.at);
  return (
    <span class={state === 'read' ? 'line-state read' : 'line-state'}>
      {state !== 'sent' && <Icon name="check-check" />}
      <time dateTime={new Date(line.at).toISOString()}>
        {state === 'read'
          ? t('reading.read', { time })
          : state === 'delivered'
            ? t('reading.delivered', { time })
            : t('chat.sent', { time })}
      </time>
    </span>
  );
}
