import type { ComponentChildren } from 'preact';
import type { IssueView } from '../../../node/schemas/views.ts';
import { Icon } from '../../icons.tsx';
import { followInPage, pageWith } from '../../lib/route.ts';
import { issueWords } from '../../words/issue.ts';
import { Heading } from '../Heading.tsx';
import { Category, Since, Urgency } from '../Pieces.tsx';

type Props = {
  issue: IssueView;
  /** Where "back" leads on a phone. */
  back: { label: string; query: Record<string, string | undefined> };
  /** What the first tab is called on a phone. */
  first: string;
  isAbout: boolean;
  onAbout: (isAbout: boolean) => void;
  children?: ComponentChildren;
};

/** Title, the facts in one line, and on a phone the way back and the tabs. */
export function IssueHead({ issue, back, first, isAbout, onAbout, children }: Props) {
  return (
    <header class="issue-head">
      <a class="button quiet small back phone-only" href={pageWith(back.query)} onClick={followInPage}>
        <Icon name="chevron-left" turns />
        {back.label}
      </a>
      <Heading text={issue.title} />
      <div class="row wrap">
        <div class="facts grow">
          <Category of={issue.category} />
          <Urgency of={issue.urgency} />
          <span>
            <Icon name="shield-check" />
            {issueWords.keptIn(issue.storedIn.length)}
          </span>
          <span>
            <Icon name="clock" />
            <Since at={issue.submittedAt} />
          </span>
        </div>
        {children}
      </div>
      <div class="tabs phone-only">
        <button class="tab" type="button" aria-pressed={!isAbout} onClick={() => onAbout(false)}>
          {first}
        </button>
        <button class="tab" type="button" aria-pressed={isAbout} onClick={() => onAbout(true)}>
          {issueWords.whatHappened}
        </button>
      </div>
    </header>
  );
}
