import type { MessageView } from '../../../node/schemas/views.ts';
import { Icon } from '../../icons.tsx';
import { t } from '../../lib/i18n.ts';
import { clockTime } from '../../lib/time.ts';
import { Attachments } from '../files/Attachments.tsx';
import { Linked } from './Linked.tsx';

/** Says wherever a note is shown or written that its user does not read it: a word and a shape, not colour alone. */
export const NoteMark = () => (
  <span class="note-mark">
    <Icon name="lock" />
    {t('desk.noteMark')}
  </span>
);

/** A note among the lines of a chat: across the whole width, on neither side. */
export function NoteLine({ issueId, line }: { issueId: string; line: MessageView }) {
  return (
    <div class="chat-note">
      <p class="row wrap small">
        <NoteMark />
        <b dir="auto">{line.author.name}</b>
        <time class="muted" dateTime={new Date(line.at).toISOString()}>
          {clockTime(line.at)}
        </time>
      </p>
      <p class="prose" dir="auto">
        <Linked text={line.text} />
      </p>
      <Attachments issueId={issueId} files={line.attachments} />
    </div>
  );
}
