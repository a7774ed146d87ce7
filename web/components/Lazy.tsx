import { useSignal } from '@preact/signals';
import type { FunctionComponent } from 'preact';
import { useEffect } from 'preact/hooks';
import { t } from '../lib/i18n.ts';
import { Button } from './Button.tsx';
import { Loading } from './States.tsx';

type Props<P> = {
  /** Fetches the script that has the component; called anew after a failure. */
  load: () => Promise<FunctionComponent<P>>;
  props: P;
};

/** A part of a page whose script is fetched when it is shown: what is rarely looked at costs nobody else anything. */
export function Lazy<P extends object>({ load, props }: Props<P>) {
  const part = useSignal<{ readonly Part: FunctionComponent<P> } | undefined>(undefined);
  const hasFailed = useSignal(false);
  const fetchPart = () => {
    hasFailed.value = false;
    load().then(
      (Part) => {
        part.value = { Part };
      },
      () => {
        hasFailed.value = true;
      },
    );
  };
  useEffect(fetchPart, []);
  if (part.value) {
    const { Part } = part.value;
    return <Part {...props} />;
  }
  if (!hasFailed.value) return <Loading />;
  return (
    <div class="row wide wrap small pad" role="alert">
      <span class="grow">{t('common.notLoaded')}</span>
      <Button isSmall icon="rotate-ccw" onClick={fetchPart}>
        {t('common.tryAgain')}
      </Button>
    </div>
  );
}
