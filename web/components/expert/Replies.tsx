import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { ReplyView } from '../../../node/schemas/replies.ts';
import { api } from '../../lib/api.ts';
import { t } from '../../lib/i18n.ts';
import { limits } from '../../lib/limits.ts';
import { replies } from '../../lib/replyShelf.ts';
import { say } from '../../lib/toast.ts';
import { Button } from '../Button.tsx';
import { Dialog } from '../Dialog.tsx';
import { Segments, TextArea, TextField } from '../Field.tsx';
import { Badge, Time } from '../Pieces.tsx';
import { Empty, Shown } from '../States.tsx';

type Asked = { readonly act: 'add' } | { readonly act: 'change' | 'remove'; readonly reply: ReplyView };

function Item({ reply, ask }: { reply: ReplyView; ask: (asked: Asked) => void }) {
  return (
    <li class="reply-item">
      <div class="grow stack tight">
        <p class="row wrap">
          <b dir="auto">{reply.title}</b>
          {reply.isShared && <Badge>{t('desk.shared')}</Badge>}
        </p>
        <p class="prose small" dir="auto">
          {reply.text}
        </p>
        <p class="muted tiny">
          {reply.isShared && `${t('desk.changedBy', { name: reply.changedBy.name })} · `}
          <Time at={reply.changedAt} />
        </p>
      </div>
      {reply.canChange && (
        <span class="row">
          <Button
            look="quiet"
            isSmall
            icon="pencil"
            aria-label={t('desk.changeNamed', { title: reply.title })}
            onClick={() => ask({ act: 'change', reply })}
          />
          <Button
            look="quiet"
            isSmall
            icon="trash-2"
            aria-label={t('desk.removeNamed', { title: reply.title })}
            onClick={() => ask({ act: 'remove', reply })}
          />
        </span>
      )}
    </li>
  );
}

type DialogProps = { reply: ReplyView | undefined; canShare: boolean; close: () => void };

function ReplyDialog({ reply, canShare, close }: DialogProps) {
  const title = useSignal(reply?.title ?? '');
  const text = useSignal(reply?.text ?? '');
  const whose = useSignal<'own' | 'shared'>('own');
  return (
    <Dialog
      title={reply ? t('desk.changeTitle') : t('desk.addTitle')}
      submitLabel={reply ? t('common.save') : t('desk.addSubmit')}
      close={close}
      send={(once) => {
        const content = { title: title.value, text: text.value };
        if (reply) return api.changeReply(reply.id, content);
        const body = { ...content, isShared: whose.value === 'shared' };
        return api.addReply(body, once.keyFor(body));
      }}
      done={() => {
        replies.refresh();
        say(t('common.saved'));
      }}
    >
      {(problem) => (
        <>
          <TextField
            label={t('desk.replyTitle')}
            name="title"
            lengthMax={limits.replyTitle}
            value={title.value}
            onValue={(value) => {
              title.value = value;
            }}
            problem={problem}
          />
          <TextArea
            label={t('desk.replyText')}
            name="text"
            rows={6}
            hint={t('desk.replyHint', { user: '{user}', expert: '{expert}', issue: '{issue}' })}
            lengthMax={limits.replyText}
            value={text.value}
            onValue={(value) => {
              text.value = value;
            }}
            problem={problem}
          />
          {!reply && canShare && (
            <Segments
              label={t('desk.whose')}
              name="isShared"
              value={whose.value}
              onValue={(value) => {
                whose.value = value === 'shared' ? 'shared' : 'own';
              }}
              options={[
                { value: 'own', label: t('desk.onlyMine') },
                { value: 'shared', label: t('desk.forAll') },
              ]}
              problem={problem}
            />
          )}
        </>
      )}
    </Dialog>
  );
}

function RemoveDialog({ reply, close }: { reply: ReplyView; close: () => void }) {
  return (
    <Dialog
      title={t('desk.removeTitle', { title: reply.title })}
      text={reply.isShared ? t('desk.removeShared') : t('desk.removeOwn')}
      submitLabel={t('desk.removeSubmit')}
      isDanger
      close={close}
      send={() => api.removeReply(reply.id)}
      done={() => {
        replies.refresh();
        say(t('desk.removed'));
      }}
    />
  );
}

/** Canned replies: this expert's own, and those of the region. */
export function Replies() {
  const asked = useSignal<Asked | undefined>(undefined);
  const ask = (next: Asked) => {
    asked.value = next;
  };
  const close = () => {
    asked.value = undefined;
  };
  useEffect(() => {
    replies.refresh();
  }, []);
  const now = asked.value;
  return (
    <main class="page narrow" id="main">
      <div class="row wide wrap">
        <h1 class="grow">{t('desk.replies')}</h1>
        <Button look="primary" icon="plus" onClick={() => ask({ act: 'add' })}>
          {t('desk.add')}
        </Button>
      </div>
      <p class="muted">{t('desk.repliesText')}</p>
      <section class="card">
        <Shown of={replies}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty title={t('desk.repliesNone')} text={t('desk.repliesNoneText')} />
            ) : (
              <ul class="reply-list">
                {items.map((reply) => (
                  <Item key={reply.id} reply={reply} ask={ask} />
                ))}
              </ul>
            )
          }
        </Shown>
      </section>
      {(now?.act === 'add' || now?.act === 'change') && (
        <ReplyDialog
          reply={now.act === 'change' ? now.reply : undefined}
          canShare={replies.data.value?.canShare === true}
          close={close}
        />
      )}
      {now?.act === 'remove' && <RemoveDialog reply={now.reply} close={close} />}
    </main>
  );
}
