import { useEffect } from 'preact/hooks';
import type { ClusterList, ClusterView } from '../../../node/schemas/similar.ts';
import { Icon } from '../../icons.tsx';
import { api } from '../../lib/api.ts';
import { useLive } from '../../lib/connection.ts';
import { t } from '../../lib/i18n.ts';
import { mesh } from '../../lib/mesh.ts';
import { categoryName } from '../../lib/names.ts';
import { type Resource, resource } from '../../lib/resource.ts';
import { followInPage, pageWith } from '../../lib/route.ts';
import { listOf } from '../../lib/time.ts';
import { Phrase } from '../Phrase.tsx';
import { Time } from '../Pieces.tsx';
import { NotLoaded } from '../States.tsx';

const clusters: Resource<ClusterList> = resource(api.clusters);

function Cluster({ cluster }: { cluster: ClusterView }) {
  const { words, people, issues, region, category, since } = cluster;
  return (
    <div class="banner warn">
      <Icon name="users" isLarge />
      <div class="grow stack tight">
        <p>
          <b dir="auto">{t('admin.clusterTitle', { count: people, words: listOf(words) })}</b>{' '}
          <Phrase
            of="admin.clusterIn"
            values={{ category: categoryName(category), region }}
            parts={{ time: <Time at={since} /> }}
          />
        </p>
        <details>
          <summary>{t('admin.clusterIssues', { count: issues.length })}</summary>
          <ol class="stack tight small">
            {issues.map(({ id, title }) => (
              <li key={id}>
                <a
                  href={pageWith({ view: 'issues', issue: id })}
                  onClick={followInPage}
                  dir="auto"
                  class="break"
                >
                  {title}
                </a>
              </li>
            ))}
          </ol>
        </details>
      </div>
    </div>
  );
}

/** In view at once, the largest: on a bad day the map should not be far below. */
const shownMax = 3;

const cardOf = (cluster: ClusterView) => (
  <Cluster key={`${cluster.region} ${cluster.category} ${cluster.since}`} cluster={cluster} />
);

/** Issues of several people about the same thing within the hour: most likely one outage. */
export function Clusters() {
  useEffect(() => {
    clusters.refresh();
  }, []);
  useLive((event) => {
    if (event.kind === 'issue' || event.kind === 'admin' || event.kind === 'reset') clusters.refresh();
  });
  const { items = [] } = clusters.data.value ?? {};
  return (
    <div class="stack" role="status">
      {mesh.problem.value === undefined && <NotLoaded of={clusters} />}
      {items.slice(0, shownMax).map(cardOf)}
      {items.length > shownMax && (
        <details class="stack">
          <summary>{t('board.moreClusters', { count: items.length - shownMax })}</summary>
          {items.slice(shownMax).map(cardOf)}
        </details>
      )}
    </div>
  );
}
