/** What in an issue's timeline means that it changed hands: from whom, to whom, and why. */
import type { AccountId, EpochMs, RegionId } from './ids.ts';
import type { Issue, TimelineEntry } from './model.ts';

export const moveKinds = [
  'handed-over',
  'accepted',
  'transferred',
  'escalated',
  'reassigned',
  'given-back',
  'taken-back',
  'adopted',
] as const satisfies readonly TimelineEntry['kind'][];
export type MoveKind = (typeof moveKinds)[number];

type Named = NonNullable<TimelineEntry['expert']>;

/** As the timeline names them: a region by its name. */
export type Hand = { readonly region?: string; readonly expert?: Named };

export type Move = {
  readonly at: EpochMs;
  readonly kind: MoveKind;
  readonly from: Hand;
  readonly to: Hand;
  readonly note?: string;
};

type Names = {
  readonly nameOf: (region: RegionId) => string;
  readonly personOf: (id: AccountId) => Named;
};

const isMove = (kind: TimelineEntry['kind']): kind is MoveKind => moveKinds.some((one) => one === kind);

/** Entries of the timeline that were not there before. It is cut at its length after the first, so that ends are compared. */
export function freshIn(
  former: readonly TimelineEntry[] | undefined,
  timeline: readonly TimelineEntry[],
  now: EpochMs,
): readonly TimelineEntry[] {
  const last = former?.at(-1);
  const at = last === undefined ? -1 : timeline.lastIndexOf(last);
  // An issue that came whole (submitted, or adopted) brings its past, which is told where it happened.
  return at === -1 ? timeline.filter((entry) => entry.at === now) : timeline.slice(at + 1);
}

/**
 * The moves among `fresh`, the newest entries of the issue's timeline. A first expert of the own region is no move: it was in
 * nobody's hands before.
 */
export function movesOf(issue: Issue, fresh: readonly TimelineEntry[], names: Names): Move[] {
  const before = issue.timeline.slice(0, issue.timeline.length - fresh.length);
  const accepted = before.findLast(({ kind }) => kind === 'accepted');
  let holder = accepted && handOf(accepted);
  return fresh.flatMap((entry) => {
    const from = fromOf(issue, entry, holder, names);
    if (entry.kind === 'accepted') holder = handOf(entry);
    const { kind, at, note } = entry;
    if (!isMove(kind)) return [];
    if (kind === 'accepted' && (from.expert === undefined || from.expert.id === entry.expert?.id)) return [];
    return [{ at, kind, from, to: toOf(kind, issue, entry, names), ...(note && { note }) }];
  });
}

/** Who has had it last, or its origin. */
function fromOf(
  { origin, adoptedFrom }: Issue,
  entry: TimelineEntry,
  holder: Hand | undefined,
  { nameOf }: Names,
): Hand {
  if (entry.kind === 'adopted' && adoptedFrom !== undefined) return { region: nameOf(adoptedFrom) };
  // Taken back from a region where nobody had accepted it.
  if (entry.kind === 'taken-back' && entry.region !== holder?.region) return handOf(entry);
  return holder ?? { region: nameOf(origin) };
}

function handOf({ region, expert }: TimelineEntry): Hand {
  return {
    ...(region !== undefined && { region }),
    ...(expert && { expert: { id: expert.id, name: expert.name } }),
  };
}

function toOf(kind: MoveKind, { wanted }: Issue, entry: TimelineEntry, { nameOf, personOf }: Names): Hand {
  switch (kind) {
    case 'handed-over':
    case 'accepted':
    case 'adopted':
      return handOf(entry);
    case 'transferred':
    case 'reassigned':
      return {
        ...(wanted?.region !== undefined && { region: nameOf(wanted.region) }),
        ...(wanted?.expertId !== undefined && { expert: personOf(wanted.expertId) }),
      };
    case 'escalated':
    case 'given-back':
    case 'taken-back':
      return {};
  }
}
