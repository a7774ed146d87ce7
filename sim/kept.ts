import { z } from 'zod';

/**
 * What is left of a run that is played in part: which of its faults, issues and experts, numbered from 1 in the order in
 * which the seed draws them. What is not named is kept whole. Leaving one out does not change what the seed draws for
 * the others, so a part of a run is played again like a whole one.
 */
export const KeptSchema = z
  .object({
    faults: z.array(z.int()).readonly().optional(),
    issues: z.array(z.int()).readonly().optional(),
    experts: z.array(z.int()).readonly().optional(),
  })
  .readonly();
export type Kept = z.infer<typeof KeptSchema>;

export const kinds = ['faults', 'issues', 'experts'] as const;
export type Kind = (typeof kinds)[number];

/** Whether the thing at this place, counted from 0, is part of the run. */
export const isKept = (numbers: readonly number[] | undefined, index: number): boolean =>
  numbers === undefined || numbers.includes(index + 1);

/** As on the command line, where none at all has a word of its own: ` --faults 2,5 --issues none`. */
export const keptInWords = (kept: Kept): string =>
  kinds
    .flatMap((kind) => {
      const numbers = kept[kind];
      if (numbers === undefined) return [];
      return [` --${kind} ${numbers.length === 0 ? 'none' : numbers.join(',')}`];
    })
    .join('');

/** Reads `2,5` or `none`; undefined when it is neither. */
export const numbersFrom = (text: string): readonly number[] | undefined => {
  if (text === 'none') return [];
  if (!/^[1-9]\d*(,[1-9]\d*)*$/.test(text)) return undefined;
  return text.split(',').map(Number);
};
