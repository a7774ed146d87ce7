import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { t } from '../../lib/i18n.ts';
import { shortcutSetting } from '../../lib/shortcutKeys.ts';
import { type Shortcut, shortcuts } from '../../lib/shortcuts.ts';
import { Button } from '../Button.tsx';

/** Keys that are not their own name on a keyboard. */
const signs: Readonly<Record<string, string>> = { ArrowDown: '↓', ArrowUp: '↑', Enter: '↵' };
const nameOf = (key: string) => (key === 'Escape' ? 'Esc' : (signs[key] ?? key));
const names = Object.keys(shortcuts) as Shortcut[];

/** All shortcuts, and the switch for those of a single key. */
export function ShortcutHelp({ close }: { close: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  const { isOn, set } = shortcutSetting;
  return (
    <dialog
      class="dialog"
      ref={dialog}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
    >
      <div class="dialog-body">
        <h2 id={id}>{t('desk.shortcuts')}</h2>
        <p class="muted">{t('desk.shortcutsText')}</p>
        <dl class="shortcuts">
          {names.map((name) => (
            <div key={name}>
              <dt>
                {shortcuts[name].map((key) => (
                  <kbd key={key}>{nameOf(key)}</kbd>
                ))}
              </dt>
              <dd>{t(`desk.shortcut.${name}`)}</dd>
            </div>
          ))}
        </dl>
        <label class="switch">
          <input
            type="checkbox"
            role="switch"
            aria-checked={isOn.value}
            checked={isOn.value}
            onChange={(event) => set(event.currentTarget.checked)}
          />
          {t('desk.shortcutsOn')}
        </label>
        <p class="hint" role="status">
          {isOn.value ? t('desk.shortcutsAreOn') : t('desk.shortcutsAreOff')}
        </p>
      </div>
      <div class="dialog-actions">
        <Button onClick={close}>{t('desk.close')}</Button>
      </div>
    </dialog>
  );
}
