import { eventsOf, groupedBy } from '../../checkers/checker.ts';
import type { LiveChecker } from './checker.ts';

/** Somebody was told that they have an issue, and had not answered it yet. */
type Turn = { readonly person: string; readonly fromMs: number; readonly untilMs: number };

/**
 * In live runs nobody escalates, transfers or reassigns, so whoever was told that they have an issue keeps it until they
 * answer it. The truth began earlier and ended later than what was seen, so turns that overlap here did overlap.
 */
export const oneAtATime: LiveChecker = {
  name: 'one-at-a-time',
  invariant: 2,
  promise: 'While one expert has an issue, no other is told that they have it.',
  check: ({ told, events }) => {
    const resolving = eventsOf(events, 'asked').filter(({ command }) => command === 'resolve');
    const accepted = told.filter(({ command }) => command === 'accept');
    return [...groupedBy(accepted, ({ answer }) => answer)].flatMap(([issue, acceptances]) => {
      const turns = acceptances.map(({ person, atMs }): Turn => {
        const answered = resolving.find(
          (event) => event.person === person && event.key.startsWith(issue) && event.atMs >= atMs,
        );
        return { person, fromMs: atMs, untilMs: answered?.atMs ?? Number.POSITIVE_INFINITY };
      });
      return turns.flatMap((turn, at) =>
        turns
          .slice(at + 1)
          .filter((other) => other.person !== turn.person && overlap(turn, other))
          .map((other) => `Issue ${issue} was with ${turn.person} and with ${other.person} at once.`),
      );
    });
  },
};

const overlap = (one: Turn, other: Turn): boolean => one.fromMs < other.untilMs && other.fromMs < one.untilMs;
