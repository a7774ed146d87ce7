import type { RegionId } from '../../node/core/ids.ts';
import type { FinalRegion } from '../final.ts';
import type { SeenIssue, SeenLine } from '../seen.ts';
import { type Checker, type Evidence, eventsOf, groupedBy } from './checker.ts';
import { lostDocs } from './lost.ts';
import { diskLoss } from './troubles.ts';

/** A line as it is named in the reply to whoever wrote it. */
const idOf = ({ issueId, region, n }: SeenLine): string => `${issueId}/${region}/${n}`;

/** The line of that number that its writer sent with that key: a number is given again where its line was lost. */
const lineOf = (line: SeenLine): string => `${idOf(line)} ${line.key}`;

/** Lines are followed from the acknowledgement to the stores of the origin and of the last owner. */
export const chat: Checker = {
  name: 'chat',
  invariant: 11,
  promise:
    'Lines of a chat are never lost, doubled or reordered per writer, and an answer stands after what it answers.',
  check: (evidence) => [
    ...lost(evidence),
    ...doubled(evidence.final),
    ...evidence.final.flatMap(disordered),
    ...evidence.final.filter(({ region }) => !renewed(evidence.events).has(region)).flatMap(beforeItsCause),
    ...unlikeSent(evidence),
  ],
};

/** At the origin, and at the owner that has or had the issue last. */
const lost = ({ events, final, left: leftNow }: Evidence): string[] => {
  const kept = new Map(final.map(({ region, messages }) => [region, new Set(messages.map(idOf))]));
  const issues = new Map(
    final.flatMap(({ issues }) => issues.map((issue) => [String(issue.id), issue] as const)),
  );
  const excused = onLostDisksOnly(events);
  // An owner that lost a line with its disk need not get it again: the chat is where the issue is.
  const lostAt = new Set(
    lostDocs(events, 'messages', lineOf).map(({ region, doc }) => `${region} ${lineOf(doc)}`),
  );
  // Whoever goes on for a region that has left has what its experts wrote and read.
  const left = new Set((leftNow ?? []).map(({ region }) => region));
  const heirs = new Map(
    final.flatMap(({ adoptions }) => adoptions.map(({ region, by }) => [region, by] as const)),
  );
  // Who goes on for a lost region counts the rating of what was answered there, and has no part in it.
  const working = new Set(
    final.flatMap(({ region, entries }) => entries.map(({ issueId }) => `${region} ${issueId}`)),
  );
  const adopters = new Set<RegionId>(heirs.values());
  const hasInherited = ({ id, phase }: SeenIssue, owner: RegionId): boolean =>
    (phase.at === 'resolved' || phase.at === 'closed') &&
    adopters.has(owner) &&
    !working.has(`${owner} ${id}`);
  const goesOn = (region: RegionId): RegionId => (left.has(region) ? (heirs.get(region) ?? region) : region);
  return eventsOf(events, 'answered')
    .filter(({ command, answer, key }) => command === 'message' && !excused.has(`${answer} ${key}`))
    .flatMap(({ answer, key, person }) => {
      const issue = issues.get(answer.split('/')[0] ?? '');
      if (issue === undefined) return [`Line ${answer} of ${person} belongs to no issue.`];
      const owner = goesOn(issue.phase.owner ?? issue.origin);
      const isElsewhere = lostAt.has(`${owner} ${answer} ${key}`) || hasInherited(issue, owner);
      return [...new Set([issue.origin, ...(isElsewhere ? [] : [owner])])]
        .filter((region) => kept.get(region)?.has(answer) === false)
        .map((region) => `Line ${answer} of ${person} was acknowledged and is not at ${region}.`);
    });
};

