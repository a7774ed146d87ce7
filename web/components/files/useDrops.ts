import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Uploads } from '../../lib/uploads.ts';

const filesOf = (data: DataTransfer | null): File[] => [...(data?.files ?? [])];
const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;

/**
 * Takes files that are dropped anywhere on the page, which would otherwise leave for them, and pictures that are pasted.
 * Says whether some are held over the page.
 */
export function useDrops(uploads: Uploads): boolean {
  const isOver = useSignal(false);
  useEffect(() => {
    const listening = new AbortController();
    const { signal } = listening;
    window.addEventListener(
      'dragover',
      (event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        isOver.value = true;
      },
      { signal },
    );
    window.addEventListener(
      'dragleave',
      // Leaving one element for another within the page has somewhere to go.
      ({ relatedTarget }) => {
        if (relatedTarget === null) isOver.value = false;
      },
      { signal },
    );
    window.addEventListener(
      'drop',
      (event) => {
        isOver.value = false;
        if (!hasFiles(event)) return;
        event.preventDefault();
        uploads.add(filesOf(event.dataTransfer));
      },
      { signal },
    );
    window.addEventListener(
      'paste',
      (event) => {
        const files = filesOf(event.clipboardData);
        if (files.length === 0) return;
        event.preventDefault();
        uploads.add(files);
      },
      { signal },
    );
    return () => listening.abort();
  }, [uploads]);
  return isOver.value;
}
