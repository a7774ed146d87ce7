import { adoptionMutations } from './adoption.ts';
import { chatMutations } from './chat.ts';
import { choiceMutations } from './choices.ts';
import { custodyMutations } from './custody.ts';
import { disclosureMutations } from './disclosure.ts';
import { dispatchMutations } from './dispatch.ts';
import { drainMutations } from './drain.ts';
import { durabilityMutations } from './durability.ts';
import { fileMutations } from './files.ts';
import { handoffMutations } from './handoff.ts';
import { matchingMutations } from './matching.ts';
import { messageMutations } from './messages.ts';
import type { Mutation } from './mutation.ts';
import { peopleMutations } from './people.ts';
import { ratingMutations } from './ratings.ts';
import { timeMutations } from './time.ts';

/** Every mutation. */
export const mutations: readonly Mutation[] = [
  ...handoffMutations,
  ...dispatchMutations,
  ...timeMutations,
  ...messageMutations,
  ...durabilityMutations,
  ...peopleMutations,
  ...ratingMutations,
  ...choiceMutations,
  ...matchingMutations,
  ...chatMutations,
  ...custodyMutations,
  ...disclosureMutations,
  ...adoptionMutations,
  ...drainMutations,
  ...fileMutations,
];

/** The mutation of that name, or undefined. */
export const mutationNamed = (name: string): Mutation | undefined =>
  mutations.find((mutation) => mutation.name === name);
