import { useEffect, useRef } from 'preact/hooks';
import { hasMoved } from '../lib/route.ts';
import { opened } from '../lib/title.ts';

/**
 * The heading of what was opened within a page: it names the tab, and takes the focus after a move, so that
 * keyboard and screen reader go on where the reader is.
 */
export function Heading({ text, id }: { text: string; id?: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // What is in view stays there: of a chat that is its end.
    if (hasMoved()) heading.current?.focus({ preventScroll: true });
  }, []);
  useEffect(() => {
    opened.value = text;
    return () => {
      opened.value = undefined;
    };
  }, [text]);
  return (
    <h1 ref={heading} id={id} tabIndex={-1} dir="auto">
      {text}
    </h1>
  );
}

/** For what opens what is open already: the heading does not come anew then, and the focus would stay behind. */
export const focusHeading = (): void =>
  document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true });
