/** Logs that regions keep by themselves, ordered by time and shown together: pages of one, and of all. */
import type { EpochMs } from '../core/ids.ts';
import type { Doc } from '../ports.ts';
import { limits } from './limits.ts';
import type { Reader } from './reader.ts';

/** Digits of a time in an id, so that ids sort by time. */
const timeDigits = 15;
/** Entries read at once; a filter that keeps few of them goes on to the next. */
const readAtOnce = 100;

/** An id that sorts by time among those of all regions. */
export const timedId = (at: EpochMs, rest: string): string => `${timeOf(at)}-${rest}`;

const timeOf = (at: EpochMs) => String(Math.floor(at)).padStart(timeDigits, '0');

type Entry = { readonly id: string };

/** `next`: an id down to which the log was looked through; what lies below it is not among the items. */
type LogPage<T extends Entry> = {
  readonly items: T[];
  readonly next?: string | undefined;
  readonly notAsked?: string[] | undefined;
};

type LogQuery = {
  readonly after?: string | undefined;
  readonly from?: number | undefined;
  readonly until?: number | undefined;
  readonly limit: number;
};

/**
 * A page of this region's log, the newest first: what `kept` makes of each entry, if anything. A filter that fits hardly
 * anything looks through so many entries and no more; the next page goes on from there. @throws Problem store-unavailable
 */
export async function pageOfLog<T extends Entry>(
  store: Reader,
  collection: string,
  { after, from, until, limit }: LogQuery,
  kept: (doc: Doc) => T | undefined,
): Promise<LogPage<T>> {
  const range = {
    ...(from !== undefined && { from: timeOf(from) }),
    ...((after !== undefined || until !== undefined) && { to: lowest(after, endOf(until)) }),
  };
  const items: T[] = [];
  let cursor: string | undefined;
  let last: string | undefined;
  let looked = 0;
  do {
    const page = await store.query(collection, 'id', range, {
      limit: readAtOnce,
      reverse: true,
      ...(cursor !== undefined && { after: cursor }),
    });
    for (const [at, { id, doc }] of page.items.entries()) {
      last = id;
      const entry = id === after ? undefined : kept(doc);
      if (entry) items.push(entry);
      const isLast = at === page.items.length - 1 && page.next === undefined;
      if (items.length === limit) return { items, ...(!isLast && { next: id }) };
    }
    looked += page.items.length;
    cursor = page.next;
  } while (cursor !== undefined && looked < limits.searchedDocuments);
  return { items, ...(cursor !== undefined && last !== undefined && { next: last }) };
}

/** The newest of what all regions answered. What lies below where one of them stopped looking comes with the next page. */
export function mergedLog<T extends Entry>(
  pages: readonly LogPage<T>[],
  notAsked: string[],
  limit: number,
): LogPage<T> {
  const stops = pages.flatMap(({ next }) => next ?? []);
  const stop = stops.length > 0 ? stops.reduce((a, b) => (a > b ? a : b)) : undefined;
  const all = pages
    .flatMap(({ items }) => items)
    .filter(({ id }) => stop === undefined || id >= stop)
    .sort((a, b) => (a.id < b.id ? 1 : -1));
  const items = all.slice(0, limit);
  const next = all.length > limit ? items.at(-1)?.id : stop;
  return { items, ...(next !== undefined && { next }), ...(notAsked.length > 0 && { notAsked }) };
}

/** Above every id of that moment: a tilde sorts after the hyphen. */
const endOf = (time: number | undefined) => (time === undefined ? undefined : `${timeOf(time)}~`);

const lowest = (...ids: readonly (string | undefined)[]): string =>
  ids.flatMap((id) => id ?? []).reduce((a, b) => (a < b ? a : b));
