import { useSignal } from '@preact/signals';
import type { IssueView } from '../../../node/schemas/views.ts';
import { Icon } from '../../icons.tsx';
import { api } from '../../lib/api.ts';
import { t } from '../../lib/i18n.ts';
import { useSubmit } from '../../lib/submit.ts';
import { say } from '../../lib/toast.ts';
import { TranslateAnswer } from '../assistant/Translation.tsx';
import { Button } from '../Button.tsx';
import { Markdown } from '../markdown/Markdown.tsx';
import { Avatar, Badge, Time } from '../Pieces.tsx';
import { ProblemNote } from '../States.tsx';
import { HelpsOthers, HelpsOthersBox } from './HelpsOthers.tsx';

type Props = {
  issue: IssueView;
  meId: string;
  changed: (issue: IssueView) => void;
  onDecline: () => void;
};

/** The expert's answer, and for the user the question whether it works. */
export function Answer({ issue, meId, changed, onDecline }: Props) {
  const helpsOthers = useSignal(false);
  const { submit, isBusy, problem } = useSubmit(
    (once) => {
      const body = helpsOthers.value ? { helpsOthers: true } : {};
      return api.confirm(issue.id, body, once.keyFor(body));
    },
    (result) => {
      changed(result);
      say(t('issue.done.confirmed'));
    },
  );
  const { resolution } = issue;
  if (resolution === undefined) return null;
  const title =
    resolution.by.id === meId ? t('issue.yourAnswer') : t('issue.answerOf', { name: resolution.by.name });
  return (
    <article class="resolution" aria-label={title}>
      <div class="resolution-head">
        <Avatar id={resolution.by.id} name={resolution.by.name} />
        <div class="grow">
          <h2>{title}</h2>
          <p class="muted small">
            <Time at={resolution.at} />
          </p>
        </div>
        {issue.state === 'resolved' && (
          <Badge tone="good" icon="check">
            {t('issue.solved')}
          </Badge>
        )}
      </div>
      <Markdown text={resolution.text} />
      {resolution.by.id !== meId && <TranslateAnswer issue={issue} />}
      {issue.can.includes('confirm') && (
        <>
          <div class="resolution-ask">
            <b>{t('issue.didItWork')}</b>
            {issue.can.includes('decline') && (
              <Button onClick={onDecline} disabled={isBusy.value}>
                {t('issue.notYet')}
              </Button>
            )}
            <Button look="primary" onClick={submit} isBusy={isBusy.value}>
              {!isBusy.value && <Icon name="check" />}
              {t('issue.yes')}
            </Button>
          </div>
          <HelpsOthersBox
            isOn={helpsOthers.value}
            onValue={(isOn) => {
              helpsOthers.value = isOn;
            }}
          />
          <ProblemNote problem={problem.value} />
          <p class="muted tiny">{t('issue.noHurry')}</p>
        </>
      )}
      <HelpsOthers issue={issue} changed={changed} />
    </article>
  );
}
