import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { z } from 'zod';
import { allRoutes } from './routes/all.ts';
import { fakeServices, type Recorded, type RunningApi, startApi } from './testing.ts';

/** Bad input of every kind against every operation: it may be refused, it must not break anything. */
const test = suite<{ running: RunningApi; calls: Recorded }>('fuzz');

/** A run takes about a millisecond; these are enough to have found each fault that was put in on purpose. */
const runsPerRoute = 40;

test.before(async (context) => {
  context.calls = [];
  context.running = await startApi(fakeServices(context.calls), {
    limits: {
      registrationsPerIp: 1e9,
      writesPerAccount: 1e9,
      assistantQuestionsPerAccount: 1e9,
      signInFailuresPerEmailAndIp: 1e9,
      signInFailuresPerIp: 1e9,
    },
  });
});
test.after(({ running }) => running.api.close());

const nasty = fc.constantFrom<unknown>(
  null,
  true,
  '',
  '\u0000',
  '\ud800',
  '\u202e',
  'x'.repeat(80),
  'x'.repeat(30_000),
  '<img src=x onerror=alert(1)>',
  '__proto__',
  'constructor',
  -1,
  0.5,
  1e308,
  2 ** 53,
  [],
  {},
  [[]],
  { toString: 1 },
  { length: 9 },
  ['a', 'a'],
);
const value = fc.oneof(nasty, fc.jsonValue({ maxDepth: 3 }), fc.string({ unit: 'binary' }));

/** A body with the members a schema knows, each of any kind, and some it does not know. */
const bodyFor = (schema: z.ZodType) => {
  const names = schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
  const known = Object.fromEntries(names.map((name) => [name, value]));
  return fc.oneof(
    { weight: 4, arbitrary: fc.record(known, { requiredKeys: [] }) },
    { weight: 1, arbitrary: fc.dictionary(fc.string({ unit: 'binary' }), value, { maxKeys: 3 }) },
    { weight: 1, arbitrary: value },
  );
};

const queryFor = (schema: z.ZodType) => {
  const names = schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
  const name = fc.oneof(fc.constantFrom(...names, 'limit', 'after', '__proto__', 'limit[]'), fc.string());
  const text = fc.oneof(
    fc.constantFrom('', '0', '-1', '1e999', 'NaN', '%00', '%ff', '9007199254740993', 'x'.repeat(1_000)),
    fc.string({ unit: 'grapheme' }).map((given) => encodeURIComponent(given)),
  );
  return fc
    .array(fc.tuple(name, text), { maxLength: 4 })
    .map((pairs) => pairs.map(([key, given]) => `${encodeURIComponent(key)}=${given}`).join('&'));
};

const id = fc.oneof(
  fc.constantFrom(
    'a',
    'issue.1.2',
    '%00',
    '%2e%2e',
    '%E0%A4%A',
    'x'.repeat(5_000),
    '%F0%9F%98%80',
    '__proto__',
  ),
  fc.string({ unit: 'grapheme', minLength: 1 }).map((given) => encodeURIComponent(given)),
);

for (const route of allRoutes) {
  test(`${route.method} ${route.path}`, async ({ running, calls }) => {
    const as = route.who === 'expert' || route.who === 'admin' ? route.who : 'user';
    const input = fc.record({ id, query: queryFor(route.query), body: bodyFor(route.body) });
    await fc.assert(
      fc.asyncProperty(input, async ({ id: given, query, body }) => {
        calls.length = 0;
        const path = `/api/v1${route.path.replaceAll(/\{\w+\}/g, given)}${query && `?${query}`}`;
        const json = route.method === 'GET' || route.method === 'DELETE' ? {} : { json: body };
        const answer = await running.call(path, { method: route.method, as, ...json });
        const text = await answer.text();
        assert.ok(answer.status < 500, `${answer.status} ${text}`);
        if (answer.status < 300) return;
        assert.is(answer.headers.get('content-type'), 'application/problem+json');
        assert.is(JSON.parse(text).status, answer.status);
        assert.equal(calls, [], 'what was refused reached a service');
      }),
      { numRuns: runsPerRoute },
    );
  });
}

test('no failure was logged', ({ running }) => {
  assert.equal(
    running.log.lines.filter((line) => line.level === 'error' || line.level === 'warn'),
    [],
  );
});

test.run();
