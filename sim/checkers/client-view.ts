import type { FinalRegion } from '../final.ts';
import type { SeenEntry, SeenIssue } from '../seen.ts';
import type { TraceEvent } from '../trace.ts';
import { type Checker, eventsOf } from './checker.ts';
import { troublesOf } from './troubles.ts';

type Saw = Extract<TraceEvent, { kind: 'saw' }>;

/**
 * Compares what pages show at the end, at whatever region their people are signed in, with what is on the disks. While a
 * region is never mended, lists lack what is there.
 */
export const clientView: Checker = {
  name: 'client-view',
  invariant: 9,
  promise: "After healing and quiet every person's list shows exactly what the stores hold of theirs.",
  check: ({ events, final }) => {
    if (troublesOf(events).some(({ untilMs }) => untilMs === Number.POSITIVE_INFINITY)) return [];
    const saw = eventsOf(events, 'saw');
    return [...unseen(events, saw), ...saw.flatMap((one) => differences(one, final))];
  },
};

/** Whoever submitted something gets to see it. */
const unseen = (events: readonly TraceEvent[], saw: readonly Saw[]): string[] => {
  const seeing = new Set(saw.map(({ person }) => person));
  const users = eventsOf(events, 'answered').filter(({ command }) => command === 'submit');
  return [...new Set(users.map(({ person }) => person))]
    .filter((person) => !seeing.has(person))
    .map((person) => `${person} submitted issues and could not open their list.`);
};

const differences = (saw: Saw, final: readonly FinalRegion[]): string[] => {
  const { person, as, isWhole, issues } = saw;
  if (!isWhole) return [`The list of ${person} lacks what some regions hold.`];
  const shown = new Map(issues.map(({ id, state }) => [id, state]));
  const kept = as === 'user' ? issuesOf(saw, final) : workOf(saw, final);
  // An expert's list also has what they once worked on, whose state is history.
  const ids = as === 'user' ? new Set([...shown.keys(), ...kept.keys()]) : kept.keys();
  return [...ids]
    .filter((id) => shown.get(id) !== kept.get(id))
    .map(
      (id) =>
        `${person} sees issue ${id} as ${shown.get(id) ?? 'nothing'}, and it is ${kept.get(id) ?? 'not theirs'}.`,
    );
};

/** A user's issues, each in the state that its origin has it in. */
const issuesOf = ({ email }: Saw, final: readonly FinalRegion[]): ReadonlyMap<string, string> => {
  const owners = idsOf(email, final);
  return new Map(
    final
      .flatMap(({ issues }) => issues)
      .filter(({ userId }) => owners.has(userId))
      .map((issue) => [String(issue.id), stateOf(issue)] as const),
  );
};

/** What an expert is asked for or works on. */
const workOf = ({ email }: Saw, final: readonly FinalRegion[]): ReadonlyMap<string, string> => {
  const owners = idsOf(email, final);
  const isTheirs = ({ phase }: SeenEntry) =>
    phase.expert !== undefined &&
    owners.has(phase.expert.id) &&
    (phase.at === 'offered' || phase.at === 'assigned');
  return new Map(
    final
      .flatMap(({ entries }) => entries)
      .filter(isTheirs)
      .map(({ issueId, phase }) => [String(issueId), phase.at] as const),
  );
};

/** The accounts of an e-mail address: one, as another checker makes sure. */
const idsOf = (email: string, final: readonly FinalRegion[]): ReadonlySet<string> =>
  new Set(final.flatMap(({ accounts }) => accounts.filter((one) => one.email === email).map(({ id }) => id)));

/** In the words of the pages. */
const stateOf = ({ phase }: SeenIssue): string => {
  switch (phase.at) {
    case 'queued':
      return 'waiting';
    case 'proposing':
      return 'forwarding';
    case 'placed':
      return phase.stage === undefined || phase.stage === 'held' ? 'forwarding' : phase.stage;
    default:
      return phase.at;
  }
};
