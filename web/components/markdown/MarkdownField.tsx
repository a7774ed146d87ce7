import { useSignal } from '@preact/signals';
import { useId, useRef } from 'preact/hooks';
import { Icon, type IconName } from '../../icons.tsx';
import type { ApiProblem } from '../../lib/api.ts';
import { t } from '../../lib/i18n.ts';
import { type Style, styled, styleOf } from '../../lib/markdownEdit.ts';
import { errorAt } from '../../lib/submit.ts';
import { marked, overLimit } from '../Field.tsx';
import { LengthLeft } from '../LengthLeft.tsx';
import { Markdown } from './Markdown.tsx';

/** With the key that it has together with Ctrl or Cmd, as `aria-keyshortcuts` writes it. */
const styles: readonly { readonly style: Style; readonly icon: IconName; readonly keys: string }[] = [
  { style: 'bold', icon: 'bold', keys: 'Control+B' },
  { style: 'list', icon: 'list', keys: 'Control+Shift+8' },
  { style: 'code', icon: 'code', keys: 'Control+E' },
  { style: 'link', icon: 'link', keys: 'Control+K' },
];

const spoken = (keys: string) => keys.replace('Control', 'Ctrl');

type Props = {
  label: string;
  name: string;
  hint: string;
  value: string;
  onValue: (value: string) => void;
  rows: number;
  lengthMax: number;
  problem: ApiProblem | undefined;
};

/** Text in Markdown, with a few styles one press away, and a look at how it will be read. */
export function MarkdownField(props: Props) {
  const { label, name, hint, value, onValue, rows, problem } = props;
  const id = useId();
  const box = useRef<HTMLTextAreaElement>(null);
  const isPreview = useSignal(false);
  const over = overLimit(props);
  const error = over ?? errorAt(problem, name);

  function put(style: Style): void {
    const area = box.current;
    if (area === null) return;
    const { text, start, end } = styled(
      { text: area.value, start: area.selectionStart, end: area.selectionEnd },
      style,
    );
    onValue(text);
    // After the text has been put into the box.
    requestAnimationFrame(() => {
      area.focus();
      area.setSelectionRange(start, end);
    });
  }
  return (
    <div class="field">
      <span class="field-head">
        <label for={id}>{label}</label>
        <LengthLeft text={value} max={props.lengthMax} />
        <button
          class="button quiet small"
          type="button"
          aria-pressed={isPreview.value}
          onClick={() => {
            isPreview.value = !isPreview.value;
          }}
        >
          <Icon name="eye" />
          {t('desk.preview')}
        </button>
      </span>
      {isPreview.value ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
        <section class="markdown-preview" aria-label={t('desk.preview')} tabIndex={0}>
          {value.trim() === '' ? <p class="muted">{t('desk.previewEmpty')}</p> : <Markdown text={value} />}
        </section>
      ) : (
        <div class="markdown-box">
          <fieldset class="markdown-tools" aria-label={t('desk.styles')}>
            {styles.map(({ style, icon, keys }) => (
              <button
                key={style}
                class="button quiet icon-only small"
                type="button"
                aria-label={t(`desk.style.${style}`)}
                aria-keyshortcuts={keys}
                title={`${t(`desk.style.${style}`)} (${spoken(keys)})`}
                onClick={() => put(style)}
              >
                <Icon name={icon} />
              </button>
            ))}
          </fieldset>
          <textarea
            ref={(area) => {
              box.current = area;
              marked(over)(area);
            }}
            id={id}
            name={name}
            class="input"
            rows={rows}
            dir="auto"
            required
            aria-invalid={error ? 'true' : undefined}
            aria-describedby={error ? `${id}-error ${id}-hint` : `${id}-hint`}
            value={value}
            onInput={(event) => onValue(event.currentTarget.value)}
            onKeyDown={(event) => {
              const style = event.isComposing ? undefined : styleOf(event);
              if (style === undefined) return;
              event.preventDefault();
              put(style);
            }}
          />
        </div>
      )}
      {error && (
        <p class="error" id={`${id}-error`}>
          <Icon name="circle-alert" />
          {error}
        </p>
      )}
      <p class="hint" id={`${id}-hint`}>
        {hint}
      </p>
    </div>
  );
}
