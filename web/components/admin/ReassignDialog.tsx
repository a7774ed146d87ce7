import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { api } from '../../lib/api.ts';
import { t } from '../../lib/i18n.ts';
import { mesh } from '../../lib/mesh.ts';
import { categoryName } from '../../lib/names.ts';
import { resource } from '../../lib/resource.ts';
import { series } from '../../lib/time.ts';
import { Dialog } from '../Dialog.tsx';
import { SelectField } from '../Field.tsx';
import { NotLoaded } from '../States.tsx';
import { ReasonField } from './ReasonField.tsx';

/** A choice's value says what it is, so that a region and an expert are never mixed up. */
const regionPrefix = 'region:';
const expertPrefix = 'expert:';

function targetOf(choice: string): { region?: string; expertId?: string } {
  if (choice.startsWith(regionPrefix)) return { region: choice.slice(regionPrefix.length) };
  if (choice.startsWith(expertPrefix)) return { expertId: choice.slice(expertPrefix.length) };
  return {};
}

/** Whom an admin wants asked next, and why. */
export type Moved = { readonly reason: string; readonly region?: string; readonly expertId?: string };

type Props<T> = {
  /** How many issues are moved. */
  count?: number;
  send: (moved: Moved) => Promise<T>;
  done: (result: T) => void;
  close: () => void;
};

/** Takes issues from whoever has them and asks someone else: a region, an expert, or whoever fits best. */
export function ReassignDialog<T>({ count = 1, send, done, close }: Props<T>) {
  const reason = useSignal('');
  const choice = useSignal('');
  const experts = useMemo(() => resource(() => api.experts({ status: 'verified', limit: 100 })), []);
  useEffect(() => {
    experts.refresh();
  }, [experts]);
  const regions = (mesh.data.value?.regions ?? []).filter(({ state }) => state !== 'down');
  const known = experts.data.value?.items ?? [];
  return (
    <Dialog
      title={count === 1 ? t('admin.reassignTitle') : t('board.bulk.moveTitle', { count })}
      text={t('admin.reassignText')}
      submitLabel={t('admin.reassignSubmit')}
      keepLabel={t('admin.keep')}
      close={close}
      send={() => send({ reason: reason.value, ...targetOf(choice.value) })}
      done={done}
    >
      {(problem) => (
        <>
          <SelectField
            label={t('admin.reassignTarget')}
            name={choice.value.startsWith(regionPrefix) ? 'region' : 'expertId'}
            value={choice.value}
            onValue={(value) => {
              choice.value = value;
            }}
            options={[{ value: '', label: t('admin.reassignNext') }]}
            groups={[
              {
                label: t('admin.reassignRegions'),
                options: regions.map(({ name }) => ({
                  value: regionPrefix + name,
                  label: t('admin.reassignRegion', { name }),
                })),
              },
              {
                label: t('admin.reassignExperts'),
                options: known.map(({ account, profile }) => ({
                  value: expertPrefix + account.id,
                  label: series([account.name, account.region, ...profile.categories.map(categoryName)]),
                })),
              },
            ]}
            problem={problem}
          />
          <NotLoaded of={experts} />
          <ReasonField label={t('admin.reason')} value={reason} problem={problem} />
        </>
      )}
    </Dialog>
  );
}
