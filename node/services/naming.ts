import type { Asking } from '../core/eligible.ts';
import type { AccountId } from '../core/ids.ts';
import type { Wanted } from '../core/model.ts';
import { qualifies } from '../core/rank.ts';
import type { Clock, LocalTimes } from '../ports.ts';
import { type Invalid, Problem } from '../problem.ts';
import type { WorkingHours } from '../schemas/words.ts';
import type { Account } from './documents.ts';
import type { Peer, Peers } from './peers.ts';
import type { State } from './state.ts';

/** The region that someone named. @throws Problem invalid */
export function regionNamed(peers: Peers, name: string): Peer {
  const peer = peers.byName(name);
  if (peer) return peer;
  const known = peers.all().map((other) => other.name);
  throw new Problem('invalid', `There is no region named ${name}.`, {
    errors: [{ pointer: '/region', detail: `Choose one of ${known.join(', ')}.`, reason: 'no-region' }],
  });
}

/** Whom an admin or an expert wants asked first: an expert, with the region where they are, or a region. @throws Problem invalid */
export function wantedBy(
  { state, peers }: { state: State; peers: Peers },
  input: { readonly expertId?: AccountId | undefined; readonly region?: string | undefined },
): Pick<Wanted, 'expertId' | 'region'> {
  const region = input.region === undefined ? undefined : regionNamed(peers, input.region).region;
  if (input.expertId === undefined) return region === undefined ? {} : { region };
  const expert = state.accounts.get(input.expertId);
  if (!expert?.verification) {
    throw new Problem('invalid', 'There is no such expert.', {
      errors: [{ pointer: '/expertId', detail: 'Choose an expert of the mesh.', reason: 'no-expert' }],
    });
  }
  return { expertId: expert.id, region: expert.home };
}

/**
 * Whether the one whom an expert names could have the issue at all; whether they are free, their region says when it is
 * asked. @throws Problem invalid
 */
export function checkNamed(
  { accounts }: State,
  { expertId }: Pick<Wanted, 'expertId'>,
  issue: Asking,
  by: AccountId,
): void {
  const account = expertId && accounts.get(expertId);
  if (!account) return;
  const why = whyNot(account, issue, by);
  if (why === undefined) return;
  throw new Problem('invalid', `${account.name} cannot be asked: ${why.detail}`, {
    errors: [{ pointer: '/expertId', ...why }],
  });
}

function whyNot(
  { id, verification, expertise }: Account,
  { userId, barred, category }: Asking,
  by: AccountId,
): Pick<Invalid, 'detail' | 'reason'> | undefined {
  if (id === by) return { detail: 'You have it now. Choose somebody else.', reason: 'expert-is-you' };
  if (id === userId) return { detail: 'It is their own issue.', reason: 'expert-is-user' };
  if (verification !== 'verified') return { detail: 'They are not verified.', reason: 'expert-not-verified' };
  if (barred.includes(id))
    return { detail: 'Its user asked for somebody else than them.', reason: 'expert-not-wanted' };
  if (expertise && !qualifies(expertise, { category }))
    return { detail: 'They do not do this category.', reason: 'expert-other-category' };
  return undefined;
}

/** @throws Problem invalid for a category that the mesh does not have */
export function checkCategories(state: State, categories: readonly string[], pointer = '/categories'): void {
  const { categories: known } = state.settings;
  const unknown = categories.find((category) => !known.includes(category));
  if (unknown === undefined) return;
  throw new Problem('invalid', `There is no category "${unknown}".`, {
    errors: [
      {
        pointer,
        detail: `Choose among ${known.join(', ')}.`,
        reason: 'no-category',
        values: { category: unknown },
      },
    ],
  });
}

/** @throws Problem invalid for working hours of a time zone that this node does not know */
export function checkTimeZone(
  { localTimes, clock }: { localTimes: LocalTimes; clock: Pick<Clock, 'now'> },
  hours: WorkingHours | null | undefined,
): void {
  if (!hours || localTimes.at(hours.timeZone, clock.now())) return;
  throw new Problem('invalid', `There is no time zone "${hours.timeZone}".`, {
    errors: [
      {
        pointer: '/workingHours/timeZone',
        detail: 'Use a name of the IANA time zone database, for example "Europe/Berlin".',
        reason: 'no-time-zone',
        values: { zone: hours.timeZone },
      },
    ],
  });
}

/** An issue that is not there, and one that somebody may not see, are not told apart. */
export function notFound(): Problem {
  return new Problem('not-found', 'There is no such issue, or it is not yours to see.', {
    reason: 'issue-not-found',
  });
}

/** While a region's issues move to another, one that is nowhere may be on its way. */
export function movingProblem(): Problem {
  return new Problem(
    'region-unreachable',
    'Issues are just moving from one region to another. Nothing was lost; please try again in a moment.',
    { reason: 'moving', retryAfterSeconds: 2 },
  );
}

/** What a restored region had is put aside for the moment: what of it still holds, it cannot say. */
export function restoringProblem({ self: { name } }: Pick<Peers, 'self'>): Problem {
  const detail = `${name} was put back from a backup and asks the other regions what has happened since. Please try again soon.`;
  return new Problem('region-unreachable', detail, {
    reason: 'restoring',
    values: { region: name },
    retryAfterSeconds: 5,
  });
}

/** Accounts do not change here for the moment; see `State.mayWriteAccounts`. @throws Problem region-unreachable */
export function checkWritesAccounts(state: State, peers: Pick<Peers, 'self'>): void {
  if (!state.mayWriteAccounts) throw state.isRestoring ? restoringProblem(peers) : movingProblem();
}
