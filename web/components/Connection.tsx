import { type ReadonlySignal, useSignal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import { Icon } from '../icons.tsx';
import { cameBack, liveState, lostAt, outage } from '../lib/connection.ts';
import { t } from '../lib/i18n.ts';
import { clockTime } from '../lib/time.ts';
import { say } from '../lib/toast.ts';
import type { GoOnProps } from './GoOn.tsx';

type Ways = ComponentType<GoOnProps>;

/** What is shown when the node is gone is fetched while it is there. */
function useWays(): ReadonlySignal<{ readonly GoOn: Ways; readonly CameFrom: Ways } | undefined> {
  const ways = useSignal<{ GoOn: Ways; CameFrom: Ways } | undefined>(undefined);
  useEffect(() => {
    if (liveState.value !== 'live' || ways.peek() !== undefined) return;
    import('./GoOn.tsx').then(
      ({ GoOn, CameFrom }) => {
        ways.value = { GoOn, CameFrom };
      },
      // It is tried again when the socket comes back.
      () => undefined,
    );
  }, [liveState.value]);
  return ways;
}

/** Says honestly that news may be missing and since when, where one could go on, and once that it is there again. */
export function Connection({ here }: { here: string | undefined }) {
  const ways = useWays().value;
  const { times, isCaughtUp } = cameBack.value;
  useEffect(() => {
    if (times > 0) say(isCaughtUp ? t('common.backAgain') : t('connection.readAgain'));
  }, [times]);
  const isLost = liveState.value === 'lost';
  const time = clockTime(lostAt.value ?? Date.now());
  return (
    <div role="status">
      {isLost && outage.value.kind === 'gone' && ways !== undefined && here !== undefined ? (
        <ways.GoOn here={here} />
      ) : (
        isLost && (
          <div class="banner warn strip">
            <Icon name={outage.value.kind === 'alone' ? 'cloud-off' : 'refresh-cw'} />
            <span class="grow">
              <b>{t('common.lost.title')}</b> {t('connection.since', { time })}{' '}
              {outage.value.kind === 'alone' ? t('connection.alone') : t('common.lost.text')}
            </span>
          </div>
        )
      )}
      {!isLost && ways !== undefined && here !== undefined && <ways.CameFrom here={here} />}
    </div>
  );
}
