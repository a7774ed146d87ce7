import { useSignal } from '@preact/signals';
import type { RegionView, RetiredRegion } from '../../../node/schemas/mesh-views.ts';
import { api } from '../../lib/api.ts';
import { isGone, mesh } from '../../lib/mesh.ts';
import { say } from '../../lib/toast.ts';
import { adminWords } from '../../words/mesh.ts';
import { Button } from '../Button.tsx';
import { Dialog } from '../Dialog.tsx';
import { ReasonField } from './ReasonField.tsx';

function RetireDialog({ region, close }: { region: string; close: () => void }) {
  const w = adminWords;
  const reason = useSignal('');
  return (
    <Dialog
      title={w.retireTitle(region)}
      text={w.retireText(region)}
      submitLabel={w.retireSubmit(region)}
      keepLabel={w.keep}
      close={close}
      send={() => api.retire(region, { reason: reason.value })}
      done={() => {
        say(w.retired(region));
        mesh.refresh();
      }}
    >
      {(problem) => <ReasonField label={w.reason} value={reason} problem={problem} />}
    </Dialog>
  );
}

function TakeBackDialog({ region, close }: { region: string; close: () => void }) {
  const w = adminWords;
  return (
    <Dialog
      title={w.takeBackTitle(region)}
      text={w.takeBackText(region)}
      submitLabel={w.takeBackSubmit}
      close={close}
      send={() => api.unretire(region)}
      done={() => {
        say(w.tookBack(region));
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
  const w = adminWords;
  const retiring = useSignal<string | undefined>(undefined);
  const returning = useSignal<string | undefined>(undefined);
  const gone = regions.filter((region) => isGone(region) && region.isSettled);
  if (gone.length === 0 && retired.length === 0 && retiring.value === undefined) return null;
  return (
    <section class="card pad stack close">
      <h2>{w.goneRegions}</h2>
      <p class="muted">{w.goneText}</p>
      {gone.length > 0 && (
        <div class="row wrap">
          {gone.map(({ name }) => (
            <Button
              key={name}
              isSmall
              onClick={() => {
                retiring.value = name;
              }}
            >
              {w.retire(name)}
            </Button>
          ))}
        </div>
      )}
      {retired.map(({ name, by, reason }) => (
        <div class="row wrap" key={name}>
          <p class="grow">
            <b>{name}</b> <span class="muted">{w.retiredBy(by.name, reason)}</span>
          </p>
          <Button
            isSmall
            onClick={() => {
              returning.value = name;
            }}
          >
            {w.takeBack(name)}
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
