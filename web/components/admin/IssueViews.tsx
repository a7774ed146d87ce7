import { t } from '../../lib/i18n.ts';
import { followInPage, pageWith } from '../../lib/route.ts';

const views = ['issues', 'moves'] as const;

/** The heading of both lists of issues, and the way from one to the other. */
export function IssueViews({ current }: { current: (typeof views)[number] }) {
  return (
    <div class="page-head">
      <h1 class="grow">{current === 'issues' ? t('admin.issues') : t('board.moves.title')}</h1>
      <nav class="tabs" aria-label={t('admin.issues')}>
        {views.map((view) => (
          <a
            key={view}
            class="tab"
            href={pageWith({ view })}
            aria-current={view === current ? 'page' : undefined}
            onClick={followInPage}
          >
            {view === 'issues' ? t('admin.issues') : t('board.moves.title')}
          </a>
        ))}
      </nav>
    </div>
  );
}
