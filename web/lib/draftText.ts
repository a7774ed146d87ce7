import { type ReadonlySignal, useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { Draft, deviceStorage, parseText } from './drafts.ts';

/** Text being typed under `name`, kept on this device for the account until it is cleared, and the same in all its tabs. */
export function useDraftText(accountId: string, name: string) {
  const draft = useMemo(() => new Draft(deviceStorage(), accountId, name, parseText), [accountId, name]);
  const text = useSignal(draft.load() ?? '');
  useEffect(() => {
    text.value = draft.load() ?? '';
    // Another tab has written on it. Whoever was in step follows; who has typed something else here keeps that.
    const follow = ({ key, oldValue, newValue }: StorageEvent) => {
      if (key !== draft.name || text.peek() !== (draft.read(oldValue) ?? '')) return;
      text.value = draft.read(newValue) ?? '';
    };
    window.addEventListener('storage', follow);
    return () => window.removeEventListener('storage', follow);
  }, [draft]);
  const write = (value: string): void => {
    text.value = value;
    if (value === '') draft.clear();
    else draft.save(value);
  };
  return { text: text as ReadonlySignal<string>, write };
}
