import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';

/** A clock for what is shown: `performance.now()`, renewed every `everyMs` while the component is shown. */
export function useNow(everyMs: number): number {
  const now = useSignal(performance.now());
  useEffect(() => {
    const timer = window.setInterval(() => {
      now.value = performance.now();
    }, everyMs);
    return () => window.clearInterval(timer);
  }, [everyMs]);
  return now.value;
}
