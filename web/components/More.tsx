import type { Signal } from '@preact/signals';
import { t } from '../lib/i18n.ts';
import { Button } from './Button.tsx';

/** Below a list that has more pages: reads the next one. */
export function More({ list }: { list: { readonly more: () => void; readonly isGrowing: Signal<boolean> } }) {
  return (
    <div class="card-foot">
      <Button isSmall onClick={list.more} isBusy={list.isGrowing.value}>
        {t('common.more')}
      </Button>
    </div>
  );
}
