import type { ComponentChildren } from 'preact';
import type { IssueView } from '../../../node/schemas/views.ts';
import { Icon } from '../../icons.tsx';
import { t } from '../../lib/i18n.ts';
import { useInView } from '../../lib/inView.ts';
import { isFinal, isUnassigned, keptIn, stateSentence } from '../../lib/issues.ts';
import { isForeign, languageHere } from '../../lib/languages.ts';
import { followInPage, pageWith } from '../../lib/route.ts';
import { Heading } from '../Heading.tsx';
import { Category, Since, Time, Urgency } from '../Pieces.tsx';

type Props = {
  issue: IssueView;
  meId: string;
  /** Where "back" leads on a phone. */
  back: { label: string; query: Record<string, string | undefined> };
  /** What the first tab is called on a phone. */
  first: string;
  isAbout: boolean;
  onAbout: (isAbout: boolean) => void;
  children?: ComponentChildren;
};

/** Where it stands, for whoever does not see what happened beside it. Changes are read out. */
function State({ issue, meId }: { issue: IssueView; meId: string }) {
  const { text, tone } = stateSentence(issue, meId);
  return (
    <p class="issue-state row small" role="status">
      {tone === 'plain' ? <Icon name="check" /> : <span class={`dot ${tone}`} />}
      {text}
    </p>
  );
}

/** On a phone: the bar of the page, and the way back below it, under which a title is still there and yet not seen. */
const coveredPx = 100;

/** Title, the facts in one line, and on a phone the way back and the tabs, which stay while the rest scrolls away. */
export function IssueHead({ issue, meId, back, first, isAbout, onAbout, children }: Props) {
  const { ref, isInView } = useInView<HTMLDivElement>(coveredPx);
  return (
    <header class="issue-head">
      <div class="issue-back phone-only">
        <a class="button quiet small back" href={pageWith(back.query)} onClick={followInPage}>
          <Icon name="chevron-left" turns />
          {back.label}
        </a>
        {/* Once the heading has scrolled away, its words stand here; for the eye alone. */}
        <b class={isInView.value ? 'truncate gone' : 'truncate'} dir="auto" aria-hidden="true">
          {issue.title}
        </b>
      </div>
      <div class="issue-title" ref={ref}>
        <Heading text={issue.title} />
      </div>
      {!isUnassigned(issue) && <State issue={issue} meId={meId} />}
      <div class="issue-facts row wrap">
        <div class="facts grow">
          <Category of={issue.category} />
          <Urgency of={issue.urgency} />
          {isForeign(issue.language) && (
            <span>
              <Icon name="globe" />
              {languageHere(issue.language)}
            </span>
          )}
          <span>
            <Icon name="shield-check" />
            {keptIn(issue.storedIn.length)}
          </span>
          <span>
            <Icon name="clock" />
            {isFinal(issue) ? (
              <Time at={issue.changedAt} />
            ) : (
              <Since at={issue.submittedAt} said={(duration) => t('issue.age', { duration })} />
            )}
          </span>
        </div>
        {children}
      </div>
      <div class="tabs phone-only">
        <button class="tab" type="button" aria-pressed={!isAbout} onClick={() => onAbout(false)}>
          {first}
        </button>
        <button class="tab" type="button" aria-pressed={isAbout} onClick={() => onAbout(true)}>
          {t('issue.details')}
        </button>
      </div>
    </header>
  );
}
