import { z } from 'zod';

/**
 * The fence of a hand-off: (term, n), compared in this order. Within a term, `n` counts the hand-offs of an issue. A term
 * begins when a region adopts the issues of another that is gone: it is (counter, adopter), so that two regions that
 * adopt the same one at the same time can never spend the same epoch.
 *
 * Both are text whose numbers have a fixed width: `<` and `>` compare them, here and in a store's index, and equal
 * text is the same epoch.
 */
export const Epoch = z
  .string()
  .max(160)
  .regex(/^\d{4}\.[^.]*\.\d{8}$/)
  .brand<'Epoch'>();
export type Epoch = z.infer<typeof Epoch>;

export const Term = z
  .string()
  .max(150)
  .regex(/^\d{4}\.[^.]*$/)
  .brand<'Term'>();
export type Term = z.infer<typeof Term>;

const counterDigits = 4;
const nDigits = 8;

const termAt = (counter: number, adopter: string): Term =>
  Term.parse(`${String(counter).padStart(counterDigits, '0')}.${adopter}`);

/** Terms of one counter are told apart by who adopted: together they are a register's version. */
export const counterOf = (term: Term): number => Number(term.slice(0, counterDigits));

/** The term of issues that nobody has adopted. */
export const firstTerm: Term = termAt(0, '');

/** The term of an adoption: above every term that the adopter knows of. `adopter` is its region id. */
export const nextTerm = (greatest: Term, adopter: string): Term => termAt(counterOf(greatest) + 1, adopter);

export const epochAt = (term: Term, n: number): Epoch =>
  Epoch.parse(`${term}.${String(n).padStart(nDigits, '0')}`);

/** Below every epoch that is ever spent: what an issue has before its first placement. */
export const noEpoch: Epoch = epochAt(firstTerm, 0);

export const termOf = (epoch: Epoch): Term => Term.parse(epoch.slice(0, -nDigits - 1));

/** The next one of the same term. */
export const nextEpoch = (epoch: Epoch): Epoch => epochAt(termOf(epoch), Number(epoch.slice(-nDigits)) + 1);

/** A number that grows with the epoch of one region's entries, for revisions; two adopters' epochs may share it. */
export const ordinalOf = (epoch: Epoch): number =>
  Number(epoch.slice(0, counterDigits)) * 10 ** (nDigits - 2) + Number(epoch.slice(-nDigits));
