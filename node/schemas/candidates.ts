/** Whom an issue can be passed to by name. */
import { z } from 'zod';
import { listOf, Person } from './views.ts';
import { RegionName } from './words.ts';

/** Experts answered of each region, and in all: beyond, whoever looks for one types a part of their name. */
export const candidatesMax = 30;

export const FindCandidates = z.strictObject({
  q: z.string().trim().max(100).optional().meta({ description: 'A part of the name, or of the region.' }),
});
export type FindCandidates = z.infer<typeof FindCandidates>;

export const CandidateView = z
  .object({
    expert: Person.extend({ trust: z.number() }),
    region: RegionName,
    freeSeats: z.int().meta({ description: 'Issues they could still take on now.' }),
    readsIt: z
      .boolean()
      .meta({ description: 'They read the language the issue is written in, if that is known.' }),
  })
  .meta({ id: 'Candidate' });
export type CandidateView = z.infer<typeof CandidateView>;

export const CandidateList = listOf('CandidateList', CandidateView);
export type CandidateList = z.infer<typeof CandidateList>;
