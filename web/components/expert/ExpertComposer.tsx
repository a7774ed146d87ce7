import { useSignal } from '@preact/signals';
import { useId, useRef } from 'preact/hooks';
import type { IssueView } from '../../../node/schemas/views.ts';
import { filled } from '../../lib/cannedReplies.ts';
import type { Chat } from '../../lib/chat.ts';
import { t } from '../../lib/i18n.ts';
import { keysOf } from '../../lib/shortcutKeys.ts';
import { Button } from '../Button.tsx';
import { Composer, type ComposerDesk } from '../Chat.tsx';
import { ReplyPicker } from './ReplyPicker.tsx';

type Props = { chat: Chat; issue: IssueView; me: { readonly id: string; readonly name: string } };

/** Where an expert writes: to the user, or a note that the user never reads; with canned replies. */
export function ExpertComposer({ chat, issue, me }: Props) {
  const name = useId();
  const canSend = issue.can.includes('message');
  const isNote = useSignal(false);
  const isPicking = useSignal(false);
  const box: ComposerDesk['box'] = useRef(undefined);
  const noting = issue.can.includes('note') && (isNote.value || !canSend);
  const focusBox = () => requestAnimationFrame(() => box.current?.write(box.current.text()));
  const choose = (toNote: boolean) => {
    isNote.value = toNote;
    isPicking.value = false;
    focusBox();
  };
  const mode = (toNote: boolean, label: string) => (
    <label>
      <input
        type="radio"
        name={name}
        checked={noting === toNote}
        disabled={!toNote && !canSend}
        {...keysOf(toNote ? 'note' : 'write')}
        onChange={() => {
          isNote.value = toNote;
        }}
        // A press on the one that is chosen already, too, means to write.
        onClick={() => choose(toNote)}
      />
      {label}
    </label>
  );
  return (
    <div class="stack tight">
      {issue.can.includes('note') && (
        <fieldset class="composer-mode segments">
          <legend class="visually-hidden">{t('desk.whoReads')}</legend>
          {canSend && mode(false, t('chat.write', { name: issue.user.name }))}
          {mode(true, t('desk.noteOnly'))}
        </fieldset>
      )}
      {isPicking.value && (
        <ReplyPicker
          leave={() => {
            isPicking.value = false;
          }}
          close={(query) => {
            isPicking.value = false;
            const text = box.current?.text() ?? '';
            // Whoever wanted to write a line that begins with a slash goes on with it.
            box.current?.write(text === '' && query !== '' ? `/${query}` : text);
          }}
          choose={(reply) => {
            isPicking.value = false;
            const text = filled(reply.text, {
              user: issue.user.name,
              expert: me.name,
              issue: issue.title,
            });
            const before = box.current?.text() ?? '';
            box.current?.write(before === '' ? text : `${before}\n${text}`);
          }}
        />
      )}
      <Composer
        // Each has its own text: what was begun as a note is never sent to the user.
        key={noting ? 'note' : 'chat'}
        chat={chat}
        issue={issue}
        meId={me.id}
        to={issue.user.name}
        desk={{
          isNote: noting,
          box,
          onSlash: () => {
            isPicking.value = true;
          },
          tools: !noting && (
            <Button
              look="quiet"
              isSmall
              icon="message-square-text"
              aria-haspopup="listbox"
              aria-expanded={isPicking.value}
              {...keysOf('reply')}
              onClick={() => {
                isPicking.value = !isPicking.value;
              }}
            >
              {t('desk.replies')}
            </Button>
          ),
        }}
      />
    </div>
  );
}
