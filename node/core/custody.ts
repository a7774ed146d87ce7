/**
 * Custody: each issue's second copy, kept by another region than its origin. Which region that is, what a change of it
 * means, and which of two versions is the newer one. See core/README.md for the messages.
 */
import { counterOf, termOf } from './epoch.ts';
import { hash32 } from './hash.ts';
import type { IssueId, RegionId } from './ids.ts';
import type { Issue } from './model.ts';

/**
 * The region that should keep the copy of an issue: of those that can be asked, the one with the greatest hash of
 * (issue, region). So issues spread evenly, and when one region is away only its issues go elsewhere (rendezvous
 * hashing, Thaler and Ravishankar, 1998). Copies are not found by it: who can be asked differs from hour to hour.
 */
export const custodianOf = (id: IssueId, regions: readonly RegionId[]): RegionId | undefined =>
  regions
    .map((region) => ({ region, weight: hash32(id, region) }))
    .sort((a, b) => b.weight - a.weight || (a.region < b.region ? -1 : 1))
    .at(0)?.region;

type Version = Pick<Issue, 'epoch' | 'revision'>;

/** Whether `a` is the later state of an issue than `b`. A change of custody alone makes no later state. */
export const isLaterThan = (a: Version, b: Version): boolean =>
  a.epoch > b.epoch || (a.epoch === b.epoch && a.revision > b.revision);

/** What a custodian gets: all of the issue but who keeps it, which only its origin needs to know. */
export const asCopy = ({ custody: _, ...issue }: Issue): Issue => issue;

/** Turns of one term: more than a custodian is ever changed for one issue. */
const turnsPerTerm = 1_000_000;

/**
 * Turns grow over all of an issue's life, though a region that was restored from a backup forgets how far they had come: its
 * issues go on in a later term.
 */
const turnBefore = ({ custody, epoch }: Pick<Issue, 'custody' | 'epoch'>): number =>
  custody?.turn ?? counterOf(termOf(epoch)) * turnsPerTerm;

/** The issue with a new custodian, who has nothing yet. Whoever has a copy keeps it until the new one does. */
export const entrustedTo = (issue: Issue, region: RegionId): Issue => {
  const { custody } = issue;
  const keeping = custody ? [...custody.former, ...(custody.isKept ? [custody.region] : [])] : [];
  return {
    ...issue,
    custody: {
      region,
      turn: turnBefore(issue) + 1,
      isKept: false,
      former: [...new Set(keeping)].filter((former) => former !== region),
    },
  };
};

/** The custodian says that it has the copy. Undefined when that is no news, or it is not the custodian (any more). */
export const onKept = (
  issue: Issue,
  by: RegionId,
): { readonly issue: Issue; readonly mayDrop: readonly RegionId[] } | undefined => {
  const { custody } = issue;
  if (custody?.region !== by || custody.isKept) return undefined;
  return {
    issue: { ...issue, custody: { ...custody, isKept: true, former: [] } },
    mayDrop: custody.former,
  };
};

/** A region has lost what it kept: it counts no more. */
export const onLost = (issue: Issue, by: RegionId): Issue => {
  const { custody } = issue;
  if (!custody) return issue;
  const { region, isKept, former } = custody;
  return {
    ...issue,
    custody: { ...custody, isKept: isKept && region !== by, former: former.filter((one) => one !== by) },
  };
};

/**
 * An adopted issue, of which these regions keep copies from before: one of them gets the new state, and the others may
 * drop theirs when it has that.
 */
export const keptBy = (issue: Issue, keepers: readonly RegionId[]): Issue => {
  const region = custodianOf(issue.id, keepers);
  return region
    ? {
        ...issue,
        custody: {
          region,
          turn: turnBefore({ epoch: issue.epoch }) + 1,
          isKept: false,
          former: keepers.filter((one) => one !== region),
        },
      }
    : issue;
};

export const isKept = ({ custody }: Issue): boolean => custody?.isKept === true;

/** The regions whose disks have the issue, as far as its origin knows: itself, its owner, and who keeps copies. */
export const storedIn = ({ origin, phase, custody }: Issue): readonly RegionId[] => [
  ...new Set([
    origin,
    ...('owner' in phase ? [phase.owner] : []),
    ...(custody?.isKept ? [custody.region] : []),
    ...(custody?.former ?? []),
  ]),
];

/** Only one region stores it: if that disk were lost now, so would be the issue. */
export const isAtRisk = (issue: Issue): boolean => storedIn(issue).length < 2;

/** The other regions that every line of its chat goes to: the owner, and the custodian. */
export const chatRegionsOf = ({ origin, phase, custody }: Issue): readonly RegionId[] =>
  [...new Set([...('owner' in phase ? [phase.owner] : []), ...(custody ? [custody.region] : [])])].filter(
    (region) => region !== origin,
  );
