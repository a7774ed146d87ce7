/** Experts: the quiz, and what they may say of themselves, on a real region over HTTP. */
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { toldHook } from '../life/nodes.ts';
import { newExpert, newUser, type Person, registerExpert, signIn } from '../life/people.ts';
import { quizQuestions } from '../quiz/en/all.ts';
import { AccountView, AdminExpertList, MeView, QuizResult, QuizView } from '../schemas/views.ts';
import { adminAt, type FaultRegion, regionsOfOneMesh, send } from './testing.ts';

const test = suite('experts');
const regions = await regionsOfOneMesh();
let north: FaultRegion;
let admin: Person;

test.before(
  toldHook(async () => {
    north = await regions.start('North');
    admin = await adminAt(north);
  }),
);
test.after(() => regions.stop());

const api = (path: string, sent: Parameters<typeof send>[2] = {}) => send(north.url, `/api/v1${path}`, sent);
const me = async (person: Person) => (await person.get(MeView, '/me')).expert;

test('questions come without anything that tells their answers', async () => {
  const { token } = await newExpert(north.url, 'Reader', { admin, categories: ['network'] });
  const reply = await api('/quiz?category=network', { token });
  const { questions, answers } = reply.as(QuizView);
  assert.is(questions.length, 5);
  // Those that the expert has given so far.
  assert.equal(answers, []);
  const explanations = (quizQuestions.get('network') ?? []).map(({ explanation }) => explanation);
  assert.ok(explanations.length > 0 && !explanations.some((text) => reply.text.includes(text)));
  const members = new Set([...reply.text.matchAll(/"(\w+)":/g)].map(([, name]) => name));
  assert.equal([...members].sort(), [
    'answers',
    'attemptsLeft',
    'category',
    'id',
    'language',
    'options',
    'question',
    'questions',
    'secondsLeft',
    'secondsTotal',
    'text',
  ]);
});

test('the result is what the server counts: 999 of 5, questions of one’s own and a second try are not taken', async () => {
  const expert = await newExpert(north.url, 'Cheater', { admin, categories: ['network'] });
  const { token } = expert;
  const quiz = (await api('/quiz?category=network', { token })).as(QuizView);
  const wrong = quiz.questions.map(({ id, question, options }) => {
    const right = quizQuestions.get('network')?.find(({ text }) => text === question)?.right;
    return { question: id, option: options.find(({ text }) => text !== right)?.id ?? '' };
  });
  const hand = (json: object) => api('/quiz/attempts', { token, json });
  for (const more of [{ score: 999 }, { right: 999, of: 5 }, { result: { right: 5 } }]) {
    assert.is((await hand({ category: 'network', answers: wrong, ...more })).code, 'invalid');
  }
  assert.is((await hand({ category: 'web', answers: [] })).code, 'wrong-state', 'of a category never drawn');
  const foreign = Array.from({ length: 40 }, (_, nth) => ({ question: `mine-${nth}`, option: 'right' }));
  const result = (
    await hand({ category: 'network', answers: [...wrong, ...foreign, ...foreign].slice(0, 50) })
  ).as(QuizResult);
  assert.equal([result.right, result.of, result.score], [0, 5, 0]);
  assert.is((await hand({ category: 'network', answers: wrong })).code, 'wrong-state', 'marked once');
  assert.equal((await me(expert))?.quiz, { network: 0 });
});

test('there is a quiz for what has questions, whatever word is asked for', async () => {
  const { token } = await newExpert(north.url, 'Wordy', { admin, categories: ['network'] });
  assert.is((await api('/quiz?category=cooking', { token })).code, 'not-found');
  // A member that every object has is no category.
  assert.is((await api('/quiz?category=constructor', { token })).code, 'invalid');
  const user = await newUser(north.url, 'No-expert');
  assert.is((await api('/quiz?category=network', { token: user.token })).code, 'forbidden');
});

test('nobody edits their own score, trust, verification or role', async () => {
  const { email, id } = await registerExpert(north.url, 'Climber', { categories: ['network'] });
  const climber = await signIn(north.url, email);
  for (const json of [
    { trust: 1 },
    { quiz: { network: 1 } },
    { verification: 'verified' },
    { verified: true },
    { roles: ['admin'] },
    { standing: 1 },
    { availability: 1 },
    { ratings: [] },
    { load: -5 },
    { resolved: 100 },
    { expert: { trust: 1 } },
    { account: { verification: 'verified' } },
    { capacity: 999 },
    { capacity: 0 },
    { categories: [] },
    { links: ['javascript:alert(1)'] },
  ]) {
    const reply = await api('/me', { method: 'PATCH', token: climber.token, json });
    assert.is(reply.code, 'invalid', JSON.stringify(json));
  }
  const { account, expert } = await climber.get(MeView, '/me');
  assert.equal([account.verification, account.roles, expert?.quiz], ['pending', ['user', 'expert'], {}]);
  assert.is(expert?.trust, 0.5);
  assert.is(
    (await api(`/admin/experts/${id}/verify`, { token: climber.token, json: { reason: '' } })).code,
    'forbidden',
  );
});

test('a registration can be declined, and its expert reads why and gets nothing', async () => {
  const { email, id } = await registerExpert(north.url, 'Hopeful', { categories: ['cloud'] });
  const hopeful = await signIn(north.url, email);
  const online = () =>
    api('/me/presence', { method: 'PUT', token: hopeful.token, json: { presence: 'online' } });
  assert.is((await online()).code, 'forbidden', 'nobody is online before a verdict');
  assert.is(
    (await api(`/admin/experts/${id}/decline`, { token: admin.token, json: {} })).code,
    'invalid',
    'why?',
  );
  await admin.send(AccountView, 'POST', `/admin/experts/${id}/decline`, { reason: 'No link works.' });
  const { account } = await hopeful.get(MeView, '/me');
  assert.equal([account.verification, account.verificationNote], ['declined', 'No link works.']);
  assert.is((await online()).code, 'forbidden');
  const { items } = await admin.get(AdminExpertList, '/admin/experts?status=pending&limit=100');
  assert.not.ok(
    items.some((one) => one.account.id === id),
    'and waits no longer',
  );
});

test('a verification can be taken back: the open offer goes on, and nothing more comes', async () => {
  const expert = await newExpert(north.url, 'Fallen', { admin, categories: ['mobile'] });
  await expert.appear('online');
  const user = await newUser(north.url, 'Mina');
  const { id } = await user.submit({ title: 'The app closes itself', category: 'mobile' });
  const offer = await expert.offered(id);
  const json = { reason: 'Rude to users.' };
  assert.is((await api(`/admin/experts/${expert.id}/suspend`, { token: admin.token, json })).status, 200);
  await user.sees(id, 'waiting');
  const { token } = expert;
  assert.is((await api(`/offers/${offer.id}/accept`, { method: 'POST', token })).code, 'offer-gone');
  assert.is(
    (await api('/me/presence', { method: 'PUT', token, json: { presence: 'online' } })).code,
    'forbidden',
  );
  assert.is(
    (await api(`/issues/${id}`, { token })).code,
    'not-found',
    'what they never had is not theirs to read',
  );
  assert.equal((await user.issue(id)).waiting?.onlineExperts, 0);
  const back = { reason: 'They have apologised.' };
  assert.is(
    (await api(`/admin/experts/${expert.id}/verify`, { token: admin.token, json: back })).status,
    200,
  );
  await expert.appear('online');
  const next = await user.submit({ title: 'It closes itself again', category: 'mobile' });
  await expert.accept(await expert.offered(next.id));
});

test.run();
