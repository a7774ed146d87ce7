import { type ReadonlySignal, signal } from '@preact/signals';
import { resource } from './resource.ts';

type ListPage<T> = {
  readonly items: readonly T[];
  readonly next?: string | undefined;
  readonly notAsked?: readonly string[] | undefined;
};

/** More pages than this are not read again at each piece of news; by then a search is the better way. */
const pagesMax = 10;

/**
 * A list that is shown page after page. `refresh` reads as many pages as are shown, so that news never
 * makes a list shorter.
 */
export function pagedResource<T>(read: (after: string | undefined) => Promise<ListPage<T>>) {
  let pages = 1;
  const list = resource(async (): Promise<ListPage<T>> => {
    const items: T[] = [];
    const notAsked = new Set<string>();
    let after: string | undefined;
    for (let n = 0; n < pages; n++) {
      const page = await read(after);
      items.push(...page.items);
      for (const region of page.notAsked ?? []) notAsked.add(region);
      after = page.next;
      if (after === undefined) break;
    }
    return { items, next: pages < pagesMax ? after : undefined, notAsked: [...notAsked] };
  });
  const isGrowing = signal(false);
  return {
    ...list,
    isGrowing: isGrowing as ReadonlySignal<boolean>,
    async more(): Promise<void> {
      pages++;
      isGrowing.value = true;
      await list.refresh();
      isGrowing.value = false;
    },
  };
}

export type PagedResource<T> = ReturnType<typeof pagedResource<T>>;
