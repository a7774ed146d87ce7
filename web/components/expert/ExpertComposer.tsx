import { useSignal } from '@preact/signals';
import { useEffect, useId, useLayoutEffect, useRef } from 'preact/hooks';
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
  /** Whoever has chosen whom to write for goes on in the box, which is another one for notes. */
  const goesOn = useRef(false);
  const choose = (toNote: boolean, isByPointer: boolean) => {
    isPicking.value = false;
    if (toNote === noting) box.current?.focus();
    else goesOn.current = isByPointer;
    isNote.value = toNote;
  };
  useLayoutEffect(() => {
    if (goesOn.current) box.current?.focus();
    goesOn.current = false;
  }, [noting]);
  const takenBack = chat.takenBack.value;
  useEffect(() => {
    if (takenBack !== undefined) isNote.value = takenBack.isInternal === true;
  }, [takenBack]);
  const mode = (toNote: boolean, label: string) => (
    <label>
      <input
        type="radio"
        name={name}
        checked={noting === toNote}
        disabled={!toNote && !canSend}
        {...keysOf(toNote ? 'note' : 'write')}
        // Arrows only choose; a press, also on the one that is chosen already, means to write.
        onClick={(event) => choose(toNote, event.detail > 0)}
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
