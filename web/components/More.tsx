import type { Signal } from '@preact/signals';
import { common } from '../words/common.ts';
import { Button } from './Button.tsx';

/** Below a list that has more pages: reads the next one. */
export function More({ list }: { list: { readonly more: () => void; readonly isGrowing: Signal<boolean> } }) {
  return (
    <div class="card-foot">
      <Button isSmall onClick={list.more} isBusy={list.isGrowing.value}>
        {common.more}
      </Button>
    </div>
  );
}
