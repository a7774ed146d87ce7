/** Single keys of the expert's desk, and what each is for; the words stand in the catalogue under the same name. */
export const shortcuts = {
  next: ['j', 'ArrowDown'],
  previous: ['k', 'ArrowUp'],
  open: ['Enter'],
  accept: ['a'],
  pass: ['r'],
  online: ['o'],
  reply: ['/'],
  write: ['c'],
  note: ['n'],
  answer: ['e'],
  transfer: ['t'],
  back: ['Escape'],
  help: ['?'],
} as const satisfies Record<string, readonly string[]>;

export type Shortcut = keyof typeof shortcuts;

/** The part of a keyboard event that decides. */
export type Pressed = {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly repeat?: boolean;
  readonly isComposing?: boolean;
};

/** Where the focus is: what takes keys for itself. */
export type Focus = {
  /** In a field, or another thing that one types into. */
  readonly isTyping: boolean;
  /** On a link or button, which Enter presses; in a box that arrows scroll. */
  readonly takesEnter: boolean;
  readonly takesArrows: boolean;
  /** A dialog is open: keys are its own. */
  readonly isInDialog: boolean;
};

/**
 * The shortcut of a key, if it is one here and now: never while somebody types, in a dialog, or with Ctrl, Alt or Cmd,
 * which are the browser's and the screen reader's. Switched off (WCAG 2.1.4), none but `?` and Escape, which open the dialog
 * that switches them on, and go back.
 */
export function shortcutOf(pressed: Pressed, focus: Focus, isOn: boolean): Shortcut | undefined {
  const { key, ctrlKey, metaKey, altKey, repeat, isComposing } = pressed;
  if (ctrlKey || metaKey || altKey || isComposing || focus.isInDialog || focus.isTyping) return undefined;
  if (key === 'Enter' && focus.takesEnter) return undefined;
  if (key.startsWith('Arrow') && focus.takesArrows) return undefined;
  const entries = Object.entries(shortcuts) as [Shortcut, readonly string[]][];
  const name = entries.find(([, keys]) => keys.includes(key.length === 1 ? key.toLowerCase() : key))?.[0];
  if (name === undefined) return undefined;
  const isMove = name === 'next' || name === 'previous';
  if (repeat && !isMove) return undefined;
  return isOn || name === 'help' || name === 'back' ? name : undefined;
}

/** The one after, or before, the current in a list; the first, or last, when none is current. Undefined at the ends. */
export function neighbour<T>(items: readonly T[], current: T | undefined, step: 1 | -1): T | undefined {
  const at = current === undefined ? -1 : items.indexOf(current);
  if (at === -1) return step === 1 ? items[0] : items.at(-1);
  return items[at + step];
}
