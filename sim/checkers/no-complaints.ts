import { type Checker, eventsOf } from './checker.ts';

/** No call hangs, no error reaches a person that is not one they can act on, and no node logs an error. */
export const noComplaints: Checker = {
  name: 'no-complaints',
  promise:
    'Nothing unexpected: no hanging call, no error without a meaning for people, no log line of level error.',
  check: ({ events }) =>
    eventsOf(events, 'complained').map(({ atMs, by, what }) => `At ${atMs} ms, ${by}: ${what}`),
};
