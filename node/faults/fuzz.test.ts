/** Bad input of every kind against every operation of a real region: it may be refused, it must not break anything. */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { z } from 'zod';
import type { Route } from '../api/route.ts';
import { allRoutes } from '../api/routes/all.ts';
import { toldHook } from '../life/nodes.ts';
import { newExpert, newUser, type Person, password } from '../life/people.ts';
import { adminAt, adminEmail, type FaultRegion, regionsOfOneMesh, send } from './testing.ts';

/** Each run is a request or two to a real node; these found each fault that was put in on purpose. */
const runsPerRoute = 20;

const test = suite('whatever is sent to a real region');
const regions = await regionsOfOneMesh();
let north: FaultRegion;
let admin: Person;
/** Whoever is asked about hardware stays asked; what is software gets solved. */
let asked: Person;
let solver: Person;
/** Ids of things that exist, so that bad input gets past "there is no such thing". */
let realIds: readonly string[] = [];

test.before(
  toldHook(async () => {
    north = await regions.start('North');
    admin = await adminAt(north);
    asked = await newExpert(north.url, 'Asked', { admin, categories: ['hardware'], capacity: 20 });
    solver = await newExpert(north.url, 'Solver', { admin, categories: ['software'], capacity: 20 });
  }),
);
test.after(() => regions.stop());

const nasty = fc.constantFrom<unknown>(
  null,
  true,
  '',
  '\u0000',
  '\ud800',
  '\u202e',
  'x'.repeat(80),
  'x'.repeat(513),
  'x'.repeat(30_000),
  '<img src=x onerror=alert(1)>',
  '__proto__',
  -1,
  0.5,
  500,
  999,
  1e308,
  2 ** 53,
  [],
  {},
  [[]],
  { toString: 1 },
  { length: 9 },
);
const value = fc.oneof(nasty, fc.jsonValue({ maxDepth: 2 }), fc.string({ unit: 'binary' }));
/** What members of this name take somewhere, or nearly take. */
const known: Readonly<Record<string, readonly unknown[]>> = {
  name: ['Ana', '\u202eanA', '\u0000Ana'],
  email: [adminEmail, 'a@b.example', `${'x'.repeat(240)}@b.example`],
  password: [password, 'x'.repeat(80), 'x'.repeat(257), { current: password, next: 'x'.repeat(256) }],
  region: ['North', 'Nowhere', 'north '],
  categories: [['network'], ['cooking'], ['constructor'], ['network', 'network']],
  category: ['network', 'mobile', 'cooking', 'constructor'],
  urgency: ['low', 'critical', 'soon'],
  title: ['The link is down', '   ', '\u0000\u0000\u0000'],
  description: ['Since noon.', 'x'.repeat(20_000)],
  text: ['Turn it on.', '\u0000'],
  reason: ['Because.', '', 'x'.repeat(501)],
  note: ['Please take it.'],
  stars: [5, 1, 500, 0, 2.5],
  comment: ['Thanks', ''],
  answers: [[], [{ question: 'constructor', option: '__proto__' }]],
  weights: [{ skill: 1, trust: 0, availability: 0, load: 0 }],
  learnsWeights: [true, false, 'yes'],
  presence: ['online', 'away', 'here'],
  capacity: [1, 20, 999],
  limit: ['1', '0', '1e999'],
  after: ['0', '-1', '9007199254740993', 'x'.repeat(513)],
  as: ['user', 'admin'],
  state: ['open', 'closed', 'none'],
  status: ['pending', 'all'],
  q: ['link', '%00', '\u202e'],
};

