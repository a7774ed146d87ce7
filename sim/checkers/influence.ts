import type { Checker } from './checker.ts';
import { diskLoss } from './troubles.ts';

/** What time takes away of former ratings while a run lasts, whose clocks may jump by a day or two. */
const fadedMax = 0.05;

/** Looks at what each rating counted beside the former ones of the same person by the same person. */
export const influence: Checker = {
  name: 'influence',
  promise:
    'Of the ratings that one person gives another each counts half as much as the one before it, or less.',
  check: ({ events }) => {
    // Who rated before is kept with the account: what a lost disk or a backup knows of it may be less.
    const isForgotten = events.some(
      (event) => event.kind === 'put-back' || (event.kind === 'fault' && event.what === diskLoss),
    );
    if (isForgotten) return [];
    const counted = new Set<string>();
    const before = new Map<string, number>();
    const violations: string[] = [];
    for (const event of events) {
      if (event.kind !== 'committed') continue;
      for (const change of event.changes) {
        if (change.in !== 'ratings' || !change.doc.by) continue;
        const { issueId, of, by, as, weight = 1 } = change.doc;
        // A region that leaves hands over what it has counted.
        if (counted.has(`${issueId} ${as}`)) continue;
        counted.add(`${issueId} ${as}`);
        const pair = `${by.id} of ${of} as ${as}`;
        const n = before.get(pair) ?? 0;
        before.set(pair, n + 1);
        if (weight > 0.5 ** (n * (1 - fadedMax)))
          violations.push(`At ${event.atMs} ms rating ${n + 1} by ${pair} counted ${weight}.`);
      }
    }
    return violations;
  },
};
