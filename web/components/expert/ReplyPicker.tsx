import { useSignal } from '@preact/signals';
import { useEffect, useId, useRef } from 'preact/hooks';
import type { ReplyView } from '../../../node/schemas/replies.ts';
import { found, movedTo } from '../../lib/cannedReplies.ts';
import { t } from '../../lib/i18n.ts';
import { replies } from '../../lib/replyShelf.ts';
import { followInPage, pageWith } from '../../lib/route.ts';
import { Badge } from '../Pieces.tsx';
import { Shown } from '../States.tsx';

type Props = {
  /** Without a reply: what had been typed into the box is given back. */
  close: (query: string) => void;
  /** The focus has gone elsewhere. */
  leave: () => void;
  choose: (reply: ReplyView) => void;
};

/**
 * A field over a list of canned replies (the combobox of the ARIA Authoring Practices): typing narrows the list, arrows move,
 * Enter inserts, Escape gives back what was typed.
 */
export function ReplyPicker({ close, leave, choose }: Props) {
  const id = useId();
  const query = useSignal('');
  const active = useSignal(0);
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    replies.refresh();
    input.current?.focus();
  }, []);
  const options = found(replies.data.value?.items ?? [], query.value);
  const at = Math.min(active.value, options.length - 1);
  const optionId = (reply: ReplyView) => `${id}-${reply.id}`;
  const current = options[at];
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  return (
    <div
      class="picker"
      onFocusOut={(event) => {
        const to = event.relatedTarget;
        if (to instanceof Node && !event.currentTarget.contains(to)) leave();
      }}
    >
      <input
        ref={input}
        class="input"
        type="text"
        dir="auto"
        role="combobox"
        autocomplete="off"
        aria-label={t('desk.pick')}
        placeholder={t('desk.pick')}
        aria-expanded={options.length > 0}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={current && optionId(current)}
        value={query.value}
        onInput={(event) => {
          query.value = event.currentTarget.value;
          active.value = 0;
        }}
        onKeyDown={(event) => {
          if (event.isComposing) return;
          const next = movedTo(event.key, at, options.length);
          if (next !== undefined) active.value = next;
          else if (event.key === 'Enter' && current) choose(current);
          else if (event.key === 'Escape' || event.key === 'Enter') close(query.peek());
          else return;
          event.preventDefault();
        }}
      />
      <Shown of={replies}>
        {({ items }) => (
          <>
            <div
              ref={list}
              id={`${id}-list`}
              class="picker-list"
              role="listbox"
              aria-label={t('desk.replies')}
            >
              {options.map((reply, place) => (
                // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus, and names the active option
                // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys
                <div
                  key={reply.id}
                  id={optionId(reply)}
                  class="picker-option"
                  role="option"
                  aria-selected={place === at}
                  onMouseDown={(event) => event.preventDefault()}
                  onClick={() => choose(reply)}
                >
                  <b class="truncate" dir="auto">
                    {reply.title}
                  </b>
                  {reply.isShared && <Badge>{t('desk.shared')}</Badge>}
                  <span class="muted small truncate" dir="auto">
                    {reply.text}
                  </span>
                </div>
              ))}
            </div>
            <p class="picker-foot muted small">
              <span class="grow" role="status">
                {items.length === 0
                  ? t('desk.repliesNone')
                  : options.length === 0
                    ? t('desk.pickNone')
                    : t('desk.pickCount', { count: options.length })}
              </span>
              <a class="link" href={pageWith({ view: 'replies' })} onClick={followInPage}>
                {t('desk.repliesManage')}
              </a>
            </p>
          </>
        )}
      </Shown>
    </div>
  );
}
