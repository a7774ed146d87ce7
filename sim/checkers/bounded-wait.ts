import type { Checker } from './checker.ts';
import { troublesOf } from './troubles.ts';
import { longWaits } from './waiting.ts';

/**
 * A free seat is news after 0.2 s at the latest (5 s if that summary is lost), a proposal that goes wrong costs 5 s, and
 * a peer whose seat was taken meanwhile is asked again after its next summary: four such rounds, and some slack.
 */
const boundMs = 30_000;
/** After a trouble: dialling backs off up to 30 s, then registers and summaries have to come in. */
const aftermathMs = 60_000;

/**
 * Counted are experts whom the issue may be offered to in this attempt: not who passed, and nobody of a region that gave
 * it back. Those are asked again in the next attempt, whose backoff (30 s, doubling up to 10 min) is no part of the bound.
 */
export const boundedWait: Checker = {
  name: 'bounded-wait',
  invariant: 10,
  promise: `While an expert is free and qualified anywhere and nothing is broken, no issue they may be asked for waits longer than ${boundMs / 1_000} s.`,
  check: ({ events }) =>
    longWaits(events, troublesOf(events), {
      boundMs,
      aftermathMs,
      counts: ({ passed, visited }, { profile, home }) =>
        !passed.includes(profile.id) && !visited.includes(home),
      excuses: () => true,
    }).map(
      ({ issue, fromMs, atMs }) =>
        `Issue ${issue.id} of ${issue.origin} is ${issue.phase.at} at ${atMs} ms, and somebody has been free for it since ${fromMs} ms.`,
    ),
};
