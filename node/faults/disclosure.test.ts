/** What no reply may hold: every address that can be read is read, as everyone, on a region where all has happened. */
import { request } from 'node:http';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { z } from 'zod';
import { allRoutes } from '../api/routes/all.ts';
import { toldHook } from '../life/nodes.ts';
import { eventually, newExpert, newUser, type Person, password } from '../life/people.ts';
import { quizQuestions } from '../quiz/en/all.ts';
import { QuizView } from '../schemas/views.ts';
import { adminAt, adminPassword, type FaultRegion, regionsOfOneMesh, send } from './testing.ts';

const test = suite('disclosure');
const regions = await regionsOfOneMesh();
let north: FaultRegion;
let people: readonly Person[] = [];
let replies: readonly {
  readonly what: string;
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
}[];

/** Addresses beside the API's operations. */
const otherPaths = [
  '/',
  '/index',
  '/index.html',
  '/livez',
  '/readyz',
  '/metrics',
  '/api/v1/openapi.json',
  '/api/v1/docs',
];

test.before(
  toldHook(async () => {
    north = await regions.start('North');
    const admin = await adminAt(north);
    const user = await newUser(north.url, 'Ana');
    const stranger = await newUser(north.url, 'Mallory');
    const expert = await newExpert(north.url, 'Meera', { admin, categories: ['network'] });
    await expert.appear('online');
    await expert.send(QuizView, 'GET', '/quiz?category=network');
    const { id } = await user.submit({ title: 'No link', category: 'network' });
    await expert.accept(await expert.offered(id));
    await user.say(id, 'Hello');
    await expert.act(id, 'resolution', { text: 'Plug it in.' });
    await user.act(id, 'confirm');
    await user.act(id, 'rating', { stars: 4, comment: 'Thanks' });
    await admin.send(z.unknown(), 'PUT', '/admin/settings', {
      weights: { skill: 0.4, trust: 0.3, availability: 0.1, load: 0.2 },
    });
    const next = await user.submit({ title: 'No link again', category: 'network' });
    await eventually('it is offered', () => expert.offerOf(next.id));
    people = [admin, expert, user, stranger];
    const ids = [id, next.id, user.id, expert.id, admin.id];
    const paths = [
      ...otherPaths,
      ...allRoutes
        .filter(({ method }) => method === 'GET')
        .flatMap(({ path }) => {
          const full = `/api/v1${path}`;
          if (path === '/quiz') return [`${full}?category=network`, `${full}?category=web`];
          return path.includes('{id}')
            ? ids.map((one) => full.replace('{id}', one))
            : [full, `${full}?limit=100`];
        }),
    ];
    replies = await Promise.all(
      [undefined, ...people].flatMap((person) =>
        paths.map(async (path) => {
          const reply = await send(north.url, path, { ...(person && { token: person.token }) });
          return { ...reply, what: `${person?.name ?? 'Nobody'} reads ${path}` };
        }),
      ),
    );
  }),
);
test.after(() => regions.stop());

const holding = (pattern: RegExp) => replies.filter(({ text }) => pattern.test(text)).map(({ what }) => what);

test('all of it was read', () => {
  const ofAdmin = replies.filter(({ what, status }) => what.startsWith('Admin') && status === 200);
  assert.ok(ofAdmin.length >= 15, `${ofAdmin.length} replies`);
  assert.equal(
    replies.filter(({ status }) => status >= 500).map(({ what }) => what),
    [],
  );
});

test('no password, hash, token or key is in any reply, not even for an admin', () => {
  assert.equal(holding(/\$argon2|passwordHash|privateKey|credentialVersion|grapevine-mesh-/i), []);
  for (const secret of [password, adminPassword, ...people.map(({ token }) => token)]) {
    assert.equal(
      replies.filter(({ text }) => text.includes(secret)).map(({ what }) => what),
      [],
    );
  }
});

test('no answer of the quiz is in any reply', () => {
  const all = [...quizQuestions.values()].flat();
  const explanations = all.map(({ explanation }) => explanation);
  assert.equal(
    replies.filter(({ text }) => explanations.some((one) => text.includes(one))).map(({ what }) => what),
    [],
  );
  // The right option stands among the others where questions are drawn, and nowhere else.
  const rights = all.map(({ right }) => JSON.stringify(right));
  const told = replies.filter(({ text }) => rights.some((one) => text.includes(one))).map(({ what }) => what);
  assert.ok(
    told.length > 0 && told.every((what) => what.startsWith('Meera reads /api/v1/quiz')),
    told.join('\n'),
  );
});

test('people see no e-mail but their own, admins excepted', () => {
  const [admin, ...others] = people;
  assert.ok(admin !== undefined);
  for (const { email, name } of people) {
    const told = replies.filter(({ text }) => text.includes(email)).map(({ what }) => what);
    assert.equal(
      told.filter((what) => !what.startsWith(name) && !what.startsWith(admin.name)),
      [],
      email,
    );
  }
  assert.is(others.length, 3);
});

test('every reply is what it says, is kept by nobody, and a page runs nothing but this node’s own', () => {
  for (const { what, headers } of replies) {
    assert.is(headers.get('x-content-type-options'), 'nosniff', what);
    const policy = headers.get('content-security-policy') ?? '';
    for (const needed of [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
      "form-action 'self'",
      "require-trusted-types-for 'script'",
    ]) {
      assert.ok(policy.split(';').includes(needed), `${what}: ${policy}`);
    }
    assert.not.match(policy, /unsafe|\*|https?:/);
    assert.is(headers.get('access-control-allow-origin'), null, what);
    assert.is(headers.get('x-powered-by'), null);
    const isApi = what.includes('/api/v1/') && !/openapi|docs/.test(what);
    if (isApi) assert.is(headers.get('cache-control'), 'no-store', what);
  }
  const page = replies.find(({ what }) => what === 'Nobody reads /');
  assert.match(page?.headers.get('content-type') ?? '', /^text\/html/);
});

test('a host that is made up does not get into the policy', async () => {
  const policy = await new Promise<string>((resolve, reject) => {
    const asked = request(
      `${north.url}/`,
      { headers: { host: "x; script-src 'unsafe-inline'" } },
      (answer) => {
        answer.resume();
        resolve(String(answer.headers['content-security-policy']));
      },
    );
    asked.once('error', reject);
    asked.end();
  });
  assert.not.match(policy, /unsafe-inline/);
});

test.run();
