import type { RegionView } from '../../node/schemas/mesh-views.ts';
import { t } from '../lib/i18n.ts';
import { layoutOf, type Place } from '../lib/map.ts';
import { duration } from '../lib/time.ts';

/** A link slower than this is drawn as slow: people notice a tenth of a second. */
const slowMs = 100;
/** From this share of busy experts on, a region counts as nearly full. */
const fullShare = 0.8;
/** Rings below this radius have room for a number only. */
const roomyRadius = 37;

/** The ends of a line between two rings, so that it does not run through them. */
function between(a: Place, b: Place, radius: number) {
  const length = Math.max(1, Math.hypot(b.x - a.x, b.y - a.y));
  const [dx, dy] = [((b.x - a.x) / length) * radius, ((b.y - a.y) / length) * radius];
  return `M${a.x + dx} ${a.y + dy}L${b.x - dx} ${b.y - dy}`;
}

function Link({ from, to, region, radius }: { from: Place; to: Place; region: RegionView; radius: number }) {
  const isSlow = region.state === 'suspected' || (region.roundTripMs ?? 0) > slowMs;
  const look = region.state === 'down' ? 'down' : isSlow ? 'slow' : '';
  return (
    <>
      <path class={`link-line ${look}`} d={between(from, to, radius + 6)} />
      {region.roundTripMs !== undefined && region.state !== 'down' && (
        <text class="quiet" x={(from.x + to.x) / 2} y={(from.y + to.y) / 2 - 4}>
          {t('mesh.roundTrip', { time: Math.round(region.roundTripMs) })}
        </text>
      )}
    </>
  );
}

function Region({ region, at, radius }: { region: RegionView; at: Place; radius: number }) {
  const isDown = region.state === 'down';
  const busy = region.expertsOnline === 0 ? 0 : 1 - region.expertsFree / region.expertsOnline;
  const ring = { cx: at.x, cy: at.y, r: radius };
  const hasRoom = radius >= roomyRadius;
  return (
    <g>
      <circle class="plate" cx={at.x} cy={at.y} r={radius + 6} />
      <circle class={isDown ? 'track down' : 'track'} {...ring} />
      {!isDown && busy > 0 && (
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
          {region.waiting}
        </text>
      )}
      {hasRoom && !isDown && (
        <text class="quiet" x={at.x} y={at.y + 17}>
          {t('mesh.waitingInside')}
        </text>
      )}
      <text class="name" x={at.x} y={at.y + radius + 20}>
        {region.name}
      </text>
      <text class="quiet" x={at.x} y={at.y + radius + 36}>
        {isDown ? duration(region.stateForMs) : t('mesh.freeBelow', { n: region.expertsFree })}
      </text>
    </g>
  );
}

/** The regions as grapes: busy experts around, issues waiting inside; lines are this node's own links. */
export function MeshMap({ regions }: { regions: readonly RegionView[] }) {
  const { width, height, radius, places } = layoutOf(regions.length);
  const placed = regions.flatMap((region, i) => {
    const at = places[i];
    return at === undefined ? [] : [{ region, at }];
  });
  const self = placed.find(({ region }) => region.isSelf);
  const label = regions.map((region) =>
    region.state === 'down'
      ? t('mesh.mapDown', { name: region.name })
      : t('mesh.mapRegion', { name: region.name, waiting: region.waiting, free: region.expertsFree }),
  );
  return (
    <svg
      class="mesh"
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={t('mesh.mapLabel', { parts: label.join('. ') })}
    >
      {self !== undefined &&
        placed
          .filter((other) => other !== self)
          .map(({ region, at }) => (
            <Link key={region.name} from={self.at} to={at} region={region} radius={radius} />
          ))}
      {placed.map(({ region, at }) => (
        <Region key={region.name} region={region} at={at} radius={radius} />
      ))}
    </svg>
  );
}
