import type { AccountId, EpochMs, IssueId } from './ids.ts';

/** An issue as it was submitted, for admins to read: `words` are the different terms of its title. */
export type Report = {
  readonly id: IssueId;
  readonly userId: AccountId;
  readonly category: string;
  readonly words: readonly string[];
  readonly title: string;
  readonly language?: string | undefined;
  readonly at: EpochMs;
};

/** Issues of several people about the same thing at the same time: an outage, most likely. */
export type Cluster = {
  readonly category: string;
  /** Terms that their titles have in common, the most frequent first. */
  readonly words: readonly string[];
  /** Oldest first. */
  readonly reports: readonly Report[];
  readonly people: number;
};

/** Reports this close in time may be of one outage. */
export const clusterMs = 3_600_000;
/** What is usual is learnt from the day before. */
export const usualMs = 24 * clusterMs;

/** Two who have the same trouble within an hour are mostly chance. */
export const clusterPeopleMin = 3;
/** A word that stands in many titles every hour ("password") says nothing, unless it stands in so many times more. */
const unusualFactor = 3;
/** Words shown of a cluster. */
const clusterWordsMax = 4;

/**
 * The clusters of the last hour: words that at least three people's titles share within it, and that are at least three
 * times as frequent as they were in the hours before. One pass over the reports of a day, and one over their words.
 */
export function clustersOf(reports: readonly Report[], now: EpochMs): readonly Cluster[] {
  const recent = new Map<string, Report[]>();
  const before = new Map<string, number>();
  for (const report of reports) {
    const ageMs = now - report.at;
    if (ageMs >= usualMs) continue;
    for (const word of report.words) {
      const key = keyOf(report.category, word);
      if (ageMs >= clusterMs) before.set(key, (before.get(key) ?? 0) + 1);
      else recent.set(key, [...(recent.get(key) ?? []), report]);
    }
  }
  const unusual = [...recent]
    .filter(([key, some]) => isUnusual(peopleOf(some), before.get(key) ?? 0))
    .sort(([a, some], [b, others]) => others.length - some.length || (a < b ? -1 : 1));
  return merged(unusual);
}

function isUnusual(people: number, before: number): boolean {
  const usual = (before * clusterMs) / (usualMs - clusterMs);
  return people >= clusterPeopleMin && people >= unusualFactor * usual;
}

/** A word whose issues are mostly those of a more frequent one is another word of that cluster. */
function merged(unusual: readonly (readonly [key: string, reports: readonly Report[]])[]): Cluster[] {
  const clusters: { category: string; words: string[]; ids: Set<IssueId>; reports: readonly Report[] }[] = [];
  for (const [key, reports] of unusual) {
    const [category, word] = partsOf(key);
    const known = clusters.find(
      (cluster) =>
        cluster.category === category &&
        2 * reports.filter(({ id }) => cluster.ids.has(id)).length >= reports.length,
    );
    if (known) known.words.push(word);
    else clusters.push({ category, words: [word], ids: new Set(reports.map(({ id }) => id)), reports });
  }
  return clusters.map(({ category, words, reports }) => ({
    category,
    words: words.slice(0, clusterWordsMax),
    reports: [...reports].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1)),
    people: peopleOf(reports),
  }));
}

/** The cluster that an issue with such a title would be one of: it has at least half of its words. */
export function clusterFor(
  clusters: readonly Cluster[],
  { category, words }: Pick<Report, 'category' | 'words'>,
): Cluster | undefined {
  const has = (cluster: Cluster) => cluster.words.filter((word) => words.includes(word)).length;
  return clusters.find(
    (cluster) => cluster.category === category && 2 * has(cluster) >= cluster.words.length,
  );
}

const peopleOf = (reports: readonly Report[]): number => new Set(reports.map(({ userId }) => userId)).size;

/** A term has no spaces. */
const keyOf = (category: string, word: string): string => `${category} ${word}`;
const partsOf = (key: string): readonly [string, string] => {
  const at = key.indexOf(' ');
  return [key.slice(0, at), key.slice(at + 1)];
};
