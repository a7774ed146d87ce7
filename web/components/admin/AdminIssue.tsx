import { useSignal } from '@preact/signals';
import { Icon } from '../../icons.tsx';
import { api } from '../../lib/api.ts';
import { t } from '../../lib/i18n.ts';
import { useIssue } from '../../lib/issue.ts';
import { stateSentence } from '../../lib/issues.ts';
import { followInPage, pageWith } from '../../lib/route.ts';
import { say } from '../../lib/toast.ts';
import { Button } from '../Button.tsx';
import { ChatLog, useChat } from '../Chat.tsx';
import { Linked } from '../chat/Linked.tsx';
import { NoteComposer } from '../chat/NoteComposer.tsx';
import { Heading } from '../Heading.tsx';
import { Answer } from '../issue/Answer.tsx';
import { IssueSide } from '../issue/IssueSide.tsx';
import { Ratings } from '../issue/Rating.tsx';
import { Badge, Category, Since, Urgency } from '../Pieces.tsx';
import { ProblemNote, Shown } from '../States.tsx';
import { ReassignDialog } from './ReassignDialog.tsx';

const nothing = () => undefined;

/** One issue as an admin sees it: everything that happened, and the way to move it. */
export function AdminIssue({ id, meId }: { id: string; meId: string }) {
  const issue = useIssue(id);
  const chat = useChat(id, meId);
  const isMoving = useSignal(false);
  return (
    <main class="page" id="main">
      <p>
        <a class="button quiet small back" href={pageWith({ view: 'issues' })} onClick={followInPage}>
          <Icon name="chevron-left" turns />
          {t('admin.issues')}
        </a>
      </p>
      <Shown of={issue}>
        {(view) => (
          <>
            <div class="page-head" data-row>
              <Heading text={view.title} />
              <Badge>{stateSentence({ ...view, role: 'admin' }).text}</Badge>
              {view.can.includes('reassign') && (
                <Button
                  isSmall
                  onClick={() => {
                    isMoving.value = true;
                  }}
                >
                  {t('admin.reassign')}
                </Button>
              )}
            </div>
            <div class="split side">
              <section class="card pad stack loose">
                <div class="facts">
                  <Category of={view.category} />
                  <Urgency of={view.urgency} />
                  <span>
                    <Icon name="clock" />
                    <Since at={view.submittedAt} />
                  </span>
                </div>
                <p class="prose reading" dir="auto">
                  <Linked text={view.description} />
                </p>
                <ProblemNote problem={chat.problem.value} />
                <ChatLog
                  chat={chat}
                  issueId={id}
                  meId={meId}
                  label={t('chat.chat')}
                  isWatching
                  canEdit={view.can.includes('note')}
                />
                <Answer issue={view} meId={meId} changed={issue.set} onDecline={nothing} />
                <Ratings issue={view} />
                {view.can.includes('note') && <NoteComposer chat={chat} issue={view} meId={meId} />}
              </section>
              <div class="card">
                <IssueSide issue={view} meId={meId} />
              </div>
            </div>
            {isMoving.value && (
              <ReassignDialog
                send={(moved) => api.reassign(view.id, moved)}
                done={(next) => {
                  say(t('issue.done.reassigned'));
                  issue.set(next);
                }}
                close={() => {
                  isMoving.value = false;
                }}
              />
            )}
          </>
        )}
      </Shown>
    </main>
  );
}
