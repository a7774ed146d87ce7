import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import type { DispatchPolicy } from '../../node/core/policy.ts';
import corrected from './corrected.ts';
import naive from './naive.ts';
import powerOfTwo from './power-of-two.ts';
import product from './product.ts';
import random from './random.ts';

/** From the least to the most informed. */
export const policies: readonly DispatchPolicy[] = [random, powerOfTwo, naive, corrected, product];

/** What a file given with `--policy` must export as default. */
const Plugged = z.object({
  default: z.object({
    name: z.string().min(1),
    rank: z.custom<DispatchPolicy['rank']>((value) => typeof value === 'function'),
    isCorrected: z.boolean(),
    reserveCount: z.int().min(0),
    isPulling: z.boolean(),
  }),
});

/**
 * One of the policies here by its name, or the default export of a file.
 * @throws Error that says what is missing
 */
export const policyAt = async (nameOrPath: string): Promise<DispatchPolicy> => {
  const known = policies.find(({ name }) => name === nameOrPath);
  if (known !== undefined) return known;
  const names = policies.map(({ name }) => name).join(', ');
  if (!/\.(ts|js|mjs)$/.test(nameOrPath))
    throw new Error(`There is no policy ${nameOrPath}. Choose one of ${names}, or give a .ts or .js file.`);
  const loaded: unknown = await import(pathToFileURL(nameOrPath).href);
  const parsed = Plugged.safeParse(loaded);
  if (!parsed.success)
    throw new Error(
      `${nameOrPath} exports no policy as default: ${z.prettifyError(parsed.error)}. See sim/policies/naive.ts.`,
    );
  return parsed.data.default;
};
