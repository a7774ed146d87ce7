import type { ComponentChildren } from 'preact';
import type { MeView } from '../../../node/schemas/views.ts';
import { Icon, type IconName } from '../../icons.tsx';
import { expertWords } from '../../words/expert.ts';

type NoticeProps = {
  tone: string;
  icon: IconName;
  title?: string;
  text: string;
  children?: ComponentChildren;
};

const Notice = ({ tone, icon, title, text, children }: NoticeProps) => (
  <div class={`banner ${tone} notice`} role="status">
    <Icon name={icon} />
    <span class="grow">
      {title !== undefined && <b>{title} </b>}
      {text}
    </span>
    {children}
  </div>
);

/** What stands between this expert and offers, and what to do about it. Nothing when all is well. */
export function Notices({ me }: { me: MeView }) {
  const { account, expert, homeUrl } = me;
  const isVerified = account.verification === 'verified';
  const because = expert?.presence === 'away' && isVerified ? expert.awayBecause : undefined;
  return (
    <>
      {homeUrl !== undefined && (
        <Notice
          tone=""
          icon="info"
          title={expertWords.elsewhereTitle(account.region)}
          text={expertWords.elsewhereText}
        >
          <a class="button small" href={new URL('/expert_dashboard', homeUrl).href}>
            {expertWords.elsewhereLink(account.region)}
          </a>
        </Notice>
      )}
      {account.verification === 'pending' && (
        <Notice tone="warn" icon="clock" title={expertWords.pendingTitle} text={expertWords.pendingText}>
          <a class="button small" href="/quiz">
            {expertWords.takeQuiz}
          </a>
        </Notice>
      )}
      {account.verification === 'declined' && (
        <Notice
          tone="bad"
          icon="circle-alert"
          title={expertWords.declinedTitle}
          text={[account.verificationNote, expertWords.declinedText].filter(Boolean).join(' ')}
        />
      )}
      {account.verification === 'suspended' && (
        <Notice
          tone="bad"
          icon="circle-alert"
          title={expertWords.suspendedTitle}
          text={account.verificationNote ?? ''}
        />
      )}
      {because !== undefined && because !== 'chosen' && (
        <Notice tone="warn" icon="clock" text={expertWords.awayBecause[because]} />
      )}
    </>
  );
}
