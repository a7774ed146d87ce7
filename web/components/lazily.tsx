import { signal } from '@preact/signals';
import type { ComponentType, FunctionComponent } from 'preact';
import { useEffect } from 'preact/hooks';
import { t } from '../lib/i18n.ts';
import { Button } from './Button.tsx';
import { Loading } from './States.tsx';

type Part<P> = { readonly Shown?: ComponentType<P>; readonly hasFailed?: true };

/**
 * A part of a page that is fetched when it is shown for the first time, so that pages stay small. Without an answer it says so,
 * and can be asked for again. Nothing stands in the place of a dialog meanwhile, for it has none on the page.
 */
export function lazily<P extends object>(
  fetch: () => Promise<ComponentType<P>>,
  { isDialog = false } = {},
): FunctionComponent<P> {
  const part = signal<Part<P>>({});
  const load = () => {
    if (part.peek().Shown) return;
    part.value = {};
    fetch().then(
      (Shown) => {
        part.value = { Shown };
      },
      () => {
        part.value = { hasFailed: true };
      },
    );
  };
  return function Lazy(props: P) {
    useEffect(load, []);
    const { Shown, hasFailed } = part.value;
    if (Shown) return <Shown {...props} />;
    if (!hasFailed) return isDialog ? null : <Loading />;
    return (
      <p class="row wrap pad" role="alert">
        <span>{t('common.notLoaded')}</span>
        <Button onClick={load}>{t('common.tryAgain')}</Button>
      </p>
    );
  };
}
