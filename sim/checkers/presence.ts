import { type Checker, eventsOf } from './checker.ts';
import { troublesOf } from './troubles.ts';

/** After a trouble is over: the grace period of a lost page, and some time for it to connect again. */
const aftermathMs = 60_000;

/** In simulations nobody closes their page, so only a trouble of regions or links can make somebody seem gone. */
export const presence: Checker = {
  name: 'presence',
  promise: 'An expert whose page is open, at whatever region, is not set away as gone while all is well.',
  check: ({ events }) => {
    const troubles = troublesOf(events);
    const gone = new Set<string>();
    return eventsOf(events, 'committed').flatMap(({ atMs, changes }) =>
      changes.flatMap((change) => {
        if (change.in !== 'profiles') return [];
        const { id, awayBecause } = change.doc;
        const wasGone = gone.has(id);
        if (awayBecause === 'gone') gone.add(id);
        else gone.delete(id);
        const isExcused = troubles.some(
          ({ fromMs, untilMs }) => fromMs <= atMs && atMs <= untilMs + aftermathMs,
        );
        return awayBecause === 'gone' && !wasGone && !isExcused
          ? [`At ${atMs} ms expert ${id} was set away as gone.`]
          : [];
      }),
    );
  },
};
