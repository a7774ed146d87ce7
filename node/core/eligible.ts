import type { AccountId } from './ids.ts';
import { reads } from './language.ts';
import { qualifies } from './rank.ts';

/** What choosing looks at in an expert before anybody is scored. */
export type Askable = { readonly id: AccountId; readonly categories: readonly string[] };

/** The rest, which takes longer to find out and is asked for only where it matters. */
export type Standing<E extends Askable> = {
  readonly isAvailable: (expert: E) => boolean;
  readonly hasSeat: (expert: E) => boolean;
};

/** What it looks at in an issue. */
export type Asking = {
  readonly userId: AccountId;
  readonly category: string;
  readonly language?: string | undefined;
  readonly barred: readonly AccountId[];
};

/** Why an expert is not asked for an issue now. `had`: its user asked for somebody else than them. */
export type Exclusion = 'own' | 'category' | 'had' | 'passed' | 'away' | 'full' | 'language';

/** What excludes this expert, the most lasting reason first; the language does not, for that depends on who else is free. */
export function exclusionOf<E extends Askable>(
  expert: E,
  issue: Asking,
  passed: ReadonlySet<AccountId>,
  { isAvailable, hasSeat }: Standing<E>,
): Exclude<Exclusion, 'language'> | undefined {
  if (expert.id === issue.userId) return 'own';
  if (!qualifies(expert, issue)) return 'category';
  if (issue.barred.includes(expert.id)) return 'had';
  if (passed.has(expert.id)) return 'passed';
  if (!isAvailable(expert)) return 'away';
  return hasSeat(expert) ? undefined : 'full';
}

/**
 * Of those who are free, whoever reads the issue's language; all of them where nobody does, for nobody waits for a
 * reader while somebody is free. Whom a person named is asked whatever they read.
 */
export function preferReaders<E extends Askable>(
  free: readonly E[],
  language: string | undefined,
  named: AccountId | undefined,
  languagesOf: (expert: E) => readonly string[],
): readonly E[] {
  if (language === undefined) return free;
  const readers = new Set(free.filter((expert) => reads(languagesOf(expert), language)));
  if (readers.size === 0) return free;
  return free.filter((expert) => expert.id === named || readers.has(expert));
}
