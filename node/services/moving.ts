/** How an account moves from a lost region to the one that adopted it: its register, and an expert's profile. */
import type { Adoption } from '../core/adoption-record.ts';
import { newAvailability } from '../core/availability.ts';
import type { RegionId } from '../core/ids.ts';
import { nothingLearnt } from '../core/skill.ts';
import type { Account, Expertise, Profile } from './documents.ts';
import type { State } from './state.ts';

/**
 * What the adopter's version is ahead by: a lost region that is still at work somewhere never writes an account so
 * often that its word on it could win.
 */
const versionJump = 1_000_000;

/** An account that was to move twice is further ahead than where it has moved once. */
const jumpOf = ({ home }: Account, lost: RegionId): number => (home === lost ? 1 : 2) * versionJump;

/** The account with its new home, as the adopter writes it, or the lost region itself, whose version yields. */
export const movedTo = (
  { region, by: home }: Pick<Adoption, 'region' | 'by'>,
  account: Account,
  writer: RegionId,
): Account => ({
  ...account,
  ...(account.home !== home && { formerHome: account.home }),
  home,
  version: { counter: account.version.counter + (writer === home ? jumpOf(account, region) : 1), writer },
});

/** A profile of which only the expertise is known. */
export const newProfile = (expertise: Expertise): Omit<Profile, 'id'> => ({
  ...expertise,
  quizAttempts: {},
  learnt: nothingLearnt,
  availability: newAvailability,
  presence: 'away',
  timedOutInRow: 0,
  offers: { offered: 0, accepted: 0, rejected: 0, timedOut: 0 },
  resolved: 0,
});

/** The profile of an expert who came by an adoption: away until they come. */
export const newProfileOf = ({ id, expertise }: Account): Profile | undefined =>
  expertise && { ...newProfile(expertise), id, awayBecause: 'gone' };

const expertiseOf = ({
  categories,
  qualifications,
  yearsOfExperience,
  links,
  resume,
  capacity,
  quiz,
  workingHours,
}: Profile): Expertise => ({
  categories,
  qualifications,
  yearsOfExperience,
  links,
  resume,
  capacity,
  quiz,
  ...(workingHours && { workingHours }),
});

/** Keeps the replicated part of a profile in its account, with every command that changes a profile. */
export const replicateExpertise = (state: State): void => {
  state.ledger.onCommand((transaction) => {
    for (const { table, id } of transaction.writes.values()) {
      if (table !== state.profiles) continue;
      const [profile, account] = [state.profiles.get(id), state.accounts.get(id)];
      if (!profile || account?.home !== state.self) continue;
      const expertise = expertiseOf(profile);
      if (JSON.stringify(expertise) === JSON.stringify(account.expertise)) continue;
      transaction.put(state.accounts, id, state.nextVersion({ ...account, expertise }));
    }
  });
};
