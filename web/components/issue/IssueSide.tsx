import type { ComponentChildren } from 'preact';
import type { IssueView } from '../../../node/schemas/views.ts';
import { Icon } from '../../icons.tsx';
import { t } from '../../lib/i18n.ts';
import { keptIn } from '../../lib/issues.ts';
import { listOf, percent, score } from '../../lib/time.ts';
import { vine, whyOf } from '../../lib/timeline.ts';
import { bestOf } from '../../lib/why.ts';
import { FileCopies } from '../files/FileCopies.tsx';
import { Avatar } from '../Pieces.tsx';
import { Terms } from '../Terms.tsx';
import { Vine } from '../Vine.tsx';
import { LanguageNote, WhyMore } from '../WhyMore.tsx';

function Person({ issue }: { issue: IssueView }) {
  const isUser = issue.role === 'user';
  const person = isUser ? issue.expert : issue.user;
  if (person === undefined) return null;
  const place = isUser ? (issue.owner ?? issue.origin) : issue.origin;
  const { standing } = issue.user;
  return (
    <section class="side-section">
      <div class="person-card">
        <Avatar id={person.id} name={person.name} size="large" />
        <div>
          <h2 dir="auto">{person.name}</h2>
          <p class="muted small">{place}</p>
        </div>
      </div>
      {!isUser && (
        <p class="facts">
          <span>
            <Icon name="badge-check" />
            {standing === undefined
              ? t('expert.noStanding')
              : t('expert.standing', { share: percent(standing) })}
          </span>
        </p>
      )}
    </section>
  );
}

/** Beside the conversation: who, why this expert, what happened, where it is kept; below it what else can be done. */
export function IssueSide({
  issue,
  meId,
  children,
}: {
  issue: IssueView;
  meId: string;
  children?: ComponentChildren;
}) {
  const why = whyOf(issue);
  const expertName = issue.expert?.name ?? '';
  const isMe = issue.expert?.id === meId;
  const name = isMe ? undefined : expertName;
  return (
    <aside class="pane pane-side" aria-label={t('issue.whatHappened')}>
      <Person issue={issue} />
      {why !== undefined && (
        <section class="side-section">
          <div class="side-head">
            <h2>{isMe ? t('issue.whyYou') : t('issue.whyTitle', { name: expertName })}</h2>
            <b class="num">{score(why.score)}</b>
          </div>
          <Terms why={why} />
          <p class="muted small">{bestOf(why.others)}</p>
          <LanguageNote why={why} name={name} />
          <WhyMore why={why} name={name} />
        </section>
      )}
      <section class="side-section" aria-live="polite">
        <h2>{t('issue.whatHappened')}</h2>
        <Vine steps={vine({ issue, meId })} />
      </section>
      <section class="side-section">
        <p class="row wide small">
          <Icon name="shield-check" isLarge />
          <span>
            <b>{keptIn(issue.storedIn.length)}</b>
            {issue.storedIn.length > 0 && (
              <span class="muted line">
                {t('issue.keptText', { regions: listOf(issue.storedIn), count: issue.storedIn.length })}
              </span>
            )}
          </span>
        </p>
        <FileCopies issueId={issue.id} issueRegions={issue.storedIn.length} />
        {children}
      </section>
    </aside>
  );
}
