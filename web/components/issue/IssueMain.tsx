import type { ComponentChildren } from 'preact';
import type { IssueView } from '../../../node/schemas/views.ts';
import type { Chat } from '../../lib/chat.ts';
import { t } from '../../lib/i18n.ts';
import { isFinal, isUnassigned } from '../../lib/issues.ts';
import { IssueAssistance } from '../assistant/IssueAssistance.tsx';
import { ChatLog, Composer, useChat } from '../Chat.tsx';
import { Linked } from '../chat/Linked.tsx';
import { Attachments } from '../files/Attachments.tsx';
import { ProblemNote } from '../States.tsx';
import { Answer } from './Answer.tsx';
import { RateForm, Ratings } from './Rating.tsx';
import { Waiting } from './Waiting.tsx';

type Props = {
  issue: IssueView;
  meId: string;
  changed: (issue: IssueView) => void;
  onDecline: () => void;
  /** Where an expert writes, who has more there than a user. */
  composer?: (chat: Chat) => ComponentChildren;
  /** What else can be done; shown here on a phone while nobody has the issue, and when it is over. */
  actions?: ComponentChildren;
};

/** What was written, the chat, the answer and what it asks for; below it where one writes. */
export function IssueMain({ issue, meId, changed, onDecline, composer, actions }: Props) {
  const chat = useChat(issue.id, meId);
  const other = issue.role === 'user' ? issue.expert?.name : issue.user.name;
  const label = other === undefined ? t('chat.chat') : t('chat.with', { name: other });
  const canWrite = issue.can.includes('message') || (composer !== undefined && issue.can.includes('note'));
  // The lines come a moment after the issue: shown at once, what is above them would jump.
  const isReady = isUnassigned(issue) || chat.isLoaded.value || chat.problem.value !== undefined;
  return (
    <>
      {/* The box is laid out in reverse, so that its end is in view; it holds one thing only. */}
      <section
        class={isUnassigned(issue) ? 'pane-scroll conversation' : 'pane-scroll conversation chatting'}
        // A box that scrolls must be reachable by keyboard.
        // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
        tabIndex={0}
        aria-label={label}
      >
        <div class={isReady ? 'stack loose' : 'stack loose not-yet'}>
          {isUnassigned(issue) && <Waiting issue={issue} meId={meId} />}
          <section class="stack close">
            <h2 class="quiet-head">
              {issue.user.id === meId
                ? t('issue.whatYouWrote')
                : t('issue.whatTheyWrote', { name: issue.user.name })}
            </h2>
            <p class="prose reading" dir="auto">
              <Linked text={issue.description} />
            </p>
            <Attachments issueId={issue.id} files={issue.attachments} />
          </section>
          <IssueAssistance issue={issue} />
          {isUnassigned(issue) && actions !== undefined && (
            <div class="stack tight phone-only">{actions}</div>
          )}
          <ProblemNote problem={chat.problem.value} />
          <ChatLog chat={chat} issueId={issue.id} meId={meId} label={label} canEdit={canWrite} />
          <Answer issue={issue} meId={meId} changed={changed} onDecline={onDecline} />
          {issue.can.includes('rate') && <RateForm issue={issue} meId={meId} changed={changed} />}
          <Ratings issue={issue} />
          {isFinal(issue) && actions !== undefined && <div class="stack tight phone-only">{actions}</div>}
        </div>
      </section>
      {canWrite && (
        <div class="pane-foot">
          {composer ? composer(chat) : <Composer chat={chat} issue={issue} meId={meId} to={other} />}
        </div>
      )}
    </>
  );
}
