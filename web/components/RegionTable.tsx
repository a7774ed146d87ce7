import type { RegionView } from '../../node/schemas/mesh-views.ts';
import { longestWaitMs } from '../lib/glance.ts';
import { number, t } from '../lib/i18n.ts';
import { isGone } from '../lib/mesh.ts';
import { duration } from '../lib/time.ts';
import { Badge } from './Pieces.tsx';

const tones = { up: 'good', suspected: 'warn', down: 'bad', leaving: 'warn', gone: undefined } as const;
const icons = {
  up: 'check',
  suspected: 'clock',
  down: 'x',
  leaving: 'log-out',
  gone: 'arrow-left-right',
} as const;

export const RegionState = ({ region }: { region: RegionView }) => {
  const { state, isDraining } = region;
  const shown = isGone(region) ? 'gone' : state === 'up' && isDraining ? 'leaving' : state;
  return (
    <Badge tone={tones[shown]} icon={icons[shown]}>
      {t(`mesh.state.${shown}`)}
    </Badge>
  );
};

const Unknown = () => (
  <>
    <span aria-hidden="true">?</span>
    <span class="visually-hidden">{t('mesh.unknown')}</span>
  </>
);

/** All regions in figures; what a region that is down knew last is not shown as if it were true now. */
export function RegionTable({ regions }: { regions: readonly RegionView[] }) {
  const figures = (region: RegionView) => {
    const isDown = region.state === 'down';
    const longest = longestWaitMs(region);
    return [
      [t('mesh.online'), isDown ? <Unknown /> : number(region.expertsOnline)],
      [t('mesh.free'), isDown ? <Unknown /> : number(region.expertsFree)],
      [t('mesh.waiting'), isDown ? <Unknown /> : number(region.waiting)],
      [t('mesh.longest'), isDown ? <Unknown /> : longest === undefined ? '–' : duration(longest)],
      [t('mesh.active'), isDown ? <Unknown /> : number(region.active)],
      [t('mesh.handOffs'), isDown ? <Unknown /> : number(region.handOffs)],
      [
        t('mesh.news'),
        region.isSelf ? (
          t('mesh.here')
        ) : region.newsAgeMs === undefined ? (
          <Unknown />
        ) : (
          duration(region.newsAgeMs)
        ),
      ],
    ] as const;
  };
  return (
    <div class="table-scroll">
      <table class="table folds tiles">
        <thead>
          <tr>
            <th scope="col">{t('mesh.region')}</th>
            <th scope="col">{t('mesh.stateHead')}</th>
            {[
              t('mesh.online'),
              t('mesh.free'),
              t('mesh.waiting'),
              t('mesh.longest'),
              t('mesh.active'),
              t('mesh.handOffs'),
              t('mesh.news'),
            ].map((name) => (
              <th key={name} scope="col" class="num">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {regions.map((region) => (
            <tr key={region.name} class={region.state === 'down' && !isGone(region) ? 'down' : undefined}>
              <th scope="row">{region.name}</th>
              <td>
                <RegionState region={region} />
              </td>
              {figures(region).map(([name, value]) => (
                <td key={name} class="num" data-label={name}>
                  {value}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
