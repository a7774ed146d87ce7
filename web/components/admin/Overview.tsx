import type { MeshView, RegionView } from '../../../node/schemas/mesh-views.ts';
import { longestWaitMs, mostWaiting } from '../../lib/glance.ts';
import { t } from '../../lib/i18n.ts';
import { isGone, mesh, useFreshMesh } from '../../lib/mesh.ts';
import { duration, listOf } from '../../lib/time.ts';
import { lazily } from '../lazily.tsx';
import { MeshMap } from '../MeshMap.tsx';
import { RegionTable } from '../RegionTable.tsx';
import { Shown } from '../States.tsx';
import { CategoryTable } from './CategoryTable.tsx';
import { Clusters } from './Clusters.tsx';
import { Drains } from './Drain.tsx';
import { Glance } from './Glance.tsx';
import { Retired } from './Retired.tsx';

const sum = (regions: readonly RegionView[], of: (region: RegionView) => number) =>
  regions.reduce((total, region) => total + of(region), 0);

function Figure({ name, value, aside, note }: { name: string; value: string; aside?: string; note: string }) {
  return (
    <div class="figure">
      <span class="muted small">{name}</span>
      <b>
        {value} {aside !== undefined && <span class="of">{aside}</span>}
      </b>
      <span class="small muted">{note}</span>
    </div>
  );
}

function whereMostWait(answering: readonly RegionView[]): string {
  const most = mostWaiting(answering);
  if (most === undefined) return t('admin.nobodyWaits');
  const { region, n, isAll } = most;
  return isAll ? t('admin.allWaitIn', { region }) : t('admin.someWaitIn', { n, region });
}

const named = (regions: readonly RegionView[]) => listOf(regions.map(({ name }) => name));

function Figures({ all, answering }: { all: readonly RegionView[]; answering: readonly RegionView[] }) {
  const waits = answering.map(longestWaitMs).filter((ms) => ms !== undefined);
  const free = sum(answering, (region) => region.expertsFree);
  const up = all.filter((region) => region.state === 'up').length;
  const taken = answering.filter(({ expertsFree }) => expertsFree === 0);
  const silent = all.filter(({ state }) => state === 'down');
  return (
    <section class="card figures" aria-label={t('admin.figures')}>
      <Figure
        name={t('admin.waiting')}
        value={String(sum(answering, (region) => region.waiting))}
        note={whereMostWait(answering)}
      />
      <Figure
        name={t('admin.longest')}
        value={waits.length === 0 ? '–' : duration(Math.max(...waits))}
        note={waits.length === 0 ? t('admin.nobodyWaits') : ''}
      />
      <Figure
        name={t('admin.free')}
        value={String(free)}
        aside={t('admin.ofOnline', { n: sum(answering, (region) => region.expertsOnline) })}
        note={taken.length === 0 ? '' : t('admin.noneFreeIn', { regions: named(taken) })}
      />
      <Figure
        name={t('admin.moving')}
        value={String(sum(answering, (region) => region.handOffs))}
        note={t('admin.movingText')}
      />
      <Figure
        name={t('admin.regionsUp')}
        value={String(up)}
        aside={t('admin.of', { n: all.length })}
        note={silent.length === 0 ? '' : t('admin.notCounted', { regions: named(silent) })}
      />
    </section>
  );
}

const Trends = lazily(async () => (await import('./Trends.tsx')).Trends);

function Whole({ view }: { view: MeshView }) {
  const answering = view.regions.filter(({ state }) => state !== 'down');
  const oldestMs = Math.max(0, ...answering.map(({ newsAgeMs }) => newsAgeMs ?? 0));
  return (
    <>
      <div class="page-head">
        <h1 class="grow">{t('admin.title')}</h1>
        <span class="muted small row">
          <span class="dot good" />
          {t('admin.oldestNews', { time: duration(oldestMs) })}
        </span>
      </div>
      <Glance view={view} />
      <Clusters />
      <Figures all={view.regions.filter((region) => !isGone(region))} answering={answering} />
      <div class="split">
        <section class="card fills">
          <div class="card-head">
            <h2 class="grow">{t('mesh.map')}</h2>
            <ul class="legend">
              <li>
                <span class="dot good" />
                {t('mesh.legendBusy')}
              </li>
              <li>
                <span class="dot warn" />
                {t('mesh.legendFull')}
              </li>
            </ul>
          </div>
          <div class="card-body grow">
            <MeshMap regions={view.regions.filter((region) => !isGone(region))} />
          </div>
        </section>
        <section class="card">
          <div class="card-head">
            <h2 class="grow">{t('mesh.regions')}</h2>
          </div>
          <RegionTable regions={view.regions} />
        </section>
      </div>
      <Trends />
      <CategoryTable regions={answering} categories={view.categories} />
      <Drains regions={view.regions} here={view.here} />
      <Retired regions={view.regions} retired={view.retired ?? []} />
      {view.peerAddresses !== undefined && view.peerAddresses.length > 0 && (
        <section class="card pad stack close">
          <h2>{t('admin.addresses')}</h2>
          <ul class="addresses">
            {view.peerAddresses.map((address) => (
              <li key={address}>
                <code>{address}</code>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

/** The mesh at a glance, from this node. */
export function Overview() {
  useFreshMesh();
  return (
    <main class="page board" id="main">
      <Shown of={mesh}>{(view) => <Whole view={view} />}</Shown>
    </main>
  );
}
