import { signal } from '@preact/signals';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createAlerts } from './alerts.ts';
import { deviceSetting } from './deviceSetting.ts';

const test = suite('alerts');

type Permission = 'default' | 'granted' | 'denied' | undefined;

function begin(options: { permission?: Permission } = {}) {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
  const happened: string[] = [];
  const first: { permission: Permission } = { permission: 'default', ...options };
  const state = { ...first, isHidden: true, nowMs: 0 };
  const opens: (() => void)[] = [];
  const notifier = {
    permission: () => state.permission,
    ask: async () => {
      happened.push('asked');
      state.permission = 'granted';
      return 'granted' as const;
    },
    show: (title: string, _text: string, _tag: string, opened: () => void) => {
      happened.push(`shown ${title}`);
      opens.push(opened);
    },
    sound: () => happened.push('sound'),
    isHidden: () => state.isHidden,
  };
  const alerts = createAlerts(notifier, deviceSetting('alerts', false, storage), () => state.nowMs);
  const tell = (key: string, open = () => undefined) => alerts.tell({ key, title: key, text: '', open });
  return { alerts, happened, state, kept, opens, tell };
}

test('nobody is asked or told anything until they switch it on', () => {
  const { happened, tell } = begin();
  tell('offer 1');
  assert.equal(happened, []);
});

test('switching it on asks the browser once, lets the sound be heard, and is kept on the device', async () => {
  const { alerts, happened, kept } = begin();
  await alerts.switchOn();
  alerts.switchOff();
  await alerts.switchOn();
  assert.equal(happened, ['asked', 'sound', 'sound']);
  assert.equal([...kept.values()], ['on']);
});

test('out of sight there is a notification, in sight the sound alone; the same thing is told once', async () => {
  const { alerts, happened, state, tell } = begin({ permission: 'granted' });
  await alerts.switchOn();
  happened.length = 0;
  state.nowMs = 10_000;
  tell('offer 1');
  tell('offer 1');
  state.nowMs = 20_000;
  state.isHidden = false;
  tell('offer 2');
  assert.equal(happened, ['sound', 'shown offer 1', 'sound']);
});

test('several things at once make one sound', async () => {
  const { alerts, happened, state, tell } = begin({ permission: 'granted' });
  await alerts.switchOn();
  happened.length = 0;
  state.nowMs = 10_000;
  for (const key of ['a', 'b', 'c']) tell(key);
  assert.equal(happened, ['sound', 'shown a', 'shown b', 'shown c']);
});

test('a browser that refuses, or has none, still makes the sound', async () => {
  for (const permission of ['denied', undefined] as const) {
    const { alerts, happened, state, tell } = begin({ permission });
    await alerts.switchOn();
    state.nowMs = 10_000;
    tell('offer 1');
    assert.equal(happened, ['sound', 'sound']);
  }
});

test('pressing the notification opens what it is about', async () => {
  const { alerts, opens, tell } = begin({ permission: 'granted' });
  await alerts.switchOn();
  const opened = signal('');
  tell('offer 1', () => {
    opened.value = 'offer 1';
    return undefined;
  });
  opens[0]?.();
  assert.is(opened.value, 'offer 1');
});

test('a setting outlives a browser that refuses storage, until the page is gone', () => {
  const refusing = {
    getItem: () => {
      throw new Error('refused');
    },
    setItem: () => {
      throw new Error('refused');
    },
    removeItem: () => undefined,
  };
  const setting = deviceSetting('x', true, refusing);
  assert.is(setting.isOn.value, true);
  setting.set(false);
  assert.is(setting.isOn.value, false);
});

test.run();
