import type { CategoryLoad, RegionView } from '../../../node/schemas/mesh-views.ts';
import { duration } from '../../lib/time.ts';
import { common } from '../../words/common.ts';
import { adminWords, meshWords } from '../../words/mesh.ts';
import { Empty } from '../States.tsx';

const none: CategoryLoad = { online: 0, freeSeats: 0, busySeats: 0, queued: 0, oldestAgeMs: 0 };

/** Experts and waiting issues of every region in every category: online, free and busy places, waiting, longest. */
export function CategoryTable({
  regions,
  categories,
}: {
  regions: readonly RegionView[];
  categories: readonly string[];
}) {
  const w = meshWords;
  const heads = [w.online, w.freeSeats, w.busySeats, w.waiting, w.longest];
  const known = [...new Set([...categories, ...regions.flatMap((region) => Object.keys(region.categories))])];
  const rows = known.flatMap((category) =>
    regions.map((region) => ({ category, region: region.name, load: region.categories[category] ?? none })),
  );
  const busy = rows.filter(({ load }) => load.online + load.queued + load.busySeats > 0);
  return (
    <section class="card">
      <div class="card-head">
        <h2 class="grow">{adminWords.perCategory}</h2>
      </div>
      {busy.length === 0 && <Empty title={adminWords.quiet} text={adminWords.quietText} />}
      <div class="table-scroll" hidden={busy.length === 0}>
        <table class="table folds tiles">
          <thead>
            <tr>
              <th scope="col">{w.category}</th>
              <th scope="col">{w.region}</th>
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
                <th scope="row">{common.category(category)}</th>
                <td>{region}</td>
                <td class="num" data-label={w.online}>
                  {load.online}
                </td>
                <td class="num" data-label={w.freeSeats}>
                  {load.freeSeats}
                </td>
                <td class="num" data-label={w.busySeats}>
                  {load.busySeats}
                </td>
                <td class="num" data-label={w.waiting}>
                  {load.queued}
                </td>
                <td class="num" data-label={w.longest}>
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
