import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { AdoptionView, RegionView } from '../../../node/schemas/mesh-views.ts';
import { api } from '../../lib/api.ts';
import { t } from '../../lib/i18n.ts';
import { mesh } from '../../lib/mesh.ts';
import { type Resource, resource } from '../../lib/resource.ts';
import { listOf } from '../../lib/time.ts';
import { Button } from '../Button.tsx';
import { Dialog } from '../Dialog.tsx';
import { ReasonField } from './ReasonField.tsx';

const adoptions: Resource<{ items: AdoptionView[] }> = resource(api.adoptions);
/** As often as the mesh is looked at while an adoption is under way. */
const pollMs = 3_000;
const newsMs = 24 * 3_600_000;

type Ask = { readonly region: string; readonly without: readonly string[] };

function AdoptDialog({ region, without, here, close }: Ask & { here: string; close: () => void }) {
  const reason = useSignal('');
  const names = listOf(without);
  const isForced = without.length > 0;
  return (
    <Dialog
      title={isForced ? t('admin.goOnTitle', { names }) : t('admin.adoptTitle', { region })}
      text={isForced ? t('admin.goOnText', { names }) : t('admin.adoptText', { region, here })}
      submitLabel={isForced ? t('admin.goOnSubmit') : t('admin.adoptSubmit', { here })}
      keepLabel={t('admin.keep')}
      isDanger
      close={close}
      send={() => api.adopt(region, { reason: reason.value, isForced })}
      done={() => {
        adoptions.refresh();
        mesh.refresh();
      }}
    >
      {(problem) => <ReasonField label={t('admin.reason')} value={reason} problem={problem} />}
    </Dialog>
  );
}

function Progress({
  adoption,
  here,
  ask,
}: {
  adoption: AdoptionView;
  here: string;
  ask: (ask: Ask) => void;
}) {
  const { region, by, state, waitingFor, unreachable, isAgreed } = adoption;
  const isUnderWay = state !== 'done';
  const done = isAgreed ? t('admin.hasLeftTo', { region, by }) : t('admin.adoptedBy', { region, by });
  return (
    <div class="banner" role="status">
      <div class="grow">
        <b>{isUnderWay ? t('admin.adopting', { region, by }) : done}</b>{' '}
        {waitingFor.length > 0 && t('admin.waitsFor', { names: listOf(waitingFor) })}
      </div>
      {unreachable.length > 0 && by === here && (
        <Button isSmall onClick={() => ask({ region, without: unreachable })}>
          {t('admin.goOn', { names: listOf(unreachable) })}
        </Button>
      )}
    </div>
  );
}

/** Regions that are down and can be adopted, and how far adoptions are. */
export function Adoptions({ regions, here }: { regions: readonly RegionView[]; here: string }) {
  const asked = useSignal<Ask | undefined>(undefined);
  const ask = (question: Ask) => {
    asked.value = question;
  };
  useEffect(() => {
    adoptions.refresh();
    const timer = window.setInterval(() => adoptions.refresh(), pollMs);
    return () => window.clearInterval(timer);
  }, []);
  const known = (adoptions.data.value?.items ?? []).filter(({ isReturned }) => !isReturned);
  // That a region has left in good order is news for a day.
  const shown = known.filter(({ isAgreed, at }) => !isAgreed || Date.now() - at < newsMs);
  const down = regions.filter(
    ({ state, name, isSettled }) =>
      state === 'down' && !isSettled && !known.some(({ region }) => region === name),
  );
  return (
    <>
      {shown.map((adoption) => (
        <Progress key={adoption.region} adoption={adoption} here={here} ask={ask} />
      ))}
      {down.length > 0 && (
        <div class="row wrap">
          {down.map(({ name }) => (
            <Button key={name} isSmall onClick={() => ask({ region: name, without: [] })}>
              {t('admin.adopt', { region: name })}
            </Button>
          ))}
        </div>
      )}
      {asked.value && (
        <AdoptDialog
          {...asked.value}
          here={here}
          close={() => {
            asked.value = undefined;
          }}
        />
      )}
    </>
  );
}
