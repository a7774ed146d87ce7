import type { CategoryLoad, RegionView } from '../../../node/schemas/mesh-views.ts';
import { t } from '../../lib/i18n.ts';
import { categoryName } from '../../lib/names.ts';
import { duration } from '../../lib/time.ts';
import { Empty } from '../States.tsx';

const none: CategoryLoad = { online: 0, freeSeats: 0, busySeats: 0, queued: 0, oldestAgeMs: 0 };

/** Experts and waiting issues of every region in every category: online, free and busy seats, waiting, longest. */
export function CategoryTable({
  regions,
  categories,
}: {
  regions: readonly RegionView[];
  categories: readonly string[];
}) {
  const heads = [
    t('mesh.online'),
    t('mesh.freeSeats'),
    t('mesh.busySeats'),
    t('mesh.waiting'),
    t('mesh.longest'),
  ];
  const known = [...new Set([...categories, ...regions.flatMap((region) => Object.keys(region.categories))])];
  const rows = known.flatMap((category) =>
    regions.map((region) => ({ category, region: region.name, load: region.categories[category] ?? none })),
  );
  const busy = rows.filter(({ load }) => load.online + load.queued + load.busySeats > 0);
  return (
    <section class="card">
      <div class="card-head">
        <h2 class="grow">{t('admin.perCategory')}</h2>
      </div>
      {busy.length === 0 && <Empty title={t('admin.quiet')} text={t('admin.quietText')} />}
      <div class="table-scroll" hidden={busy.length === 0}>
        <table class="table folds tiles">
          <thead>
            <tr>
              <th scope="col">{t('mesh.category')}</th>
              <th scope="col">{t('mesh.region')}</th>
              {heads.map((head) => (
                <th key={head} scope="col" class="num">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {busy.map(({ category, region, load }, i) => (
              <tr
                key={`${category}.${region}`}
                class={busy[i - 1]?.category === category ? 'again' : undefined}
              >
                <th scope="row">{categoryName(category)}</th>
                <td>{region}</td>
                <td class="num" data-label={t('mesh.online')}>
                  {load.online}
                </td>
                <td class="num" data-label={t('mesh.freeSeats')}>
                  {load.freeSeats}
                </td>
                <td class="num" data-label={t('mesh.busySeats')}>
                  {load.busySeats}
                </td>
                <td class="num" data-label={t('mesh.waiting')}>
                  {load.queued}
                </td>
                <td class="num" data-label={t('mesh.longest')}>
                  {load.queued > 0 ? duration(load.oldestAgeMs) : '–'}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
