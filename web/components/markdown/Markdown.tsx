import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';

const drawn = signal<typeof import('./Blocks.tsx') | undefined>(undefined);

/** Fetched where Markdown is shown for the first time; when that fails, the text stays plain until the next time. */
function fetchDrawing(): void {
  if (drawn.peek() !== undefined) return;
  import('./Blocks.tsx').then(
    (module) => {
      drawn.value = module;
    },
    () => undefined,
  );
}

/** A text in Markdown: as it was typed at first, which is readable too. */
export function Markdown({ text }: { text: string }) {
  useEffect(fetchDrawing, []);
  const module = drawn.value;
  if (module === undefined)
    return (
      <p class="prose" dir="auto">
        {text}
      </p>
    );
  return (
    <div class="markdown">
      <module.Blocks text={text} />
    </div>
  );
}
