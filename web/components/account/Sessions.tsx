import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { OpenSessionView } from '../../../node/schemas/sessions.ts';
import { Icon } from '../../icons.tsx';
import { api } from '../../lib/api.ts';
import { useLive } from '../../lib/connection.ts';
import { t } from '../../lib/i18n.ts';
import { resource } from '../../lib/resource.ts';
import { useSubmit } from '../../lib/submit.ts';
import { say } from '../../lib/toast.ts';
import { Button } from '../Button.tsx';
import { Dialog } from '../Dialog.tsx';
import { Phrase } from '../Phrase.tsx';
import { Badge, Time } from '../Pieces.tsx';
import { NotAsked, ProblemNote, Shown } from '../States.tsx';

/** Systems that are carried about. */
const phones = ['iOS', 'Android'];

function deviceName({ device }: OpenSessionView): string {
  const { browser, system } = device ?? {};
  if (browser === undefined) return t('sessions.unknown');
  return system === undefined ? browser : t('sessions.device', { browser, system });
}

function Row({ session, ended }: { session: OpenSessionView; ended: () => void }) {
  const { submit, isBusy, problem } = useSubmit(() => api.endSession(session.id), ended);
  const name = deviceName(session);
  const when = session.lastUsedAt ?? session.openedAt;
  return (
    <li class="stack close">
      <div class="row wide">
        <Icon name={phones.includes(session.device?.system ?? '') ? 'smartphone' : 'monitor'} isLarge />
        <div class="grow">
          <div class="row wrap">
            <b>{name}</b>
            {session.isCurrent && <Badge tone="good">{t('sessions.current')}</Badge>}
          </div>
          <div class="muted small">
            {when === undefined ? (
              session.region
            ) : (
              <Phrase
                of="sessions.lastUsed"
                values={{ region: session.region }}
                parts={{ when: <Time at={when} /> }}
              />
            )}
          </div>
        </div>
        {!session.isCurrent && (
          <Button
            isSmall
            onClick={() => submit()}
            isBusy={isBusy.value}
            aria-label={t('sessions.endName', { device: name })}
          >
            {t('sessions.end')}
          </Button>
        )}
      </div>
      <ProblemNote problem={problem.value} />
    </li>
  );
}

/** Where one is signed in, in every region: to end what is not needed, or not one's own. */
export function Sessions() {
  const sessions = useMemo(() => resource(api.sessions), []);
  const isAsking = useSignal(false);
  useEffect(() => {
    sessions.refresh();
  }, [sessions]);
  useLive((event) => {
    if (event.kind === 'me' || event.kind === 'reset') sessions.refresh();
  });
  return (
    <section class="card pad stack" aria-labelledby="sessions-title">
      <h2 id="sessions-title">{t('sessions.title')}</h2>
      <Shown of={sessions}>
        {({ items, notAsked }) => (
          <>
            <ul class="stack plain">
              {items.map((session) => (
                <Row
                  key={session.id}
                  session={session}
                  ended={() => {
                    say(t('sessions.ended'));
                    sessions.refresh();
                  }}
                />
              ))}
            </ul>
            <NotAsked regions={notAsked} />
            <p class="hint">
              {items.length === 1 && <>{t('sessions.alone')} </>}
              {t('sessions.noAddresses')}
            </p>
            {(items.length > 1 || notAsked !== undefined) && (
              <p>
                <Button
                  onClick={() => {
                    isAsking.value = true;
                  }}
                >
                  {t('sessions.endOthers')}
                </Button>
              </p>
            )}
          </>
        )}
      </Shown>
      {isAsking.value && (
        <Dialog
          title={t('sessions.endOthersTitle')}
          text={t('sessions.endOthersText')}
          submitLabel={t('sessions.endOthers')}
          isDanger
          send={() => api.endOtherSessions()}
          done={() => {
            say(t('sessions.othersEnded'));
            sessions.refresh();
          }}
          close={() => {
            isAsking.value = false;
          }}
        />
      )}
    </section>
  );
}
