/** Ratings: one each, of whom one may rate, counted once and read by those it is for; on two real regions over HTTP. */
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { toldHook } from '../life/nodes.ts';
import { eventually, newExpert, newUser, type Person } from '../life/people.ts';
import { AdminExpertList, MeView, OfferList } from '../schemas/views.ts';
import { adminAt, type FaultRegion, regionsOfOneMesh, send } from './testing.ts';

/** 0.5 + 0.2 · (1 − 0.5), and 0.5 + 0.2 · (0 − 0.5): five stars, and one, once. */
const trustAfterFiveStars = 0.6;
const standingAfterOneStar = 0.4;
/** Of the score: what may be expected after one rating, the mean of Beta(2, 1) and its deviation. */
const trustTermAfterFiveStars = 2 / 3 + Math.sqrt(1 / 18);
/** Decay towards the prior within the seconds of a test. */
const tolerance = 0.001;

const test = suite('ratings');
const regions = await regionsOfOneMesh();
let north: FaultRegion;
let admin: Person;
let near: Person;
let far: Person;

test.before(
  toldHook(async () => {
    const [first, second] = await regions.startAll('North', 'South');
    if (first === undefined || second === undefined) throw new Error('Nothing was started.');
    north = first;
    admin = await adminAt(first);
    near = await newExpert(first.url, 'Near', { admin, categories: ['network'] });
    far = await newExpert(second.url, 'Far', { admin: await adminAt(second), categories: ['web'] });
    await near.appear('online');
    await far.appear('online');
  }),
);
test.after(() => regions.stop());

const rate = ({ url, token }: Person, id: string, json: unknown) =>
  send(url, `/api/v1/issues/${id}/rating`, { token, json });
const isNear = (value: number | undefined, wanted: number) =>
  Math.abs((value ?? Number.NaN) - wanted) < tolerance;

for (const [where, expertOf, category] of [
  ['at home', () => near, 'network'],
  ['across regions', () => far, 'web'],
] as const) {
  test(`six at once count once, and what was written is read by whom it is for, ${where}`, async () => {
    const expert = expertOf();
    const user = await newUser(north.url, `Ana-${category}`);
    const stranger = await newUser(north.url, `Mallory-${category}`);
    const rival = expert === near ? far : near;
    const { id } = await user.submit({ title: 'It is broken', category });
    const five = { stars: 5, comment: 'Patient, and <b>right</b>.' };
    assert.is((await rate(user, id, five)).code, 'wrong-state', 'nobody has done anything yet');
    await expert.accept(await expert.offered(id));
    await expert.act(id, 'resolution', { text: 'Now it works.' });
    await user.sees(id, 'resolved');
    assert.is((await rate(user, id, five)).code, 'wrong-state', 'not before both have confirmed');
    await user.act(id, 'confirm');
    await expert.sees(id, 'closed');

    for (const stars of [500, 6, 0, -5, 4.5, '5', null, true, [5], { valueOf: 5 }, 1e308, undefined]) {
      assert.is((await rate(user, id, { stars })).code, 'invalid', JSON.stringify(stars));
    }
    for (const comment of [{ text: 'x' }, 'x'.repeat(2_001), 5, null]) {
      assert.is((await rate(user, id, { stars: 5, comment })).code, 'invalid');
    }
    assert.is((await rate(user, `${id.slice(0, -1)}_`, five)).code, 'not-found', 'an unknown issue');
    for (const other of [stranger, rival, admin]) {
      assert.is((await rate(other, id, five)).code, 'not-found', other.name);
    }

    const sent = await Promise.all(Array.from({ length: 6 }, () => rate(user, id, five)));
    assert.equal(sent.map(({ status }) => status).sort(), [200, 409, 409, 409, 409, 409]);
    assert.is((await rate(user, id, { stars: 1 })).code, 'already-rated');
    const one = { stars: 1, comment: 'Did not read my answer.' };
    const back = await Promise.all(Array.from({ length: 6 }, () => rate(expert, id, one)));
    assert.equal(back.map(({ status }) => status).sort(), [200, 409, 409, 409, 409, 409]);

    const profile = await eventually('the expert reads it', async () => {
      const me = (await expert.get(MeView, '/me')).expert;
      return me?.ratings.some((rating) => rating.issue === id) ? me : undefined;
    });
    assert.equal(
      profile.ratings.map(({ stars, comment, by }) => [stars, comment, by.name]),
      [[5, five.comment, user.name]],
      'once, to the letter',
    );
    assert.ok(isNear(profile.trust, trustAfterFiveStars), `trust ${profile.trust}`);
    const seen = await eventually('the user reads the other', async () => {
      const view = await user.issue(id);
      return view.userRating === undefined ? undefined : view;
    });
    assert.equal([seen.userRating?.comment, seen.rating?.comment], [one.comment, five.comment]);
    const { items } = await admin.get(AdminExpertList, '/admin/experts?limit=100');
    const shown = items.find(({ account }) => account.id === expert.id)?.profile;
    assert.equal(
      shown?.ratings.map(({ comment }) => comment),
      [five.comment],
      'and so does the admin',
    );
    const standing = await eventually('the standing moves', async () => {
      const me = await user.get(MeView, '/me');
      return me.standing < 0.5 - tolerance ? me.standing : undefined;
    });
    assert.ok(isNear(standing, standingAfterOneStar), `standing ${standing}`);

    const next = await user.submit({ title: 'It is broken again', category });
    await expert.offered(next.id);
    const { items: offers } = await expert.get(OfferList, '/offers');
    const offer = offers.find(({ issue }) => issue.id === next.id);
    assert.ok(isNear(offer?.issue.user.standing, standingAfterOneStar), 'experts see it with the next issue');
    assert.ok(isNear(offer?.why.terms.trust, trustTermAfterFiveStars), 'and trust counts for the next offer');
    await user.act(next.id, 'cancel', {});
  });
}

test('a cancelled issue is not rated', async () => {
  const user = await newUser(north.url, 'Otto');
  const { id } = await user.submit({ title: 'Never mind', category: 'hardware' });
  await user.act(id, 'cancel', {});
  assert.is((await rate(user, id, { stars: 1 })).code, 'wrong-state');
});

test.run();
