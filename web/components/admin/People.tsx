import { useEffect } from 'preact/hooks';
import type { AdminExpertView, TrustCurves } from '../../../node/schemas/views.ts';
import { api } from '../../lib/api.ts';
import { useLive } from '../../lib/connection.ts';
import { t } from '../../lib/i18n.ts';
import { pagedResource } from '../../lib/pages.ts';
import { resource } from '../../lib/resource.ts';
import { route } from '../../lib/route.ts';
import { score, series } from '../../lib/time.ts';
import { More } from '../More.tsx';
import { Empty, NotAsked, Shown } from '../States.tsx';
import { TrustPlot } from '../TrustPlot.tsx';
import { Everyone } from './Everyone.tsx';
import { ExpertTable } from './ExpertTable.tsx';
import { NothingFits } from './NothingFits.tsx';
import { Search } from './Search.tsx';
import { pending, ToVerify } from './ToVerify.tsx';

const asked = () => ({ q: route.value.get('q') ?? undefined });
const experts = pagedResource<AdminExpertView>((after) => api.experts({ ...asked(), after, limit: 50 }));
const trust = resource<TrustCurves>(api.trust);

function reread(): void {
  pending.refresh();
  experts.refresh();
}

function NoExperts({ isSearch }: { isSearch: boolean }) {
  if (!isSearch) return <Empty title={t('admin.noExperts')} text={t('admin.noExpertsText')} />;
  return (
    <NothingFits
      title={t('board.people.nobodyFits')}
      text={t('board.people.nobodyFitsText')}
      all={{ ...Object.fromEntries(route.value), q: undefined }}
    />
  );
}

function AllExperts() {
  const isSearch = asked().q !== undefined;
  return (
    <section class="card">
      <div class="card-head">
        <h2 class="grow">{t('admin.experts')}</h2>
      </div>
      <search class="card-body">
        <Search label={t('board.people.findExpert')} query={Object.fromEntries(route.value)} />
      </search>
      <Shown of={experts}>
        {({ items, next, notAsked }) => (
          <>
            <NotAsked regions={notAsked} />
            {items.length === 0 ? (
              <NoExperts isSearch={isSearch} />
            ) : (
              <ExpertTable experts={items} done={reread} />
            )}
            {next !== undefined && <More list={experts} />}
          </>
        )}
      </Shown>
    </section>
  );
}

/** Without a rating a curve says nothing. */
const rated = (curves: TrustCurves['items']) => curves.filter(({ ratings }) => ratings > 0);

function TrustCurvesCard() {
  const now = Date.now();
  return (
    <section class="card">
      <div class="card-head">
        <h2 class="grow">{t('admin.trustTitle')}</h2>
      </div>
      <Shown of={trust}>
        {({ items, notAsked }) => (
          <>
            <NotAsked regions={notAsked} />
            <div class="card-body stack">
              <p class="muted small">{t('admin.trustText')}</p>
              {rated(items).length === 0 && (
                <Empty title={t('admin.trustEmpty')} text={t('admin.trustEmptyText')} />
              )}
              <div class="curves">
                {rated(items).map((curve) => (
                  <section key={curve.expert.id} class="stack close">
                    <h3 class="row">
                      <span class="grow truncate">{curve.expert.name}</span>
                      {score(curve.trust)}
                    </h3>
                    <p class="muted small">
                      {series([curve.region, t('admin.ratings', { count: curve.ratings })])}
                    </p>
                    <TrustPlot points={curve.points} now={now} name={curve.expert.name} />
                  </section>
                ))}
              </div>
            </div>
          </>
        )}
      </Shown>
    </section>
  );
}

/** Registrations to verify, every expert, everyone with their role, and trust over time. */
export function People() {
  const { q } = asked();
  useEffect(() => {
    reread();
  }, [q]);
  useEffect(() => {
    trust.refresh();
  }, []);
  useLive((event) => {
    if (event.kind !== 'admin' && event.kind !== 'reset') return;
    reread();
    trust.refresh();
  });
  return (
    <main class="page board" id="main">
      <h1>{t('common.nav.people')}</h1>
      <ToVerify changed={reread} />
      <AllExperts />
      <Everyone />
      <TrustCurvesCard />
    </main>
  );
}
