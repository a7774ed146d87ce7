import type { ComponentChildren } from 'preact';
import type { MeView } from '../../../node/schemas/views.ts';
import { Icon, type IconName } from '../../icons.tsx';
import { t } from '../../lib/i18n.ts';

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

/**
 * What stands between this expert and offers, and what to do about it. Nothing when all is well. `isAsked`: an offer is open;
 * that its place is the last one is said when it is taken, not above the button that takes it.
 */
export function Notices({ me, isAsked }: { me: MeView; isAsked: boolean }) {
  const { account, expert, homeUrl } = me;
  const isVerified = account.verification === 'verified';
  const because = expert?.presence === 'away' && isVerified ? expert.awayBecause : undefined;
  const isFull = !isAsked && expert?.presence === 'online' && expert.load >= expert.capacity;
  return (
    <>
      {homeUrl !== undefined && (
        <Notice
          tone=""
          icon="info"
          title={t('expert.elsewhereTitle', { home: account.region })}
          text={t('expert.elsewhereText')}
        >
          <a class="button small" href={new URL('/expert_dashboard', homeUrl).href}>
            {t('expert.elsewhereLink', { home: account.region })}
          </a>
        </Notice>
      )}
      {account.verification === 'pending' && (
        <Notice tone="warn" icon="clock" title={t('expert.pendingTitle')} text={t('expert.pendingText')}>
          <a class="button small" href="/quiz">
            {t('expert.takeQuiz')}
          </a>
        </Notice>
      )}
      {account.verification === 'declined' && (
        <Notice
          tone="bad"
          icon="circle-alert"
          title={t('expert.declinedTitle')}
          text={[account.verificationNote, t('expert.declinedText')].filter(Boolean).join(' ')}
        />
      )}
      {account.verification === 'suspended' && (
        <Notice
          tone="bad"
          icon="circle-alert"
          title={t('expert.suspendedTitle')}
          text={account.verificationNote ?? ''}
        />
      )}
      {isFull && <Notice tone="" icon="info" title={t('desk.fullTitle')} text={t('desk.fullText')} />}
      {because !== undefined && because !== 'chosen' && (
        <Notice tone="warn" icon="clock" text={t(`expert.awayBecause.${because}`)} />
      )}
    </>
  );
}