/** Lines that were on disks which were lost, and never on any other: nobody can bring them back. */
const onLostDisksOnly = (events: Evidence['events']): ReadonlySet<string> => {
  const lost = lostDocs(events, 'messages', lineOf).map(({ region, doc }) => ({ region, line: lineOf(doc) }));
  const gone = new Set(lost.map(({ region, line }) => `${region} ${line}`));
  const elsewhere = new Set(
    eventsOf(events, 'committed').flatMap(({ region, changes }) =>
      changes.flatMap((change) =>
        change.in === 'messages' && !gone.has(`${region} ${lineOf(change.doc)}`) ? [lineOf(change.doc)] : [],
      ),
    ),
  );
  return new Set(lost.map(({ line }) => line).filter((line) => !elsewhere.has(line)));
};

/** The same words of the same writer, kept as two lines. */
const doubled = (final: readonly FinalRegion[]): string[] =>
  final.flatMap(({ name, messages }) =>
    [...groupedBy(messages, ({ issueId, author, key }) => `${issueId} ${author.id} ${key}`)]
      .filter(([, lines]) => lines[0]?.key !== undefined && lines.length > 1)
      .map(([, lines]) => `At ${name} one line is kept as ${lines.map(idOf).join(' and ')}.`),
  );

/** In each store the lines of a writing region have arrived in order and without gaps. */
const disordered = ({ name, messages }: FinalRegion): string[] =>
  [...groupedBy(messages, ({ issueId, region }) => `${issueId}/${region}`)].flatMap(([key, lines]) => {
    const numbers = [...lines].sort((a, b) => a.arrival - b.arrival).map(({ n }) => n);
    return numbers.every((n, index) => n === index + 1)
      ? []
      : [`At ${name} the lines of ${key} arrived as ${numbers.join(', ')}.`];
  });

/** Regions that got their own lines again from others, after those that answered them: what they arrived by is no longer known. */
const renewed = (events: Evidence['events']): ReadonlySet<RegionId> =>
  new Set([
    ...eventsOf(events, 'fault').flatMap(({ what, regions }) => (what === diskLoss ? regions : [])),
    ...eventsOf(events, 'put-back').map(({ region }) => region),
  ]);

/** Lines are shown by their counters (Lamport): one that is written comes after all that its region had by then. */
const beforeItsCause = ({ region, name, messages }: FinalRegion): string[] =>
  [...groupedBy(messages, ({ issueId }) => issueId).values()].flatMap((lines) => {
    let greatest = 0;
    return [...lines]
      .sort((a, b) => a.arrival - b.arrival)
      .flatMap((line) => {
        const before = greatest;
        greatest = Math.max(greatest, line.counter);
        return line.region === region && line.counter <= before
          ? [`At ${name} line ${idOf(line)} is shown before what its writer had read.`]
          : [];
      });
  });

/** A writer's lines carry numbers in the order in which they first sent them; but for those whose numbers were lost with them. */
const unlikeSent = ({ events }: Evidence): string[] => {
  const order = new Map<string, number>();
  for (const { person, key, command } of eventsOf(events, 'asked')) {
    const line = `${person} ${key}`;
    if (command === 'message' && !order.has(line)) order.set(line, order.size);
  }
  // A line that was sent twice is answered twice.
  const excused = onLostDisksOnly(events);
  const answers = eventsOf(events, 'answered').filter(
    ({ command, answer, key }) => command === 'message' && !excused.has(`${answer} ${key}`),
  );
  const written = [...new Map(answers.map((event) => [`${event.person} ${event.key}`, event])).values()];
  // Each region counts for itself the lines that are written there.
  const byWriter = groupedBy(
    written,
    ({ person, answer }) => `${person} on ${answer.split('/').slice(0, 2).join(' at ')}`,
  );
  return [...byWriter].flatMap(([writer, replies]) => {
    const sent = [...replies].sort(
      (a, b) => (order.get(`${a.person} ${a.key}`) ?? 0) - (order.get(`${b.person} ${b.key}`) ?? 0),
    );
    const numbers = sent.map(({ answer }) => Number(answer.split('/').at(-1)));
    const isRising = numbers.every((n, index) => index === 0 || n > (numbers[index - 1] ?? 0));
    return isRising ? [] : [`The lines of ${writer} were numbered ${numbers.join(', ')}.`];
  });
};
