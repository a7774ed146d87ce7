import type { RegionView } from '../../node/schemas/mesh-views.ts';
import { number, t } from '../lib/i18n.ts';
import { layoutOf, type Place, shortName } from '../lib/map.ts';
import { duration } from '../lib/time.ts';

/** A link slower than this is drawn as slow: people notice a tenth of a second. */
const slowMs = 100;
/** From this share of busy experts on, a region counts as nearly full. */
const fullShare = 0.8;
/** Rings below this radius have room for a number only. */
const roomyRadius = 37;
/** News come every five seconds: older than this, what is shown may no longer be so. */
const oldNewsMs = 15_000;

/** The ends of a line between two rings, so that it does not run through them. */
function between(a: Place, b: Place, radius: number) {
  const length = Math.max(1, Math.hypot(b.x - a.x, b.y - a.y));
  const [dx, dy] = [((b.x - a.x) / length) * radius, ((b.y - a.y) / length) * radius];
  return `M${a.x + dx} ${a.y + dy}L${b.x - dx} ${b.y - dy}`;
}

type LinkProps = { from: Place; to: Place; region: RegionView; radius: number };

const isSlow = ({ state, roundTripMs = 0 }: RegionView) => state === 'suspected' || roundTripMs > slowMs;

function Link({ from, to, region, radius }: LinkProps) {
  const look = region.state === 'down' ? 'down' : isSlow(region) ? 'slow' : '';
  return <path class={`link-line ${look}`} d={between(from, to, radius + 6)} />;
}

/** How long an answer takes over it; where there is little room, only if that is long. */
function LinkTime({ from, to, region, radius }: LinkProps) {
  const isShown = radius >= roomyRadius || isSlow(region);
  if (region.roundTripMs === undefined || region.state === 'down' || !isShown) return null;
  return (
    <text class="quiet" x={(from.x + to.x) / 2} y={(from.y + to.y) / 2 - 4}>
      {t('mesh.roundTrip', { time: Math.round(region.roundTripMs) })}
    </text>
  );
}

/** The line under a region's name: what matters most about it now. */
function about({ state, stateForMs, isDraining, newsAgeMs = 0, expertsFree }: RegionView): string {
  if (state === 'down') return duration(stateForMs);
  if (state === 'suspected') return t('board.lateFor', { time: duration(stateForMs) });
  if (isDraining) return t('mesh.state.leaving');
  if (newsAgeMs > oldNewsMs) return t('board.newsOld', { time: duration(newsAgeMs) });
  return t('mesh.freeBelow', { n: expertsFree });
}

function Region({ region, at, radius }: { region: RegionView; at: Place; radius: number }) {
  const isDown = region.state === 'down';
  const busy = region.expertsOnline === 0 ? 0 : 1 - region.expertsFree / region.expertsOnline;
  const ring = { cx: at.x, cy: at.y, r: radius };
  const hasRoom = radius >= roomyRadius;
  const look = isDown ? 'down' : region.state === 'suspected' ? 'late' : '';
  return (
    <g>
      <title>{region.name}</title>
      <circle class="plate" cx={at.x} cy={at.y} r={radius + 6} />
      <circle class={`track ${look}`} {...ring} />
      {region.isDraining && !isDown && <circle class="leaving" cx={at.x} cy={at.y} r={radius + 5} />}
      {look === '' && busy > 0 && (
        <circle
          class={busy >= fullShare ? 'load busy' : 'load'}
          {...ring}
          pathLength="100"
          stroke-dasharray={`${Math.round(busy * 100)} 100`}
          transform={`rotate(-90 ${at.x} ${at.y})`}
        />
      )}
      {isDown ? (
        <text class="name alarm" x={at.x} y={at.y + 5}>
          {t('mesh.downInside')}
        </text>
      ) : (
        <text class="big" x={at.x} y={at.y + (hasRoom ? 2 : 7)}>
          {number(region.waiting)}
        </text>
      )}
      {hasRoom && !isDown && (
        <text class="quiet" x={at.x} y={at.y + 17}>
          {t('mesh.waitingInside')}
        </text>
      )}
      <text class="name" x={at.x} y={at.y + radius + 20}>
        {shortName(region.name)}
      </text>
      <text class={look === 'late' ? 'doubt' : 'quiet'} x={at.x} y={at.y + radius + 36}>
        {about(region)}
      </text>
    </g>
  );
}

/** The regions as grapes: busy experts around, issues waiting inside; lines are this node's own links. */
export function MeshMap({ regions }: { regions: readonly RegionView[] }) {
  const { width, height, radius, places } = layoutOf(regions.length);
  const ordered = regions.toSorted((a, b) => Number(b.isSelf) - Number(a.isSelf));
  const placed = ordered.flatMap((region, i) => {
    const at = places[i];
    return at === undefined ? [] : [{ region, at }];
  });
  const self = placed.find(({ region }) => region.isSelf);
  const others = placed.filter((one) => one !== self);
  const label = regions.map((region) =>
    region.state === 'down'
      ? t('mesh.mapDown', { name: region.name })
      : t('mesh.mapRegion', { name: region.name, waiting: region.waiting, free: region.expertsFree }),
  );
  return (
    <svg
      class={radius >= roomyRadius ? 'mesh' : 'mesh many'}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={t('mesh.mapLabel', { parts: label.join('. ') })}
    >
      {self !== undefined &&
        others.map(({ region, at }) => (
          <Link key={region.name} from={self.at} to={at} region={region} radius={radius} />
        ))}
      {placed.map(({ region, at }) => (
        <Region key={region.name} region={region} at={at} radius={radius} />
      ))}
      {self !== undefined &&
        others.map(({ region, at }) => (
          <LinkTime key={region.name} from={self.at} to={at} region={region} radius={radius} />
        ))}
    </svg>
  );
}
