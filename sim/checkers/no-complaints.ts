import { type Checker, eventsOf } from './checker.ts';
import { troublesOf } from './troubles.ts';

/** What failed on a broken disk may be told of so much later: the longest deadline of a request between regions. */
const lateMs = 5_000;

/**
 * No call hangs, no error reaches a person that is not one they can act on, and no node logs an error; but that its
 * disk cannot be written may be logged while it cannot, and when a node wakes whose commit was under way all the time.
 */
export const noComplaints: Checker = {
  name: 'no-complaints',
  promise:
    'Nothing unexpected: no hanging call, no error without a meaning for people, no log line of level error.',
  check: ({ events }) => {
    const broken = troublesOf(events).filter(({ what }) => what === 'disk' || what === 'pause');
    const isExcused = (atMs: number) =>
      broken.some(({ fromMs, untilMs }) => fromMs <= atMs && atMs <= untilMs + lateMs);
    return eventsOf(events, 'complained')
      .filter(({ atMs, because }) => because !== 'store-unavailable' || !isExcused(atMs))
      .map(({ atMs, by, what }) => `At ${atMs} ms, ${by}: ${what}`);
  },
};
