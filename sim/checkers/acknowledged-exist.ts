import { type Checker, eventsOf, groupedBy } from './checker.ts';

/** Nothing that a user was told is stored may be missing, or be in two places as two issues. */
export const acknowledgedExist: Checker = {
  name: 'acknowledged-exist',
  invariant: 1,
  promise: 'An acknowledged issue exists, once, at its origin.',
  check: ({ events, final }) => {
    const acknowledged = new Set(
      eventsOf(events, 'answered')
        .filter(({ command }) => command === 'submit')
        .map(({ answer }) => answer),
    );
    const kept = final.flatMap(({ region, issues }) => issues.map((issue) => ({ region, issue })));
    const byId = groupedBy(kept, ({ issue }) => String(issue.id));
    const lost = [...acknowledged]
      .filter((id) => !byId.has(id))
      .map((id) => `Issue ${id} was acknowledged and is in no store.`);
    const doubled = [...byId]
      .filter(([, records]) => records.length > 1)
      .map(
        ([id, records]) => `Issue ${id} has a record in ${records.map(({ region }) => region).join(', ')}.`,
      );
    const strayed = kept
      .filter(({ region, issue }) => issue.origin !== region)
      .map(({ region, issue }) => `Issue ${issue.id} of ${issue.origin} is kept as an issue of ${region}.`);
    return [...lost, ...doubled, ...strayed];
  },
};
