import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { DrainView, RegionView } from '../../../node/schemas/mesh-views.ts';
import { api } from '../../lib/api.ts';
import { t } from '../../lib/i18n.ts';
import { mesh } from '../../lib/mesh.ts';
import { type Resource, resource } from '../../lib/resource.ts';
import { duration, listOf } from '../../lib/time.ts';
import { say } from '../../lib/toast.ts';
import { Button } from '../Button.tsx';
import { Dialog } from '../Dialog.tsx';
import { SelectField, TextField } from '../Field.tsx';
import { NotLoaded } from '../States.tsx';
import { ReasonField } from './ReasonField.tsx';

const drains: Resource<{ items: DrainView[] }> = resource(api.drains);
/** As often as the mesh is looked at while a region leaves. */
const pollMs = 3_000;
/** What an expert needs for most issues that are under way. */
const finishMinutesInitially = '15';

const refresh = () => {
  drains.refresh();
  mesh.refresh();
};

/** Lets a region leave; `silent`, if any, are not waited for. */
function DrainDialog({
  regions,
  region: chosen,
  silent,
  close,
}: {
  regions: readonly string[];
  region: string;
  silent: readonly string[];
  close: () => void;
}) {
  const region = useSignal(chosen);
  const minutes = useSignal(finishMinutesInitially);
  const reason = useSignal('');
  const isForced = silent.length > 0;
  const names = listOf(silent);
  return (
    <Dialog
      title={isForced ? t('admin.leaveWithoutTitle', { region: region.value, names }) : t('admin.leaveTitle')}
      text={isForced ? t('admin.leaveWithoutText', { region: region.value, names }) : t('admin.leaveText')}
      submitLabel={
        isForced ? t('admin.leaveWithoutSubmit') : t('admin.leaveSubmit', { region: region.value })
      }
      keepLabel={t('admin.keep')}
      isDanger
      close={close}
      send={() =>
        api.drain(region.value, {
          reason: reason.value,
          finishWithinMinutes: isForced ? 0 : Number(minutes.value),
          isForced,
        })
      }
      done={refresh}
    >
      {(problem) => (
        <>
          {!isForced && (
            <>
              <SelectField
                label={t('admin.leaveRegion')}
                name="region"
                value={region.value}
                onValue={(value) => {
                  region.value = value;
                }}
                options={regions.map((value) => ({ value, label: value }))}
                problem={problem}
              />
              <TextField
                label={t('admin.finishWithin')}
                name="finishWithinMinutes"
                type="number"
                min={0}
                max={1_440}
                step="any"
                value={minutes.value}
                onValue={(value) => {
                  minutes.value = value;
                }}
                problem={problem}
              />
            </>
          )}
          <ReasonField label={t('admin.reason')} value={reason} problem={problem} />
        </>
      )}
    </Dialog>
  );
}

function StayDialog({ region, close }: { region: string; close: () => void }) {
  return (
    <Dialog
      title={t('admin.stayTitle', { region })}
      text={t('admin.stayText', { region })}
      submitLabel={t('admin.staySubmit')}
      close={close}
      send={() => api.stay(region)}
      done={() => {
        say(t('admin.stays', { region }));
        refresh();
      }}
    />
  );
}

const progressOf = (drain: DrainView): string => {
  const { stage, heir, working, waiting, copies, finishInMs, waitingFor } = drain;
  if (stage === 'left') return t('admin.hasLeft');
  if (stage !== 'finishing') return heir === undefined ? '' : t('admin.handsOver', { heir });
  return [
    working > 0 && t('admin.finishes', { count: working, time: duration(finishInMs) }),
    waiting > 0 && t('admin.placesElsewhere', { count: waiting }),
    copies > 0 && t('admin.movesCopies', { count: copies }),
    waitingFor.length > 0 && t('admin.waitsUntilThere', { names: listOf(waitingFor) }),
  ]
    .filter((part) => part !== false)
    .join(' ');
};

/** Regions that are leaving, how far they are, and how to let one leave. */
export function Drains({ regions, here }: { regions: readonly RegionView[]; here: string }) {
  const asked = useSignal<{ region: string; silent: readonly string[] } | undefined>(undefined);
  const staying = useSignal<string | undefined>(undefined);
  useEffect(() => {
    drains.refresh();
    const timer = window.setInterval(() => drains.refresh(), pollMs);
    return () => window.clearInterval(timer);
  }, []);
  const shown = drains.data.value?.items ?? [];
  const names = regions
    .filter(({ state, name }) => state !== 'down' && !shown.some(({ region }) => region === name))
    .map(({ name }) => name);
  const [first] = names;
  return (
    <section class="card pad stack close">
      <h2>{t('admin.leaving')}</h2>
      <p class="muted">{t('admin.leavingText')}</p>
      {mesh.problem.value === undefined && <NotLoaded of={drains} />}
      {shown.map((drain) => (
        <div class="banner" role="status" key={drain.region} data-row>
          <div class="grow">
            <b>{t('admin.isLeaving', { region: drain.region })}</b> {progressOf(drain)}
          </div>
          {drain.stage === 'finishing' && drain.waitingFor.length > 0 && (
            <Button
              isSmall
              onClick={() => {
                asked.value = { region: drain.region, silent: drain.waitingFor };
              }}
            >
              {t('admin.leaveWithout', { names: listOf(drain.waitingFor) })}
            </Button>
          )}
          {drain.stage === 'finishing' && (
            <Button
              isSmall
              onClick={() => {
                staying.value = drain.region;
              }}
            >
              {t('admin.stay')}
            </Button>
          )}
        </div>
      ))}
      {first !== undefined && names.length > 1 && (
        <div class="row">
          <Button
            isSmall
            onClick={() => {
              asked.value = { region: names.includes(here) ? here : first, silent: [] };
            }}
          >
            {t('admin.leave')}
          </Button>
        </div>
      )}
      {asked.value && (
        <DrainDialog
          {...asked.value}
          regions={names}
          close={() => {
            asked.value = undefined;
          }}
        />
      )}
      {staying.value !== undefined && (
        <StayDialog
          region={staying.value}
          close={() => {
            staying.value = undefined;
          }}
        />
      )}
    </section>
  );
}
