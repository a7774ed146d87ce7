import { useSignal } from '@preact/signals';
import type { AdoptionView } from '../../../node/schemas/mesh-views.ts';
import { api } from '../../lib/api.ts';
import { t } from '../../lib/i18n.ts';
import { mesh } from '../../lib/mesh.ts';
import { usePolled } from '../../lib/polled.ts';
import { type Resource, resource } from '../../lib/resource.ts';
import { listOf } from '../../lib/time.ts';
import { Dialog } from '../Dialog.tsx';
import { ReasonField } from './ReasonField.tsx';

const adoptions: Resource<{ items: AdoptionView[] }> = resource(api.adoptions);
/** As often as the mesh is looked at while an adoption is under way. */
const pollMs = 3_000;

/** How far adoptions are, kept fresh while it is shown. */
export function useAdoptions(): Resource<{ items: AdoptionView[] }> {
  usePolled(adoptions, pollMs);
  return adoptions;
}

/** The region that is to be adopted, and those that are not waited for. */
export type Ask = { readonly region: string; readonly without: readonly string[] };

export function AdoptDialog({ region, without, here, close }: Ask & { here: string; close: () => void }) {
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
