/** What a node says when something fails, in the reader's language. */
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { problems } from '../../node/problem.ts';
import { invalidReasons, problemReasons } from '../../node/reasons.ts';
import german from '../words/de/problem.json' with { type: 'json' };
import { english } from '../words/english.ts';
import { ApiProblem } from './api.ts';
import { setCatalogue } from './i18n.ts';
import { findingInWords, problemInWords } from './problems.ts';
import '../words/testing.ts';

const test = suite('problems in words');

/** What nobody meets who uses the pages: it answers a program that is at fault, or a page that is. */
const unmet: readonly string[] = [
  'origin-refused',
  'method-not-allowed',
  'idempotency-key-reused',
  'range-not-satisfiable',
  'unsupported-media-type',
];

test.before.each(() => setCatalogue('en', english));

test('every code has words, or a reason for each meaning, or is met by programs only', () => {
  for (const code of Object.keys(problems)) {
    const isSaid = Object.hasOwn(english.problem.code, code) || Object.hasOwn(problemReasons, code);
    assert.is(isSaid, !unmet.includes(code), code);
  }
  assert.equal(
    Object.keys({ ...english.problem.code, ...problemReasons }).filter(
      (code) => !Object.hasOwn(problems, code),
    ),
    [],
  );
});

test('every reason has words, and no other', () => {
  const reasons = new Set<string>(Object.values(problemReasons).flat());
  assert.equal(Object.keys(english.problem.reason).sort(), [...reasons].sort());
  // Forms send no member that the API does not know.
  const ofFields = invalidReasons.filter((reason) => reason !== 'unknown-member');
  assert.equal(Object.keys(english.problem.field).sort(), [...ofFields].sort());
});

test('the words are the reader’s, with what stands in the sentence', () => {
  setCatalogue('de', { ...english, problem: german });
  const told = {
    code: 'home-region-unreachable',
    reason: 'region-away',
    values: { region: 'Cedar' },
    detail: 'Cedar cannot be reached.',
  };
  assert.match(problemInWords(told), /^Cedar ist gerade nicht erreichbar/);
  assert.match(problemInWords({ code: 'wrong-credentials', detail: 'Wrong.' }), /Passwort stimmt nicht/);
});

test('a limit and a wait are said as the language writes them', () => {
  const told = { code: 'too-many-requests', reason: 'sign-ins', retryAfterSeconds: 840 };
  assert.is(problemInWords(told), 'Too many failed sign-ins. Try again in 14 min.');
  const finding = { pointer: '/resume', detail: '', reason: 'too-long', values: { max: 20_000 } };
  assert.equal(findingInWords(finding), { pointer: '/resume', detail: 'At most 20,000 characters.' });
});

test('what has no words is said in the node’s own', () => {
  const detail = 'It says more.';
  assert.is(problemInWords({ code: 'conflict', detail }), detail);
  assert.is(problemInWords({ code: 'forbidden', detail }), detail);
  assert.is(problemInWords({ code: 'offer-gone', reason: 'of-a-newer-node', detail }), detail);
  assert.is(problemInWords({ code: 'constructor', detail }), detail);
  assert.is(problemInWords({ title: 'Some title' }), 'Some title');
  assert.is(problemInWords({}), english.common.failed);
  assert.equal(findingInWords({ pointer: '/a', detail }), { pointer: '/a', detail });
});

test('a sentence that lacks what stands in it is not said', () => {
  const detail = 'Cedar is away.';
  assert.is(problemInWords({ code: 'region-unreachable', reason: 'region-away', detail }), detail);
  assert.is(problemInWords({ code: 'too-many-requests', reason: 'sign-ins', detail }), detail);
  assert.is(findingInWords({ pointer: '/a', detail, reason: 'too-long' }).detail, detail);
});

test('what may succeed a little later is told from what will not', () => {
  const isPassing = (status: number, code: string) => new ApiProblem(status, code, '').isPassing;
  assert.ok(isPassing(0, 'offline') && isPassing(503, 'region-unreachable') && isPassing(502, 'unknown'));
  assert.ok(isPassing(429, 'too-many-requests') && isPassing(401, 'unauthenticated'));
  assert.not.ok(
    isPassing(429, 'limit-reached') || isPassing(404, 'not-found') || isPassing(409, 'wrong-state'),
  );
});

test.run();
