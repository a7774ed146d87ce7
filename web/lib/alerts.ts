import type { ReadonlySignal } from '@preact/signals';
import type { DeviceSetting } from './deviceSetting.ts';

/** What a browser has for telling somebody who looks elsewhere. */
export type Notifier = {
  /** Undefined where the browser has no notifications. */
  readonly permission: () => 'default' | 'granted' | 'denied' | undefined;
  readonly ask: () => Promise<'default' | 'granted' | 'denied'>;
  /** A later one with the same tag takes its place. */
  readonly show: (title: string, text: string, tag: string, opened: () => void) => void;
  readonly sound: () => void;
  readonly isHidden: () => boolean;
};

/** Something that somebody should look at. */
export type Alert = {
  /** The same thing is told once. */
  readonly key: string;
  readonly title: string;
  readonly text: string;
  readonly open: () => void;
};

export type Alerts = {
  readonly isOn: ReadonlySignal<boolean>;
  /** Asks the browser, if it has not been asked; only ever after a press of a button. Whether alerts are on now. */
  readonly switchOn: () => Promise<boolean>;
  readonly switchOff: () => void;
  readonly tell: (alert: Alert) => void;
};

/** Sounds that follow each other sooner are one: several things at once are no alarm. */
const soundPauseMs = 2_000;
/** Keys remembered: more than an expert gets in a day. */
const toldMax = 500;

/**
 * Tells of offers and lines, with a sound and a notification, whoever has allowed it on this device: by sound always, by
 * notification while the page is out of sight.
 */
export function createAlerts(
  notifier: Notifier,
  setting: DeviceSetting,
  nowMs: () => number = () => performance.now(),
): Alerts {
  const told = new Set<string>();
  let soundedMs = Number.NEGATIVE_INFINITY;
  return {
    isOn: setting.isOn,
    async switchOn() {
      // Without notifications, or with them forbidden, the sound is still worth having.
      if (notifier.permission() === 'default') await notifier.ask();
      setting.set(true);
      notifier.sound();
      soundedMs = nowMs();
      return true;
    },
    switchOff() {
      setting.set(false);
    },
    tell({ key, title, text, open }) {
      if (told.has(key)) return;
      told.add(key);
      const [oldest] = told;
      if (told.size > toldMax && oldest !== undefined) told.delete(oldest);
      if (!setting.isOn.peek()) return;
      if (nowMs() - soundedMs >= soundPauseMs) {
        soundedMs = nowMs();
        notifier.sound();
      }
      if (notifier.isHidden() && notifier.permission() === 'granted') notifier.show(title, text, key, open);
    },
  };
}
