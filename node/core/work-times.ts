/** How long experts take, read from what happened to an issue. */
import type { AccountId } from './ids.ts';
import type { TimelineEntry } from './model.ts';

/** Of one issue: from the offer to the acceptance, and from there to the answer; none where that did not happen. */
export type WorkTimes = { readonly acceptMs?: number; readonly resolveMs?: number };

/**
 * What this expert's last work on an issue took. Offer, acceptance and answer were written by one region's clock, which may
 * have been set back in between: nothing takes less than no time.
 */
export function workTimesOf(timeline: readonly TimelineEntry[], expert: AccountId): WorkTimes {
  const isTheirs = (kind: TimelineEntry['kind']) => (entry: TimelineEntry) =>
    entry.kind === kind && entry.expert?.id === expert;
  const accepted = timeline.findLastIndex(isTheirs('accepted'));
  const begin = timeline[accepted];
  if (!begin) return {};
  const offer = timeline.slice(0, accepted).findLast(isTheirs('offered'));
  const answer = timeline.slice(accepted).findLast(isTheirs('resolved'));
  return {
    ...(offer && { acceptMs: Math.max(0, begin.at - offer.at) }),
    ...(answer && { resolveMs: Math.max(0, answer.at - begin.at) }),
  };
}
