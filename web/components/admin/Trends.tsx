import { useMemo } from 'preact/hooks';
import type { MeshPoint, Series } from '../../../node/schemas/admin-views.ts';
import { Icon } from '../../icons.tsx';
import { api } from '../../lib/api.ts';
import { t } from '../../lib/i18n.ts';
import { mesh } from '../../lib/mesh.ts';
import { usePolled } from '../../lib/polled.ts';
import { resource } from '../../lib/resource.ts';
import { go, route } from '../../lib/route.ts';
import { clockTime, duration, fullTime, listOf, score } from '../../lib/time.ts';
import { momentsOf, valuesAt } from '../../lib/trends.ts';
import { Segments, SelectField } from '../Field.tsx';
import { Empty, Shown } from '../States.tsx';
import { TimePlot } from '../TimePlot.tsx';

const spans = ['hour', 'day', 'week'] as const;
/** Intervals of each span: an hour of minutes, a day of ten minutes, a week of hours. */
const counts = { hour: 61, day: 145, week: 169 } as const satisfies Record<(typeof spans)[number], number>;
/** A region is measured each minute. */
const pollMs = 60_000;
const minuteMs = 60_000;

type Asked = { readonly span: (typeof spans)[number]; readonly region: string };

const asked = (): Asked => ({
  span: spans.find((span) => span === route.value.get('span')) ?? 'hour',
  region: route.value.get('region') ?? '',
});

function Choices({ span, region, regions }: Asked & { regions: readonly string[] }) {
  const query = Object.fromEntries(route.value);
  return (
    <div class="filters">
      <Segments
        label={t('board.trends.span')}
        name="span"
        value={span}
        onValue={(value) => go({ ...query, span: value })}
        options={spans.map((value) => ({ value, label: t(`board.trends.spans.${value}`) }))}
      />
      <SelectField
        label={t('admin.filterRegion')}
        name="region"
        value={region}
        onValue={(value) => go({ ...query, region: value === '' ? undefined : value })}
        options={[
          { value: '', label: t('admin.anyRegion') },
          ...regions.map((name) => ({ value: name, label: name })),
        ]}
      />
    </div>
  );
}

function Plots({
  series: { span, stepMs, until, mesh: all, regions },
  region,
}: {
  series: Series;
  region: string;
}) {
  const chosen = regions.find((one) => one.region === region);
  // Each region keeps its own measurements: of one that does not answer nothing is known here.
  if (region !== '' && chosen === undefined)
    return <Empty title={t('board.trends.away', { region })} text={t('board.trends.awayText', { region })} />;
  const points = chosen?.points ?? all;
  if (points.length === 0)
    return <Empty title={t('board.trends.empty')} text={t('board.trends.emptyText')} />;
  const moments = momentsOf({ stepMs, count: counts[span] }, until);
  const times = moments.map((at) => (span === 'week' ? fullTime(at) : clockTime(at)));
  const line = (name: string, of: (point: MeshPoint) => number | undefined) => ({
    name,
    values: valuesAt(moments, points, of),
  });
  const inMinutes = (ms: number | undefined) => (ms === undefined ? undefined : ms / minuteMs);
  const rounded = (value: number) => Math.round(value * 10) / 10;
  const words = { asTable: t('board.trends.asTable'), time: t('admin.time') };
  return (
    <div class="plots">
      <TimePlot
        title={t('admin.waiting')}
        times={times}
        words={words}
        lines={[
          line(t('mesh.waiting'), ({ waiting }) => rounded(waiting)),
          line(t('mesh.active'), ({ active }) => rounded(active)),
        ]}
      />
      <TimePlot
        title={t('board.trends.waits')}
        times={times}
        words={{ ...words, none: t('board.trends.noWaits') }}
        said={(minutes) => duration(minutes * minuteMs)}
        lines={[
          line(t('board.trends.median'), ({ waitMedianMs }) => inMinutes(waitMedianMs)),
          line(t('board.trends.p90'), ({ waitP90Ms }) => inMinutes(waitP90Ms)),
        ]}
      />
      <TimePlot
        title={t('board.trends.experts')}
        times={times}
        words={words}
        lines={[
          line(t('mesh.online'), ({ online }) => rounded(online)),
          line(t('mesh.free'), ({ free }) => rounded(free)),
        ]}
      />
      <TimePlot
        title={t('board.trends.trust')}
        times={times}
        words={{ ...words, none: t('board.trends.noTrust') }}
        said={(value) => score(value)}
        top={1}
        lines={[line(t('admin.trust'), ({ trust }) => trust)]}
      />
    </div>
  );
}

/** Of the mesh as a whole it is said which regions are not in it. */
function Without({ regions = [] }: { regions: readonly string[] | undefined }) {
  if (regions.length === 0) return null;
  return (
    <p class="hint" role="status">
      <Icon name="cloud-off" />
      {t('board.trends.without', { regions: listOf(regions), count: regions.length })}
    </p>
  );
}

/** Every region there is to choose, the chosen one too if it is not there. */
function namesOf(chosen: string, series: Series | undefined): string[] {
  const known = mesh.data.value?.regions.map(({ name }) => name) ?? [];
  const told = series?.regions.map((one) => one.region) ?? [];
  return [...new Set([...known, ...told, ...(chosen === '' ? [] : [chosen])])].sort();
}

/** How the mesh, or one region, fared over the last hour, day or week. */
export function Trends() {
  const { span, region } = asked();
  const series = useMemo(() => resource(() => api.series(span)), [span]);
  usePolled(series, pollMs);
  return (
    <section class="stack" aria-labelledby="trends">
      <h2 id="trends">{t('board.trends.title')}</h2>
      <Choices span={span} region={region} regions={namesOf(region, series.data.value)} />
      <Shown of={series}>
        {(data) => (
          <>
            {region === '' && <Without regions={data.notAsked} />}
            <Plots series={data} region={region} />
          </>
        )}
      </Shown>
    </section>
  );
}
