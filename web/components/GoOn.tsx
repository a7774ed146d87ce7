import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Icon } from '../icons.tsx';
import { api } from '../lib/api.ts';
import { lostAt, outage, readAgain, useLive } from '../lib/connection.ts';
import { cameFrom, forgetWhence, goOnAt } from '../lib/goOn.ts';
import { t } from '../lib/i18n.ts';
import { mesh } from '../lib/mesh.ts';
import { clockTime } from '../lib/time.ts';
import { say } from '../lib/toast.ts';
import { Button } from './Button.tsx';

export type GoOnProps = { readonly here: string };

/** Buttons for the first few: whoever wants another one finds it on the status page. */
const offeredMax = 3;

/** This page's node is gone: the regions that answer, the best one first. */
export function GoOn({ here }: GoOnProps) {
  const { value } = outage;
  if (value.kind !== 'gone') return null;
  const since = lostAt.value ?? Date.now();
  return (
    <div class="banner warn strip">
      <Icon name="cloud-off" />
      <span class="grow">
        <b>{t('connection.gone', { region: here, time: clockTime(since) })}</b> {t('connection.goneText')}
      </span>
      <span class="row wrap">
        {value.ways.slice(0, offeredMax).map((way, index) => (
          <Button
            key={way.region}
            isSmall
            look={index === 0 ? 'primary' : undefined}
            onClick={() => goOnAt(way, here, since)}
          >
            {t('connection.goOnAt', { region: way.region })}
          </Button>
        ))}
      </span>
    </div>
  );
}

/** They came here because their own region was gone: what that means, and the way back once it is there again. */
export function CameFrom({ here }: GoOnProps) {
  const whence = useSignal(cameFrom());
  const isBusy = useSignal(false);
  useEffect(() => {
    if (whence.value !== undefined) mesh.refresh();
  }, []);
  useLive((event) => {
    if (event.kind === 'mesh' && whence.peek() !== undefined) mesh.refresh();
  });
  const from = whence.value;
  const isUp =
    mesh.data.value?.regions.some(({ name, state }) => name === from?.region && state === 'up') ?? false;
  useEffect(() => {
    if (isUp) readAgain();
  }, [isUp]);
  if (from === undefined || from.region === here) return null;
  const { region } = from;
  const stay = () => {
    forgetWhence();
    whence.value = undefined;
  };
  const goBack = async () => {
    isBusy.value = true;
    const way = await api.tickets().then(
      ({ items }) => items.find((item) => item.region === region),
      () => undefined,
    );
    isBusy.value = false;
    if (way === undefined) say(t('connection.notBackYet', { region }));
    else goOnAt(way, here);
  };
  return (
    <div class={isUp ? 'banner good strip' : 'banner strip'}>
      <Icon name={isUp ? 'check' : 'map-pin'} />
      <span class="grow">
        {isUp ? (
          <b>{t('connection.backAt', { region })}</b>
        ) : (
          <>
            <b>{t('connection.cameFrom', { here, region })}</b>{' '}
            {t('connection.copyAsOf', { region, time: clockTime(from.lostAt) })}
          </>
        )}
      </span>
      {isUp && (
        <Button isSmall look="primary" isBusy={isBusy.value} onClick={goBack}>
          {t('connection.goBack', { region })}
        </Button>
      )}
      <Button isSmall onClick={stay}>
        {isUp ? t('connection.stay', { region: here }) : t('connection.understood')}
      </Button>
    </div>
  );
}
