/** For tests: the whole life of an issue, told by people at one node or at two of different regions. */
import * as assert from 'uvu/assert';
import { type IssueView, MeView, type OfferView } from '../schemas/views.ts';
import { eventually, type Person, Refused } from './people.ts';

/** What every expert starts with, and how far five stars move it: 0.5 + 0.2 · (1 − 0.5). */
const trustPrior = 0.5;
const trustAfterFiveStars = 0.6;
/** Decay towards the prior within the seconds of a test. */
const trustTolerance = 0.001;

export type Story = {
  readonly user: Person;
  /** Two verified experts of `category`; nobody else has it. */
  readonly experts: readonly [Person, Person];
  readonly category: string;
  /** Region of the user's node, and of the experts'. */
  readonly origin: string;
  readonly owner: string;
};

/** What `refusalOf` says of a success. */
export const notRefused = 'nothing was refused';

/** The code of the problem that this was refused with, or `notRefused`. */
export const refusalOf = async (attempt: Promise<unknown>): Promise<string> => {
  try {
    await attempt;
  } catch (error) {
    if (error instanceof Refused) return error.code;
    throw error;
  }
  return notRefused;
};

/** Whichever of these experts is asked about the issue. */
export const askedOf = (experts: readonly Person[], id: string) =>
  eventually('one of the experts is offered the issue', async () => {
    for (const expert of experts) {
      const offer = await expert.offerOf(id);
      if (offer !== undefined) return { expert, offer };
    }
    return undefined;
  });

const kinds = (issue: IssueView) => issue.timeline.map(({ kind }) => kind);

/**
 * Submission, offer, reject, next expert, chat, answer, decline, again, confirmation and both ratings.
 * Both experts are left online and free.
 * @returns the closed issue's id, and the expert who solved it
 */
export async function wholeLife(story: Story): Promise<{ id: string; solver: Person }> {
  const { user, experts, origin, owner } = story;
  for (const expert of experts) await expert.appear('online');
  const id = await submitTwice(story);

  const { expert: first, offer } = await askedOf(experts, id);
  checkOffer(offer, origin);
  await first.reject(offer, 'I am about to leave.');
  const solver = experts[0] === first ? experts[1] : experts[0];
  const second = await solver.offered(id);
  assert.is.not(await refusalOf(first.accept(second)), notRefused, 'an offer to someone else');
  assert.is(await refusalOf(first.accept(offer)), 'offer-gone', 'an offer that was passed on');
  // Pressed twice at the same instant: at most one is told that it took the issue anew, and the issue is taken once.
  await Promise.allSettled([solver.accept(second), solver.accept(second)]);

  const assigned = await user.sees(id, 'assigned');
  assert.equal([assigned.owner, assigned.expert?.name], [owner, solver.name]);
  assert.is(kinds(assigned).filter((kind) => kind === 'accepted').length, 1);
  assert.ok(kinds(assigned).includes('rejected'), 'the user can read that someone passed');

  await chat(user, solver, id);
  await solver.act(id, 'resolution', { text: 'Unplug it, wait, plug it in.' });
  const answered = await user.sees(id, 'resolved');
  assert.is(answered.resolution?.text, 'Unplug it, wait, plug it in.');
  await user.act(id, 'decline', { reason: 'It still blinks red.' });
  await solver.accept(await solver.offered(id));
  await user.sees(id, 'assigned');
  await solver.act(id, 'resolution', { text: 'Hold the button for ten seconds.' });
  await user.sees(id, 'resolved');
  await user.act(id, 'confirm');
  await close(user, solver, id);
  await rate(user, solver, id);
  return { id, solver };
}

async function submitTwice({ user, category, origin }: Story): Promise<string> {
  const issue = { title: `Trouble with ${category}`, category, urgency: 'high' };
  const key = `once-${category}-${user.id}`;
  const [one, other] = await Promise.all([user.submit(issue, key), user.submit(issue, key)]);
  assert.is(one.id, other.id, 'one key makes one issue');
  assert.equal([one.origin, one.category, one.urgency], [origin, category, 'high']);
  assert.is(await refusalOf(user.submit({ ...issue, title: 'Another' }, key)), 'idempotency-key-reused');
  return one.id;
}

function checkOffer(offer: OfferView, origin: string): void {
  assert.is(offer.issue.origin, origin);
  assert.ok(offer.secondsLeft > 0 && offer.secondsLeft <= offer.secondsTotal, 'it has a countdown');
  const { terms, weights, score } = offer.why;
  const sum =
    terms.skill * weights.skill +
    terms.trust * weights.trust +
    terms.availability * weights.availability +
    terms.load * weights.load;
  assert.ok(Math.abs(sum - score) < 1e-9, 'the score is explained term by term');
}

async function chat(user: Person, expert: Person, id: string): Promise<void> {
  await user.say(id, 'Hello, is <b>anyone</b> there?');
  await expert.reads(id, ['Hello, is <b>anyone</b> there?']);
  await expert.say(id, 'Yes. Which light is on?');
  await user.reads(id, ['Hello, is <b>anyone</b> there?', 'Yes. Which light is on?']);
}

async function close(user: Person, solver: Person, id: string): Promise<void> {
  const closed = await user.sees(id, 'closed');
  assert.is(closed.outcome, 'confirmed');
  await solver.sees(id, 'closed');
  // Pressed again it changes nothing, and what is closed stays closed, whoever pushes.
  assert.is((await user.act(id, 'confirm')).version, closed.version);
  assert.is(await refusalOf(user.act(id, 'decline', { reason: 'After all.' })), 'wrong-state');
  assert.is(await refusalOf(solver.act(id, 'resolution', { text: 'Once more.' })), 'wrong-state');
  assert.is((await user.issue(id)).state, 'closed');
}

async function rate(user: Person, solver: Person, id: string): Promise<void> {
  const before = (await solver.get(MeView, '/me')).expert?.trust ?? Number.NaN;
  assert.ok(Math.abs(before - trustPrior) < trustTolerance, `trust was ${before}`);
  const body = { stars: 5, comment: 'Patient, and right.' };
  // Six at once: one counts.
  const sent = await Promise.allSettled(Array.from({ length: 6 }, () => user.act(id, 'rating', body)));
  assert.is(sent.filter(({ status }) => status === 'fulfilled').length, 1, 'one of six ratings is taken');
  assert.is(await refusalOf(user.act(id, 'rating', { stars: 1 })), 'already-rated');
  await solver.act(id, 'rating', { stars: 4, comment: 'Answered quickly.' });
  assert.is(await refusalOf(solver.act(id, 'rating', { stars: 4 })), 'already-rated');
  const profile = await eventually('the expert reads the rating', async () => {
    const { expert } = await solver.get(MeView, '/me');
    return expert?.ratings.some((rating) => rating.issue === id) ? expert : undefined;
  });
  assert.is(profile.ratings.find((rating) => rating.issue === id)?.comment, 'Patient, and right.');
  assert.ok(Math.abs(profile.trust - trustAfterFiveStars) < trustTolerance, `trust is now ${profile.trust}`);
  await eventually('the user reads the rating of the expert', async () => {
    return (await user.issue(id)).userRating?.stars === 4;
  });
}
