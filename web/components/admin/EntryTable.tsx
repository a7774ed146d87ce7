import type { ComponentChildren } from 'preact';
import type { PagedResource } from '../../lib/pages.ts';
import { More } from '../More.tsx';
import { NotAsked, Shown } from '../States.tsx';

type Props<T extends { readonly id: string }> = {
  of: PagedResource<T>;
  /** Heads of the columns; the last is the time, on the side of numbers. */
  columns: readonly string[];
  row: (item: T) => ComponentChildren;
  empty: ComponentChildren;
};

/** What happened, the newest first, a row each: regions that could not be asked, nothing at all, and older pages are said. */
export function EntryTable<T extends { readonly id: string }>({ of, columns, row, empty }: Props<T>) {
  return (
    <section class="card">
      <Shown of={of}>
        {({ items, next, notAsked }) => (
          <>
            <NotAsked regions={notAsked} />
            {items.length === 0 ? (
              empty
            ) : (
              <div class="table-scroll">
                <table class="table folds">
                  <thead>
                    <tr>
                      {columns.map((column, index) => (
                        <th key={column} scope="col" class={index === columns.length - 1 ? 'num' : undefined}>
                          {column}
                        </th>
                      ))}
                    </tr>
                  </thead>
                  <tbody>{items.map(row)}</tbody>
                </table>
              </div>
            )}
            {next !== undefined && <More list={of} />}
          </>
        )}
      </Shown>
    </section>
  );
}
