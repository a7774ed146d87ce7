import { useSignal } from '@preact/signals';
import type { IssueView } from '../../../node/schemas/views.ts';
import { Icon } from '../../icons.tsx';
import { t } from '../../lib/i18n.ts';
import { useIssue } from '../../lib/issue.ts';
import { isFinal, isUnassigned } from '../../lib/issues.ts';
import { besideList } from '../../lib/myIssues.ts';
import { Button } from '../Button.tsx';
import { Phrase } from '../Phrase.tsx';
import { Time } from '../Pieces.tsx';
import { ProblemNote } from '../States.tsx';
import { UserActionDialog, type UserDialog } from './actions.tsx';
import { IssueHead } from './IssueHead.tsx';
import { IssueMain } from './IssueMain.tsx';
import { IssueSide } from './IssueSide.tsx';
import { NotShown } from './NotShown.tsx';

/** The region that decides about the issue is away: what is shown is another's copy, and how old it is. */
const CopyNote = ({ issue }: { issue: IssueView }) => (
  <div class="banner warn" role="status">
    <Icon name="triangle-alert" isLarge />
    <div class="grow">
      <b>{t('issue.copyTitle', { origin: issue.origin })}</b>{' '}
      <Phrase of="issue.copyAsOf" parts={{ time: <Time at={issue.changedAt} /> }} />{' '}
      {issue.can.includes('message') ? t('issue.copyChat') : t('issue.copyText')}
    </div>
  </div>
);

/** One of several reports of an outage: whether it was solved for one of them. */
const JoinedNote = ({ joined: { solvedAt } }: { joined: NonNullable<IssueView['joined']> }) => (
  <div class={solvedAt === undefined ? 'banner' : 'banner good'} role="status">
    <Icon name="users" isLarge />
    <div class="grow">
      <b>{t('issue.joinedTitle')}</b>{' '}
      {solvedAt === undefined ? (
        t('issue.joinedText')
      ) : (
        <Phrase of="issue.joinedSolved" parts={{ time: <Time at={solvedAt} /> }} />
      )}
    </div>
  </div>
);

type Props = {
  id: string;
  meId: string;
  isAbout: boolean;
  onAbout: (isAbout: boolean) => void;
  /** The list shows what changed, too. */
  onChanged: () => void;
};

/** One of my issues: conversation, what happened, and exactly the actions that the node allows now. */
export function UserIssue({ id, meId, isAbout, onAbout, onChanged }: Props) {
  const issue = useIssue(id);
  const asked = useSignal<UserDialog | undefined>(undefined);
  const ask = (action: UserDialog) => () => {
    asked.value = action;
  };
  const changed = (result: IssueView) => {
    issue.set(result);
    onChanged();
  };
  const view = issue.data.value;
  const back = { label: t('issue.listTitle'), query: besideList() };
  if (view === undefined) return <NotShown of={issue} back={back} />;
  const can = (action: UserDialog) => view.can.includes(action);
  const actions = (
    <>
      {can('raise-urgency') && (
        <Button isSmall isFull onClick={ask('raise-urgency')}>
          {t('issue.raise')}
        </Button>
      )}
      {can('escalate') && (
        <Button isSmall isFull onClick={ask('escalate')}>
          {t('issue.escalate')}
        </Button>
      )}
      {can('reopen') && (
        <Button isSmall isFull onClick={ask('reopen')}>
          {t('issue.reopen')}
        </Button>
      )}
      {can('cancel') && (
        <Button isSmall isFull onClick={ask('cancel')}>
          {t('issue.cancel')}
        </Button>
      )}
    </>
  );
  return (
    <>
      <section class="pane pane-main" aria-label={view.title}>
        <IssueHead
          issue={view}
          meId={meId}
          back={back}
          first={isUnassigned(view) ? t('issue.yourIssue') : t('issue.chat')}
          isAbout={isAbout}
          onAbout={onAbout}
        >
          {can('edit') && (
            <Button isSmall icon="pencil" onClick={ask('edit')}>
              {t('issue.edit')}
            </Button>
          )}
        </IssueHead>
        <ProblemNote problem={issue.problem.value} />
        {view.isCopy && <CopyNote issue={view} />}
        {view.joined && !isFinal(view) && <JoinedNote joined={view.joined} />}
        <IssueMain issue={view} meId={meId} changed={changed} onDecline={ask('decline')} actions={actions} />
      </section>
      <IssueSide issue={view} meId={meId}>
        {actions}
      </IssueSide>
      {asked.value !== undefined && (
        <UserActionDialog
          action={asked.value}
          issue={view}
          meId={meId}
          changed={changed}
          close={() => {
            asked.value = undefined;
          }}
        />
      )}
    </>
  );
}
