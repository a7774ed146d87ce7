import { ln } from '../core/ln.ts';

/** BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009) with its usual parameters. */
const k1 = 1.2;
const b = 0.75;

/** The most that a term of weight 1 can add to a score. */
export const mostOfTerm = k1 + 1;

/**
 * What a term can hardly exceed, in units of its inverse document frequency: a term that stands twice in a document of
 * usual length. The sum over all terms of a query is its ideal, by which scores are divided.
 */
export const idealFactor = 1.5;

/** Inverse document frequency: of `documents` out of `all`. */
export const rarity = (documents: number, all: number): number =>
  ln(1 + (all - documents + 0.5) / (documents + 0.5));

/**
 * What lengths make of a frequency: a term adds `mostOfTerm × weight × frequency / (frequency + norm)`, and the norm of a
 * document is `short + perLength × its length`.
 */
export type Norms = { readonly short: number; readonly perLength: number };

/** For so many documents that are so long together; the greater `saturation` (k1), the more a term says that is repeated. */
export const normsFor = (documents: number, lengths: number, saturation = k1): Norms => ({
  short: saturation * (1 - b),
  perLength: (saturation * b * documents) / lengths,
});

/** A term that is looked up, what it counts for, and that times its inverse document frequency. */
export type AskedTerm = { readonly term: number; readonly times: number; readonly weight: number };
