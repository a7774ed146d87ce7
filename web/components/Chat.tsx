import type { ComponentChildren, RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { IssueView, MessageView } from '../../node/schemas/views.ts';
import { Icon } from '../icons.tsx';
import { withDraft } from '../lib/assistant.ts';
import type { Chat as ChatModel } from '../lib/chat.ts';
import { chatOf } from '../lib/chats.ts';
import { useLive } from '../lib/connection.ts';
import { useDraftText } from '../lib/draftText.ts';
import { t } from '../lib/i18n.ts';
import { isTooLong, limits } from '../lib/limits.ts';
import type { PendingLine } from '../lib/outgoing.ts';
import { clockTime, dayName, isSameDay, series } from '../lib/time.ts';
import { DraftReply } from './assistant/DraftReply.tsx';
import { DraftMark } from './assistant/Note.tsx';
import { TranslateLine, Translation, useLineTranslation } from './assistant/Translation.tsx';
import { Button } from './Button.tsx';
import { Linked } from './chat/Linked.tsx';
import { NoteLine, NoteMark } from './chat/NoteLine.tsx';
import { Sent } from './chat/Sent.tsx';
import { sayTyping, Typing } from './chat/Typing.tsx';
import { useSeen } from './chat/useSeen.ts';
import { directionOf } from './Field.tsx';
import { ChooseFiles, ComposerFiles, useUploads } from './files/AttachFiles.tsx';
import { Attachments } from './files/Attachments.tsx';
import { LengthLeft } from './LengthLeft.tsx';
import { Avatar } from './Pieces.tsx';

/** The chat of an issue, kept fresh while shown. */
export function useChat(issueId: string, meId: string): ChatModel {
  const chat = chatOf(issueId, meId);
  useEffect(() => {
    chat.refresh();
  }, [chat]);
  useLive((event) => {
    const isAbout = (event.kind === 'message' || event.kind === 'read') && event.issue === issueId;
    if (event.kind === 'reset' || isAbout) chat.refresh();
  });
  return chat;
}

type Line = {
  issueId: string;
  line: MessageView;
  isMine: boolean;
  follows: boolean;
  readers: ChatModel['readers'];
};

function Message({ issueId, line, isMine, follows, readers }: Line) {
  const translation = useLineTranslation(issueId, line);
  const classes = ['message', isMine && 'mine', follows && 'follows'].filter(Boolean).join(' ');
  return (
    <div class={classes}>
      {!isMine && (follows ? <span /> : <Avatar id={line.author.id} name={line.author.name} size="small" />)}
      {line.text !== '' && (
        <div class="bubble prose" dir="auto">
          {/* Isolated, so that the text alone decides its direction. */}
          {!isMine && <bdi class="visually-hidden">{line.author.name}: </bdi>}
          <Linked text={line.text} />
        </div>
      )}
      <Attachments issueId={issueId} files={line.attachments} />
      <span class="message-meta">
        {!isMine && line.author.role === 'admin' && (
          <span>{series([line.author.name, t('chat.admin')])}</span>
        )}
        {isMine ? (
          <Sent line={line} readers={readers.value} />
        ) : (
          <time dateTime={new Date(line.at).toISOString()}>{clockTime(line.at)}</time>
        )}
        {!isMine && <TranslateLine of={translation} name={line.author.name} />}
      </span>
      <Translation of={translation} />
    </div>
  );
}

/**
 * Where a line is that the node has not confirmed, and what can be done about it. It stays the same while it is tried again: what
 * has the focus does not go away each time, and nothing is read out anew.
 */
function PendingState({ chat, line, canEdit }: { chat: ChatModel; line: PendingLine; canEdit: boolean }) {
  const { key, state, refusal, detail } = line;
  if (state === 'sending' && detail === undefined) return <>{t('chat.sending')}</>;
  const hasFailed = state === 'failed';
  const act = (label: string, onClick: () => void) => (
    <button class="link" type="button" aria-disabled={state === 'sending'} onClick={onClick}>
      {label}
    </button>
  );
  return (
    <>
      <Icon name={hasFailed ? 'circle-alert' : 'clock'} />
      <span>{hasFailed ? `${t('chat.notSent')} ${refusal ?? detail ?? ''}` : t('chat.waiting')}</span>
      <span class="line-acts">
        {hasFailed && act(t('chat.again'), () => chat.resend(key))}
        {canEdit && act(t('chat.edit'), () => chat.takeBack(key))}
        {act(t('chat.discard'), () => chat.discard(key))}
      </span>
    </>
  );
}

function Pending({ chat, canEdit }: { chat: ChatModel; canEdit: boolean }) {
  return (
    <>
      {chat.pending.value.map((line) => (
        <div key={line.key} class={line.state === 'failed' ? 'message mine failed' : 'message mine'}>
          {line.text !== '' && (
            <div class={line.isInternal ? 'bubble prose noted' : 'bubble prose'} dir="auto">
              {line.isInternal && <NoteMark />}
              {line.text}
            </div>
          )}
          {line.attachments?.map((file) => (
            <bdi key={file.id} class="muted small">
              {file.name}
            </bdi>
          ))}
          <span class="message-meta">
            <PendingState chat={chat} line={line} canEdit={canEdit} />
          </span>
        </div>
      ))}
    </>
  );
}

/**
 * Wherever one was reading: what one has just written comes into view, and then what has become of it. Not what is tried again
 * by itself: whoever reads meanwhile is left where they are.
 */
function useOwnInView({ pending }: ChatModel, log: RefObject<HTMLElement | null>): void {
  const before = useRef(pending.value);
  const isTold = useRef(new Set(pending.value.map(({ key }) => key)));
  useLayoutEffect(() => {
    const [former, now] = [before.current, pending.value];
    before.current = now;
    const isWritten = now.some(({ key }) => former.every((line) => line.key !== key));
    const settled = former.filter(
      ({ key }) => !isTold.current.has(key) && now.find((line) => line.key === key)?.state !== 'sending',
    );
    for (const { key } of settled) isTold.current.add(key);
    if (!isWritten && settled.length === 0) return;
    // In the middle, as far as there is room: on a phone the box where one writes covers the end of the pane.
    log.current?.lastElementChild?.scrollIntoView({ block: 'center' });
  }, [pending.value]);
}

/** The lines of a chat, oldest first, and what is not sent yet. */
export function ChatLog({
  chat,
  issueId,
  meId,
  label,
  isWatching = false,
  canEdit = false,
}: {
  chat: ChatModel;
  issueId: string;
  meId: string;
  label: string;
  /** The reader has no part in the conversation. */
  isWatching?: boolean;
  /** There is a box that a line can be taken back into. */
  canEdit?: boolean;
}) {
  const lines = chat.lines.value;
  const seen = useSeen(chat, issueId, meId, isWatching);
  useOwnInView(chat, seen);
  return (
    <div ref={seen} class="chat" role="log" aria-label={label}>
      {lines.map((line, i) => {
        const before = lines[i - 1];
        const isNewDay = before === undefined || !isSameDay(before.at, line.at);
        return (
          <div key={line.id} class="stack tight">
            {isNewDay && <p class="chat-day">{dayName(line.at)}</p>}
            {line.isInternal ? (
              <NoteLine issueId={issueId} line={line} />
            ) : (
              <Message
                issueId={issueId}
                line={line}
                readers={chat.readers}
                isMine={line.author.id === meId}
                follows={!isNewDay && !before?.isInternal && before?.author.id === line.author.id}
              />
            )}
          </div>
        );
      })}
      <Pending chat={chat} canEdit={canEdit} />
      <Typing chat={chat} issueId={issueId} />
    </div>
  );
}

/** A draft is to be read before it is sent. */
const draftRows = 5;

/** What an expert has beside the box that users write in, too. */
export type ComposerDesk = {
  /** What is written is a note for experts, and not sent to the user. */
  readonly isNote: boolean;
  readonly tools: ComponentChildren;
  /** A `/` in the empty box. */
  readonly onSlash: () => void;
  /** For what puts a text into the box. */
  readonly box: {
    current:
      | {
          readonly text: () => string;
          readonly write: (text: string) => void;
          readonly focus: () => void;
        }
      | undefined;
  };
};

/** Where one writes. Enter sends, Shift+Enter makes a new line; what is typed survives a reload. */
export function Composer({
  chat,
  issue,
  meId,
  to,
  desk,
}: {
  chat: ChatModel;
  issue: IssueView;
  meId: string;
  /** Undefined while nobody has the issue yet. */
  to: string | undefined;
  desk?: ComposerDesk;
}) {
  const isNote = desk?.isNote === true;
  const { text, write: writeText } = useDraftText(meId, `${isNote ? 'note' : 'chat'}.${issue.id}`);
  const box = useRef<HTMLTextAreaElement>(null);
  // Kept with the text: after a reload it is still the assistant's.
  const drafted = useDraftText(meId, `drafted.${issue.id}`);
  const write = (value: string) => {
    writeText(value);
    if (value.trim() === '') drafted.write('');
  };
  const uploads = useUploads(meId, `${isNote ? 'note' : 'chat'}.${issue.id}`);
  const hasFailed = uploads.items.value.some(({ state }) => state !== 'sent' && state !== 'sending');
  const toWhom = to === undefined ? t('chat.writeLater') : t('chat.write', { name: to });
  const label = isNote ? t('desk.noteLabel', { name: to ?? '' }) : toWhom;
  const isOver = isTooLong(text.value, limits.message);

  const takenBack = chat.takenBack.value;
  useEffect(() => {
    if (takenBack === undefined || (takenBack.isInternal === true) !== isNote) return;
    chat.takenBack.value = undefined;
    write([takenBack.text, text.peek()].filter((part) => part.trim() !== '').join('\n'));
    uploads.putBack(takenBack.attachments ?? []);
    box.current?.focus();
  }, [takenBack]);

  function send(): void {
    const line = text.peek().trim();
    const files = uploads.sent();
    if ((line === '' && files.length === 0) || isTooLong(text.peek(), limits.message)) return;
    if (uploads.items.peek().length > files.length) return;
    write('');
    uploads.clear();
    chat.send(line, { isInternal: isNote, attachments: files });
  }
  if (desk)
    desk.box.current = {
      text: () => text.peek(),
      focus: () => box.current?.focus(),
      write(value) {
        write(value);
        // After the text has been put into the box: the cursor stands behind it.
        requestAnimationFrame(() => {
          box.current?.focus();
          box.current?.setSelectionRange(value.length, value.length);
        });
      },
    };
  return (
    <form
      class={isNote ? 'composer noting' : 'composer'}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {drafted.text.value !== '' && <DraftMark />}
      {isNote && <NoteMark />}
      <textarea
        ref={box}
        rows={drafted.text.value === '' ? 1 : draftRows}
        dir={directionOf(text.value)}
        aria-label={label}
        placeholder={label}
        aria-invalid={isOver ? 'true' : undefined}
        value={text.value}
        onInput={(event) => {
          write(event.currentTarget.value);
          // Of a note its user hears nothing.
          if (!isNote) sayTyping(issue.id);
        }}
        onKeyDown={(event) => {
          if (event.key === '/' && text.peek() === '' && desk && !isNote && !event.isComposing) {
            event.preventDefault();
            desk.onSlash();
          }
          // While an input method composes a word, Enter belongs to it.
          if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
          event.preventDefault();
          send();
        }}
      />
      <ComposerFiles uploads={uploads} />
      <div class="composer-tools">
        <ChooseFiles uploads={uploads} look="button quiet icon-only small" label={t('files.attach')}>
          <Icon name="paperclip" isLarge />
        </ChooseFiles>
        <span class="grow error" role="status">
          {hasFailed && t('files.someFailed')}
        </span>
        <LengthLeft text={text.value} max={limits.message} />
        {desk?.tools}
        {!isNote && (
          <DraftReply
            issue={issue}
            onDraft={(draft) => {
              write(withDraft(text.peek(), draft));
              drafted.write('yes');
            }}
          />
        )}
        <Button type="submit" look={isNote ? undefined : 'primary'} isSmall isBusy={uploads.isSending()}>
          {isNote ? t('desk.noteSave') : t('chat.send')}
          <Icon name={isNote ? 'sticky-note' : 'send'} turns={!isNote} />
        </Button>
      </div>
    </form>
  );
}
