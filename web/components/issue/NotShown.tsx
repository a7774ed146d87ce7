import type { IssueView } from '../../../node/schemas/views.ts';
import { Icon } from '../../icons.tsx';
import { t } from '../../lib/i18n.ts';
import type { Resource } from '../../lib/resource.ts';
import { followInPage, pageWith } from '../../lib/route.ts';
import { Empty, Loading, NotLoaded } from '../States.tsx';

type Props = {
  of: Resource<IssueView>;
  /** The list that one comes from. */
  back: { label: string; query: Record<string, string | undefined> };
};

/** Stands where an issue will be: that it is being read, or why it is not there, and the way to the others. */
export function NotShown({ of, back }: Props) {
  const problem = of.problem.value;
  const isFinal = problem !== undefined && !problem.isPassing;
  const way = (look: string) => (
    <a class={`button ${look}`} href={pageWith(back.query)} onClick={followInPage}>
      <Icon name="chevron-left" turns />
      {back.label}
    </a>
  );
  return (
    <section class={isFinal ? 'pane pane-main wide middle' : 'pane pane-main wide'}>
      {problem === undefined ? (
        <Loading />
      ) : isFinal ? (
        <Empty isMain title={t('issue.notShown')} text={problem.message}>
          {way('primary')}
        </Empty>
      ) : (
        <>
          {/* Where there is room, the list stands beside it. */}
          <p class="phone-only pad">{way('quiet small back')}</p>
          <NotLoaded of={of} />
        </>
      )}
    </section>
  );
}
