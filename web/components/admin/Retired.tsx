import { useSignal } from '@preact/signals';
import type { RegionView, RetiredRegion } from '../../../node/schemas/mesh-views.ts';
import { api } from '../../lib/api.ts';
import { t } from '../../lib/i18n.ts';
import { isGone, mesh } from '../../lib/mesh.ts';
import { say } from '../../lib/toast.ts';
import { Button } from '../Button.tsx';
import { Dialog } from '../Dialog.tsx';
import { ReasonField } from './ReasonField.tsx';

/** Where it is on the page, to lead there. */
export const goneId = 'gone';

function RetireDialog({ region, close }: { region: string; close: () => void }) {
  const reason = useSignal('');
  return (
    <Dialog
      title={t('admin.retireTitle', { region })}
      text={t('admin.retireText', { region })}
      submitLabel={t('admin.retireSubmit', { region })}
      keepLabel={t('admin.keep')}
      close={close}
      send={() => api.retire(region, { reason: reason.value })}
      done={() => {
        say(t('admin.retired', { region }));
        mesh.refresh();
      }}
    >
      {(problem) => <ReasonField label={t('admin.reason')} value={reason} problem={problem} />}
    </Dialog>
  );
}

function TakeBackDialog({ region, close }: { region: string; close: () => void }) {
  return (
    <Dialog
      title={t('admin.takeBackTitle', { region })}
      text={t('admin.takeBackText', { region })}
      submitLabel={t('admin.takeBackSubmit')}
      close={close}
      send={() => api.unretire(region)}
      done={() => {
        say(t('admin.tookBack', { region }));
        mesh.refresh();
      }}
    />
  );
}

/** Regions that are gone and adopted, to be taken off the list, and those that were. */
export function Retired({
  regions,
  retired,
}: {
  regions: readonly RegionView[];
  retired: readonly RetiredRegion[];
}) {
  const retiring = useSignal<string | undefined>(undefined);
  const returning = useSignal<string | undefined>(undefined);
  const gone = regions.filter((region) => isGone(region) && region.isSettled);
  if (gone.length === 0 && retired.length === 0 && retiring.value === undefined) return null;
  return (
    <section class="card pad stack close" id={goneId} tabIndex={-1} aria-labelledby="gone-title">
      <h2 id="gone-title">{t('admin.goneRegions')}</h2>
      <p class="muted">{t('admin.goneText')}</p>
      {gone.length > 0 && (
        <div class="row wrap">
          {gone.map(({ name }) => (
            <Button
              key={name}
              data-row
              isSmall
              onClick={() => {
                retiring.value = name;
              }}
            >
              {t('admin.retire', { region: name })}
            </Button>
          ))}
        </div>
      )}
      {retired.map(({ name, by, reason }) => (
        <div class="row wrap" key={name} data-row>
          <p class="grow">
            <b>{name}</b> <span class="muted">{t('admin.retiredBy', { name: by.name, reason })}</span>
          </p>
          <Button
            isSmall
            onClick={() => {
              returning.value = name;
            }}
          >
            {t('admin.takeBack', { region: name })}
          </Button>
        </div>
      ))}
      {retiring.value !== undefined && (
        <RetireDialog
          region={retiring.value}
          close={() => {
            retiring.value = undefined;
          }}
        />
      )}
      {returning.value !== undefined && (
        <TakeBackDialog
          region={returning.value}
          close={() => {
            returning.value = undefined;
          }}
        />
      )}
    </section>
  );
}
