import { useEffect } from 'preact/hooks';
import type { Resource } from './resource.ts';

/** Reads `of` now and then every `everyMs`, while the component is shown and the page is visible. */
export function usePolled(of: Pick<Resource<unknown>, 'refresh'>, everyMs: number): void {
  useEffect(() => {
    of.refresh();
    const timer = window.setInterval(() => {
      if (document.visibilityState === 'visible') of.refresh();
    }, everyMs);
    return () => window.clearInterval(timer);
  }, [of, everyMs]);
}
