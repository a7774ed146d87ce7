import { useSignal } from '@preact/signals';
import { ApiProblem, api } from '../../lib/api.ts';
import { useDraftText } from '../../lib/draftText.ts';
import { t } from '../../lib/i18n.ts';
import { limits } from '../../lib/limits.ts';
import { mesh } from '../../lib/mesh.ts';
import { say } from '../../lib/toast.ts';
import { Dialog } from '../Dialog.tsx';
import { Segments, SelectField, TextArea } from '../Field.tsx';
import type { DialogProps } from '../issue/actions.tsx';
import { CandidateField } from './CandidateField.tsx';

const targets = ['anyone', 'region', 'expert'] as const;
type Target = (typeof targets)[number];

const nobodyChosen = () => {
  const detail = t('desk.chooseOne');
  return new ApiProblem(0, 'invalid', detail, [{ pointer: '/expertId', detail }]);
};

/** Passes an accepted issue on, with a note: to whoever fits best, to a region, or to an expert who is free now. */
export function TransferDialog({ issue, meId, changed, close }: DialogProps) {
  const note = useDraftText(meId, `transfer.${issue.id}`);
  const target = useSignal<Target>('anyone');
  const regions = (mesh.data.value?.regions ?? []).filter(({ state }) => state !== 'down');
  const region = useSignal(regions[0]?.name ?? '');
  const expertId = useSignal<string | undefined>(undefined);
  return (
    <Dialog
      title={t('expert.transferTitle')}
      text={t('expert.transferText')}
      submitLabel={t('expert.transferSubmit')}
      keepLabel={t('expert.solveKeep')}
      close={close}
      send={(once) => {
        // Otherwise it would go to whoever fits best, which is not what was chosen.
        if (target.value === 'expert' && expertId.value === undefined) throw nobodyChosen();
        const body = {
          note: note.text.value,
          ...(target.value === 'region' && { region: region.value }),
          ...(target.value === 'expert' && expertId.value !== undefined && { expertId: expertId.value }),
        };
        return api.transfer(issue.id, body, once.keyFor(body));
      }}
      done={(result) => {
        note.write('');
        changed(result);
        say(t('issue.done.transferred'));
      }}
    >
      {(problem) => (
        <>
          <TextArea
            label={t('expert.note')}
            name="note"
            lengthMax={limits.comment}
            rows={3}
            hint={t('desk.transferHint', { name: issue.user.name })}
            value={note.text.value}
            onValue={note.write}
            problem={problem}
          />
          <Segments
            label={t('expert.target')}
            name="target"
            value={target.value}
            onValue={(value) => {
              target.value = targets.find((one) => one === value) ?? 'anyone';
            }}
            options={[
              { value: 'anyone', label: t('expert.anyone') },
              { value: 'region', label: t('desk.aRegion') },
              { value: 'expert', label: t('desk.anExpert') },
            ]}
            problem={problem}
          />
          {target.value === 'region' && (
            <SelectField
              label={t('desk.aRegion')}
              name="region"
              value={region.value}
              onValue={(value) => {
                region.value = value;
              }}
              options={regions.map(({ name }) => ({ value: name, label: name }))}
              problem={problem}
            />
          )}
          {target.value === 'expert' && (
            <CandidateField
              issueId={issue.id}
              chosen={expertId.value}
              choose={(id) => {
                expertId.value = id;
              }}
              problem={problem}
            />
          )}
        </>
      )}
    </Dialog>
  );
}
