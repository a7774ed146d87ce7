import { type Signal, useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/**
 * Whether an element is on the screen below what stays there while the rest scrolls, `coveredPx` from the top; taken to be,
 * until the browser says otherwise.
 */
export function useInView<E extends Element>(
  coveredPx: number,
): { ref: RefObject<E | null>; isInView: Signal<boolean> } {
  const ref = useRef<E>(null);
  const isInView = useSignal(true);
  useEffect(() => {
    if (ref.current === null) return;
    const observer = new IntersectionObserver(
      (entries) => {
        isInView.value = entries.at(-1)?.isIntersecting ?? true;
      },
      { rootMargin: `-${coveredPx}px 0px 0px` },
    );
    observer.observe(ref.current);
    return () => observer.disconnect();
  }, []);
  return { ref, isInView };
}
