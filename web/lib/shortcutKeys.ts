import { signal } from '@preact/signals';
import { deviceSetting } from './deviceSetting.ts';
import { type Shortcut, shortcuts } from './shortcuts.ts';

/** Whether single keys do something on this device (WCAG 2.1.4). */
export const shortcutSetting = deviceSetting('shortcuts', true);

/** Whether the overview of all shortcuts is open. */
export const isHelpOpen = signal(false);

/** For the control that a shortcut presses: how it is found, and how a screen reader says its key. */
export const keysOf = (name: Shortcut) => ({
  'data-shortcut': name,
  'aria-keyshortcuts': shortcutSetting.isOn.value ? shortcuts[name][0] : undefined,
});
