import type { TraceEvent } from '../trace.ts';
import { type Checker, eventsOf } from './checker.ts';

/** After a region has come back: the grace period of a lost page, and some time for it to connect again. */
const aftermathMs = 60_000;

/** In simulations nobody closes their page, so only a crash of a region can make somebody seem gone. */
export const presence: Checker = {
  name: 'presence',
  promise: 'An expert whose page is open, at whatever region, is not set away as gone while all regions run.',
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
        const isExcused = troubles.some(({ fromMs, untilMs }) => fromMs <= atMs && atMs <= untilMs);
        return awayBecause === 'gone' && !wasGone && !isExcused
          ? [`At ${atMs} ms expert ${id} was set away as gone.`]
          : [];
      }),
    );
  },
};

/** From each crash to some time after the region's next start. */
const troublesOf = (events: readonly TraceEvent[]): { fromMs: number; untilMs: number }[] =>
  eventsOf(events, 'crashed').map(({ region, atMs }) => {
    const start = eventsOf(events, 'started').find((event) => event.region === region && event.atMs > atMs);
    return { fromMs: atMs, untilMs: (start?.atMs ?? Number.POSITIVE_INFINITY) + aftermathMs };
  });
