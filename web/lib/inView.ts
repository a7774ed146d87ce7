import { type Signal, useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/** Whether an element is on the screen; taken to be, until the browser says otherwise. */
export function useInView<E extends Element>(): { ref: RefObject<E | null>; isInView: Signal<boolean> } {
  const ref = useRef<E>(null);
  const isInView = useSignal(true);
  useEffect(() => {
    if (ref.current === null) return;
    const observer = new IntersectionObserver((entries) => {
      isInView.value = entries.at(-1)?.isIntersecting ?? true;
    });
    observer.observe(ref.current);
    return () => observer.disconnect();
  }, []);
  return { ref, isInView };
}