/** What is right, or right but for one member: wrong through and through is refused before it gets anywhere. */
const inputFor = (schema: z.ZodType, wrong: fc.Arbitrary<unknown>): fc.Arbitrary<Record<string, unknown>> => {
  const shape = schema instanceof z.ZodObject ? schema.shape : {};
  const right = Object.entries(shape).flatMap(([name, member]) => {
    const fitting = (known[name] ?? []).filter((one) => z.safeParse(member, one).success);
    return fitting.length === 0 ? [] : [[name, fc.constantFrom(...fitting)] as const];
  });
  const required = right.map(([name]) => name).filter((name) => !z.safeParse(shape[name], undefined).success);
  const sound = fc.record(Object.fromEntries(right), { requiredKeys: required });
  const names = fc.constantFrom(...Object.keys(shape), 'after', '__proto__', 'roles');
  const other = names.chain((name) =>
    fc
      .oneof(fc.constantFrom(...(Object.hasOwn(known, name) ? (known[name] ?? []) : ['x'])), wrong)
      .map((given) => ({ [name]: given })),
  );
  return fc.oneof(
    { weight: 2, arbitrary: sound },
    { weight: 1, arbitrary: fc.tuple(sound, other).map(([all, one]) => ({ ...all, ...one })) },
  );
};

const bodyFor = (schema: z.ZodType): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 9, arbitrary: inputFor(schema, value) }, { weight: 1, arbitrary: value });

const queryFor = (schema: z.ZodType): fc.Arbitrary<string> =>
  inputFor(schema, fc.string({ unit: 'grapheme' })).map((members) =>
    Object.entries(members)
      .map((pair) => pair.map((part) => encodeURIComponent(String(part))).join('='))
      .join('&'),
  );

const whoFor = async ({ who }: Route): Promise<Person | undefined> => {
  if (who === 'admin') return admin;
  if (who === 'expert') return asked;
  return who === 'public' ? undefined : newUser(north.url, `fuzz-${randomUUID().slice(0, 8)}`);
};

/** Takes back the issues before: an expert has only so many seats. */
let tidyUp = async (): Promise<void> => {};

/** Issues of this person, waiting, offered and resolved, and the open offer. */
const someIssues = async (user: Person): Promise<string[]> => {
  await tidyUp();
  await Promise.all([asked.appear('online'), solver.appear('online')]);
  const waiting = await user.submit({ title: 'This one waits', category: 'mobile' });
  const offered = await user.submit({ title: 'This one is asked about', category: 'hardware' });
  const resolved = await user.submit({ title: 'This one is answered', category: 'software' });
  tidyUp = async () => {
    // What was made of them in between may be beyond that, or their user signed out.
    for (const { id } of [waiting, offered]) await user.act(id, 'cancel', {}).catch(() => undefined);
  };
  await solver.accept(await solver.offered(resolved.id));
  await solver.act(resolved.id, 'resolution', { text: 'Plug it in.' });
  const offer = await asked.offered(offered.id);
  return [waiting.id, offered.id, resolved.id, offer.id];
};

for (const route of allRoutes) {
  const { method, path } = route;
  test(`${method} ${path}`, async () => {
    const person = await whoFor(route);
    if (path.includes('{id}') && path.startsWith('/issues/') && person) realIds = await someIssues(person);
    const input = fc.record({
      id: fc.oneof(
        { weight: 3, arbitrary: fc.constantFrom(...realIds, asked.id) },
        {
          weight: 1,
          arbitrary: fc.constantFrom(admin.id, 'issue.1.2', '%00', 'x'.repeat(65), '%F0%9F%98%80'),
        },
      ),
      // Of what changes something the query is of no interest.
      query: method === 'GET' ? queryFor(route.query) : fc.constant(''),
      body: bodyFor(route.body),
    });
    await fc.assert(
      fc.asyncProperty(input, async ({ id, query, body }) => {
        const reply = await send(north.url, `/api/v1${path.replace('{id}', id)}${query && `?${query}`}`, {
          method,
          ...(person && { token: person.token }),
          ...(method !== 'GET' && method !== 'DELETE' && { json: body }),
        });
        assert.ok(reply.status < 500, `${reply.status} ${reply.text}`);
        assert.not.match(reply.text, /\$argon2|passwordHash/);
        if (reply.status < 300 && route.reply) reply.as(route.reply);
        if (reply.status >= 300) assert.is(reply.headers.get('content-type'), 'application/problem+json');
      }),
      { numRuns: runsPerRoute },
    );
  });
}

test('nobody became an admin, and the region complained of nothing', async () => {
  const { status } = await send(north.url, '/readyz');
  assert.is(status, 200);
  assert.equal(north.complaints, []);
});

test.run();
