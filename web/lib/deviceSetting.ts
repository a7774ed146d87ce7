import { type ReadonlySignal, signal } from '@preact/signals';
import { deviceStorage, type KeyValue } from './drafts.ts';

/** Something one person switches on or off on this device; a browser that refuses storage forgets it with the page. */
export type DeviceSetting = {
  readonly isOn: ReadonlySignal<boolean>;
  readonly set: (isOn: boolean) => void;
};

export function deviceSetting(
  name: string,
  isOnAtFirst: boolean,
  storage: KeyValue | undefined = safely(deviceStorage),
): DeviceSetting {
  const key = `grapevine.setting.${name}`;
  const stored = safely(() => storage?.getItem(key));
  const isOn = signal(stored == null ? isOnAtFirst : stored === 'on');
  return {
    isOn,
    set(next) {
      isOn.value = next;
      safely(() => storage?.setItem(key, next ? 'on' : 'off'));
    },
  };
}

function safely<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
