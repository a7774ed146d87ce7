import { useEffect } from 'preact/hooks';
import type { MeshView, RegionView } from '../../node/schemas/mesh-views.ts';
import { MeshMap } from '../components/MeshMap.tsx';
import { navFor } from '../components/nav.ts';
import { RegionState, RegionTable } from '../components/RegionTable.tsx';
import { Shell, show } from '../components/Shell.tsx';
import { Shown } from '../components/States.tsx';
import { Icon } from '../icons.tsx';
import { startLive } from '../lib/connection.ts';
import { t } from '../lib/i18n.ts';
import { isGone, mesh, useFreshMesh } from '../lib/mesh.ts';
import { isProbablySignedIn, me, readMe } from '../lib/session.ts';
import { duration, listOf } from '../lib/time.ts';

const named = (regions: readonly RegionView[]) => listOf(regions.map(({ name }) => name));

function allUp(count: number): string {
  if (count === 1) return t('mesh.aloneUp');
  return count === 2 ? t('mesh.bothUp') : t('mesh.allUp', { count });
}

/** Ways on that are offered at once: where the fewest wait. All others are links in the list. */
const waysShown = 3;

const fewest = (regions: readonly RegionView[]) =>
  regions.toSorted((a, b) => a.waiting - b.waiting).slice(0, waysShown);

function Headline({ regions }: { regions: readonly RegionView[] }) {
  const up = regions.filter(({ state }) => state === 'up');
  const late = regions.filter(({ state }) => state === 'suspected');
  const down = regions.filter(({ state }) => state === 'down');
  const isWell = up.length === regions.length;
  const text =
    down.length > 0
      ? t('mesh.downText', { names: named(down), count: down.length })
      : late.length > 0
        ? t('mesh.suspectedText', { names: named(late), count: late.length })
        : regions.length === 1
          ? t('mesh.aloneText')
          : t('mesh.allUpText');
  return (
    <div class="headline">
      <span class={isWell ? 'mark well' : 'mark'}>
        <Icon name={isWell ? 'check' : 'cloud-off'} isLarge />
      </span>
      <div class="stack close" aria-live="polite">
        <h1>{isWell ? allUp(up.length) : t('mesh.someUp', { count: up.length, of: regions.length })}</h1>
        <p class="lead">{text}</p>
        {down.length > 0 && (
          <p class="row wrap">
            {fewest(up).map(({ name, url }) => (
              <a key={name} class="button" href={url}>
                {t('mesh.goOnAt', { name })}
              </a>
            ))}
          </p>
        )}
      </div>
    </div>
  );
}

function Whole({ view }: { view: MeshView }) {
  const present = view.regions.filter((region) => !isGone(region));
  return (
    <>
      <Headline regions={present} />
      <div class="split even">
        <section class="card fills">
          <div class="card-head">
            <h2 class="grow">{t('mesh.map')}</h2>
            <span class="muted small row">
              <span class={mesh.problem.value === undefined ? 'dot good' : 'dot warn'} />
              {t('mesh.live')}
            </span>
          </div>
          <div class="card-body grow">
            <MeshMap regions={present} />
          </div>
        </section>
        <section class="card">
          <div class="card-head">
            <h2 class="grow">{t('mesh.regions')}</h2>
          </div>
          {view.regions.map((region) => (
            <article key={region.name} class="region">
              <h3>{isGone(region) ? region.name : <a href={region.url}>{region.name}</a>}</h3>
              <RegionState region={region} />
              <p class="muted small">
                {isGone(region)
                  ? t('mesh.goesOnAt', { name: region.adoptedBy ?? '' })
                  : t(`mesh.stateFor.${region.state}`, { time: duration(region.stateForMs) })}
              </p>
              <p class="muted small num">{region.version}</p>
            </article>
          ))}
        </section>
      </div>
      <section class="card">
        <RegionTable regions={present} />
      </section>
    </>
  );
}

function Status() {
  useFreshMesh();
  useEffect(() => {
    if (!isProbablySignedIn()) return;
    readMe()
      .then((found) => found && startLive())
      .catch(() => undefined);
  }, []);
  const view = mesh.data.value;
  return (
    <Shell me={me.value} here={view?.here} nav={navFor(me.value, '/mesh')}>
      <main class="page narrow" id="main">
        {view !== undefined && mesh.problem.value !== undefined ? (
          <>
            <div class="banner warn" role="status">
              <Icon name="cloud-off" />
              <span class="grow">{t('mesh.stale')}</span>
            </div>
            <Whole view={view} />
          </>
        ) : (
          <Shown of={mesh}>{(data) => <Whole view={data} />}</Shown>
        )}
      </main>
    </Shell>
  );
}

show(<Status />, 'common.nav.status');
