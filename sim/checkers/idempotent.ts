import { type Checker, eventsOf, groupedBy } from './checker.ts';

/** Commands that make something answer with its id; a doubled or repeated one must not make a second. */
export const idempotent: Checker = {
  name: 'idempotent',
  invariant: 8,
  promise: 'The same idempotency key gets the same answer, and makes one thing.',
  check: ({ events, final }) => {
    const answers = groupedBy(
      eventsOf(events, 'answered'),
      ({ person, command, key }) => `${command} of ${person} with key ${key}`,
    );
    const torn = [...answers].flatMap(([key, replies]) => {
      const different = [...new Set(replies.map(({ answer }) => answer))];
      return different.length > 1 ? [`${key} was answered with ${different.join(' and ')}.`] : [];
    });
    const titles = groupedBy(
      final.flatMap(({ issues }) => issues),
      ({ userId, title }) => `"${title}" of ${userId}`,
    );
    const doubled = [...titles]
      .filter(([, issues]) => issues.length > 1)
      .map(([title, issues]) => `${title} became ${issues.length} issues.`);
    const emails = groupedBy(
      final.flatMap(({ region, accounts }) => accounts.filter(({ home }) => home === region)),
      ({ email }) => email,
    );
    const twins = [...emails]
      .filter(([, accounts]) => accounts.length > 1)
      .map(([email, accounts]) => `${email} became ${accounts.length} accounts.`);
    return [...torn, ...doubled, ...twins];
  },
};
