import { useSignal } from '@preact/signals';
import type { IssueView } from '../../../node/schemas/views.ts';
import { t } from '../../lib/i18n.ts';
import { useIssue } from '../../lib/issue.ts';
import { keysOf } from '../../lib/shortcutKeys.ts';
import { Button } from '../Button.tsx';
import { IssueHead } from '../issue/IssueHead.tsx';
import { IssueMain } from '../issue/IssueMain.tsx';
import { IssueSide } from '../issue/IssueSide.tsx';
import { NotShown } from '../issue/NotShown.tsx';
import { lazily } from '../lazily.tsx';
import { ProblemNote } from '../States.tsx';
import { ExpertComposer } from './ExpertComposer.tsx';

type Props = {
  id: string;
  me: { readonly id: string; readonly name: string };
  isAbout: boolean;
  onAbout: (isAbout: boolean) => void;
  onChanged: () => void;
};

const LowerDialog = lazily(async () => (await import('./dialogs.tsx')).LowerDialog, { isDialog: true });
const SolveDialog = lazily(async () => (await import('./dialogs.tsx')).SolveDialog, { isDialog: true });
const TransferDialog = lazily(async () => (await import('./TransferDialog.tsx')).TransferDialog, {
  isDialog: true,
});

const nothing = () => undefined;

/** An issue this expert has or had: chat, the person, the answer, passing it on. */
export function ExpertIssue({ id, me, isAbout, onAbout, onChanged }: Props) {
  const meId = me.id;
  const issue = useIssue(id);
  const asked = useSignal<'lower-urgency' | 'resolve' | 'transfer' | undefined>(undefined);
  const view = issue.data.value;
  const back = { label: t('common.nav.inbox'), query: {} };
  if (view === undefined) return <NotShown of={issue} back={back} />;
  const dialog = {
    issue: view,
    meId,
    changed: (result: IssueView) => {
      issue.set(result);
      onChanged();
    },
    close: () => {
      asked.value = undefined;
    },
  };
  return (
    <>
      <section class="pane pane-main" aria-label={view.title}>
        <IssueHead
          issue={view}
          meId={meId}
          back={back}
          first={t('issue.chat')}
          isAbout={isAbout}
          onAbout={onAbout}
        >
          {/* One group, so that on a phone both stand below the facts. */}
          <span class="row wrap">
            {view.can.includes('lower-urgency') && (
              <Button
                isSmall
                onClick={() => {
                  asked.value = 'lower-urgency';
                }}
              >
                {t('expert.lower')}
              </Button>
            )}
            {view.can.includes('transfer') && (
              <Button
                isSmall
                icon="arrow-left-right"
                {...keysOf('transfer')}
                onClick={() => {
                  asked.value = 'transfer';
                }}
              >
                {t('expert.transfer')}
              </Button>
            )}
            {view.can.includes('resolve') && (
              <Button
                isSmall
                icon="check"
                {...keysOf('answer')}
                onClick={() => {
                  asked.value = 'resolve';
                }}
              >
                {t('expert.solve')}
              </Button>
            )}
          </span>
        </IssueHead>
        <ProblemNote problem={issue.problem.value} />
        <IssueMain
          issue={view}
          meId={meId}
          changed={dialog.changed}
          onDecline={nothing}
          composer={(chat) => <ExpertComposer chat={chat} issue={view} me={me} />}
        />
      </section>
      <IssueSide issue={view} meId={meId} />
      {asked.value === 'lower-urgency' && <LowerDialog {...dialog} />}
      {asked.value === 'resolve' && <SolveDialog {...dialog} />}
      {asked.value === 'transfer' && <TransferDialog {...dialog} />}
    </>
  );
}
