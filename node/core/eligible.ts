import type { AccountId } from './ids.ts';
import { reads } from './language.ts';
import { qualifies } from './rank.ts';

/** What choosing looks at in an expert before anybody is scored. */
export type Askable = {
  readonly id: AccountId;
  readonly categories: readonly string[];
  readonly languages: readonly string[];
  readonly isAvailable: boolean;
  readonly hasSeat: boolean;
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
export function exclusionOf(
  expert: Askable,
  issue: Asking,
  passed: ReadonlySet<AccountId>,
): Exclude<Exclusion, 'language'> | undefined {
  if (expert.id === issue.userId) return 'own';
  if (!qualifies(expert, issue)) return 'category';
  if (issue.barred.includes(expert.id)) return 'had';
  if (passed.has(expert.id)) return 'passed';
  if (!expert.isAvailable) return 'away';
  return expert.hasSeat ? undefined : 'full';
}

/**
 * Of those who are free, whoever reads the issue's language; all of them where nobody does, for nobody waits for a
 * reader while somebody is free. Whom a person named is asked whatever they read.
 */
export function preferReaders<E extends { readonly id: AccountId; readonly languages: readonly string[] }>(
  free: readonly E[],
  language: string | undefined,
  named: AccountId | undefined,
): readonly E[] {
  const readers = free.filter((expert) => reads(expert.languages, language));
  if (readers.length === 0) return free;
  return free.filter((expert) => expert.id === named || reads(expert.languages, language));
}
