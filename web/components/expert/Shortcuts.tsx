import { useEffect } from 'preact/hooks';
import { go, route } from '../../lib/route.ts';
import { isHelpOpen, shortcutSetting } from '../../lib/shortcutKeys.ts';
import { type Focus, neighbour, type Shortcut, shortcutOf } from '../../lib/shortcuts.ts';
import { lazily } from '../lazily.tsx';

const typing = 'input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable="true"]';
const pressedByEnter = 'a[href], button, summary, input';
const movedByArrows = 'input[type="radio"], .pane-scroll, .table-scroll, pre, [role="listbox"]';

function focusNow(): Focus {
  const active = document.activeElement;
  const is = (selector: string) => active?.matches(selector) === true;
  return {
    isTyping: is(typing),
    takesEnter: is(pressedByEnter),
    takesArrows: is(movedByArrows),
    isInDialog: document.querySelector('dialog[open]') !== null,
  };
}

const shown = (element: HTMLElement) => element.getClientRects().length > 0;
const allShown = (selector: string) => [...document.querySelectorAll<HTMLElement>(selector)].filter(shown);

/** Moves along the inbox: offers and issues, in the order in which they stand there. */
function move(step: 1 | -1): void {
  const items = allShown('.pane-list .offer, .pane-list a.item');
  const active = document.activeElement;
  const current =
    items.find((item) => item === active || item.contains(active)) ??
    items.find((item) => item.getAttribute('aria-current') === 'true');
  neighbour(items, current, step)?.focus();
}

/** The control that a shortcut is for: of several, as of offers, the one where the focus is. */
function press(name: Shortcut): void {
  const selector = `[data-shortcut="${name}"]:not(:disabled)`;
  const near = document.activeElement?.closest('.offer')?.querySelector<HTMLElement>(selector);
  const [first] = near ? [near] : allShown(selector);
  if (first?.matches('input[type="text"], input[type="search"], textarea')) first.focus();
  // As a pointer would, for whom the focus follows.
  else first?.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, detail: 1 }));
}

function back(): void {
  const id = route.peek().get('issue');
  if (id === null && route.peek().get('view') === null) return;
  go({});
  requestAnimationFrame(() => {
    const items = allShown('.pane-list a.item');
    (items.find((item) => id !== null && item.getAttribute('href')?.includes(id)) ?? items[0])?.focus();
  });
}

const Help = lazily(async () => (await import('./ShortcutHelp.tsx')).ShortcutHelp, { isDialog: true });

/** Single keys for what an expert does all day; `?` says which, and switches them off. */
export function Shortcuts() {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const name = shortcutOf(event, focusNow(), shortcutSetting.isOn.peek());
      if (name === undefined) return;
      event.preventDefault();
      actOn(name);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  if (!isHelpOpen.value) return null;
  return (
    <Help
      close={() => {
        isHelpOpen.value = false;
      }}
    />
  );
}

function actOn(name: Shortcut): void {
  switch (name) {
    case 'next':
      move(1);
      break;
    case 'previous':
      move(-1);
      break;
    case 'open':
      allShown('.pane-list a.item[aria-current="true"], .pane-list a.item')[0]?.click();
      break;
    case 'back':
      back();
      break;
    case 'help':
      isHelpOpen.value = true;
      break;
    default:
      press(name);
  }
}
