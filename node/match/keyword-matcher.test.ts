import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { dayMs } from '../core/decay.ts';
import { AccountId, IssueId } from '../core/ids.ts';
import { type IssueText, nothingLearnt, type Skilled } from '../core/skill.ts';
import { KeywordMatcher } from './keyword-matcher.ts';
import { learn } from './learnt.ts';
import type { PastIssue } from './past-issues.ts';

const expert = (id: string, more: Partial<Skilled> = {}): Skilled => ({
  id: AccountId.parse(id),
  categories: ['network'],
  qualifications: '',
  quiz: {},
  learnt: nothingLearnt,
  ...more,
});
const past = (id: string, by: string, title: string, description = '', at = 0): PastIssue => ({
  id: IssueId.parse(id),
  expertId: AccountId.parse(by),
  title,
  description,
  category: 'network',
  at,
});
const matcherOf = (experts: readonly Skilled[], ...issues: readonly PastIssue[]) => {
  const matcher = new KeywordMatcher();
  for (const one of experts) matcher.declare(one);
  for (const issue of issues) matcher.past.add(issue);
  return matcher;
};
const vpn: IssueText = {
  title: 'VPN disconnects every hour',
  description: 'Since Monday the VPN client drops the tunnel and asks for the password again.',
  category: 'network',
};

test('each source alone speaks for an expert', () => {
  const experts = [
    expert('stranger', { categories: [] }),
    expert('category'),
    expert('words', { categories: [], qualifications: 'Ten years of VPNs and tunnels' }),
    expert('quiz', { categories: [], quiz: { network: 0.9 } }),
    expert('past', { categories: [] }),
    expert('memory', { categories: [], learnt: learn(nothingLearnt, vpn, 0) }),
  ];
  const skillOf = matcherOf(experts, past('1', 'past', 'VPN client asks for the password')).skillFor(vpn, 0);
  const [stranger = 1, ...others] = experts.map((one) => skillOf(one).value);
  assert.is(stranger, 0);
  for (const value of others) assert.ok(value > 0);
});

test('the past issues that spoke for an expert are told, the strongest first, three at most', () => {
  const [ana, ben] = [expert('ana'), expert('ben')];
  const matcher = matcherOf(
    [ana, ben],
    past('exact', 'ana', vpn.title, vpn.description),
    past('near', 'ana', 'VPN disconnects'),
    past('far', 'ana', 'Password of the client'),
    past('further', 'ana', 'Monday'),
    past('other', 'ben', 'Tunnel'),
  );
  const skillOf = matcher.skillFor(vpn, 0);
  const spoke = skillOf(ana).past;
  assert.equal(
    spoke.map(({ issueId }) => issueId),
    ['exact', 'near', 'far'],
  );
  const shares = spoke.map(({ share }) => share);
  assert.equal(
    shares,
    [...shares].sort((a, b) => b - a),
  );
  assert.ok((shares[0] ?? 0) > 0.5 && shares.reduce((a, b) => a + b) <= 1);
  assert.ok(skillOf(ana).value > skillOf(ben).value);
  assert.is(skillOf(ana).matcher, 'keyword');
  assert.equal(skillOf(expert('new')).past, []);
});

test('who resolved such issues of late comes before who did long ago', () => {
  const [old, late] = [expert('old'), expert('late')];
  const now = 720 * dayMs;
  const matcher = matcherOf(
    [old, late],
    past('1', 'old', vpn.title, '', 0),
    past('2', 'late', vpn.title, '', now),
  );
  const skillOf = matcher.skillFor(vpn, now);
  assert.ok(skillOf(late).value > skillOf(old).value);
});

test('who came from elsewhere is known by what they remember, also by words learnt before terms were stems', () => {
  const moved = expert('moved', { learnt: { terms: { battery: 3, printer: 5, hardware: 8 }, at: 0 } });
  const matcher = matcherOf([moved], past('1', 'somebody', 'Something else'));
  const skill = matcher.skillFor({ title: 'Batteries', description: '', category: 'hardware' }, 0)(moved);
  assert.ok(skill.parts.learnt > 0.5 && skill.parts.history > 0.5);
});

test('while past issues are being read, skills say so and what is remembered counts too', () => {
  const ana = expert('ana', { learnt: learn(learn(nothingLearnt, vpn, 0), vpn, 0) });
  const matcher = matcherOf([ana], past('1', 'ana', 'Something else entirely'));
  const whole = matcher.skillFor(vpn, 0)(ana);
  matcher.isFilling = true;
  const filling = matcher.skillFor(vpn, 0)(ana);
  assert.equal([whole.isFilling, filling.isFilling], [false, true]);
  assert.ok(filling.parts.learnt > whole.parts.learnt);
});

test('who resolved such issues is found, in a script of its own', () => {
  const [ana, ben] = [expert('ana'), expert('ben')];
  const matcher = matcherOf(
    [ana, ben],
    past('1', 'ana', 'प्रिंटर काम नहीं कर रहा', 'कागज़ फंस गया'),
    past('2', 'ben', 'इंटरनेट धीमा है'),
  );
  const skillOf = matcher.skillFor({ title: 'प्रिंटरों में कागज़', description: '', category: 'network' }, 0);
  assert.ok(skillOf(ana).parts.past > 0.1);
  assert.ok(skillOf(ana).value > skillOf(ben).value);
});

test('what an expert says of themselves can change, and go', () => {
  const matcher = matcherOf([
    expert('ana', { qualifications: 'VPN' }),
    expert('ben', { qualifications: 'VPN' }),
  ]);
  matcher.declare(expert('ana', { qualifications: 'Databases' }));
  matcher.undeclare(AccountId.parse('ben'));
  const parts = ['ana', 'ben'].map((id) => matcher.skillFor(vpn, 0)(expert(id)).parts.qualifications);
  assert.ok((parts[0] ?? 1) < 0.5);
  assert.is(parts[1], 0);
});

test('a misspelt word is found among those that experts declare, at less; one that past issues know is no misspelling', () => {
  const [ana, ben] = [expert('ana', { qualifications: 'Printers' }), expert('ben')];
  const matcher = matcherOf([ana, ben]);
  const coverOf = (title: string, category = '') =>
    matcher.skillFor({ title, description: '', category }, 0)(ana).parts.qualifications;
  assert.ok(coverOf('prnter') > 0.5 && coverOf('prnter') < coverOf('printer'));
  assert.is(coverOf('painting'), 0);
  matcher.past.add(past('1', 'ben', 'Prnter', 'is the name of a device here'));
  assert.is(coverOf('prnter'), 0);
});

/** What people send when they do not send a description. */
const odd: Readonly<Record<string, string>> = {
  empty: '',
  'one word': 'vpn',
  'only emoji': '🙂🔥👩‍💻',
  'null characters': '\0\0vpn\0',
  'right to left': '\u202eالطابعة لا تعمل\u202c',
  'mixed scripts': 'VPN не работает 接続できない τίποτα 0x80070005',
  code: 'const x = () => { throw new Error(y); } // <script>alert(1)</script>',
  'lone surrogates': '\ud800\udfff\ud83d',
  'a log dump': '2026-01-01T00:00:00Z ERROR 0xdeadbeef at com.example.Main(Main.java:42)\n'.repeat(20_000),
  'one endless word': 'a'.repeat(1_000_000),
  'many different words': Array.from({ length: 50_000 }, (_, n) => `w${n}`).join(' '),
  'names of members': 'constructor __proto__ toString hasOwnProperty',
};

test('whatever is written, asked or remembered, gets a sensible skill', () => {
  const [ana, bare] = [expert('ana', { qualifications: 'VPN' }), expert('bare', { categories: [] })];
  const matcher = matcherOf([ana, bare], past('1', 'ana', 'VPN down'));
  for (const [name, text] of Object.entries(odd)) matcher.past.add(past(`odd ${name}`, 'ana', text, text));
  for (const [name, text] of Object.entries(odd))
    for (const issue of [
      { title: text, description: '', category: 'network' },
      { title: '', description: text, category: 'a category that is gone' },
    ]) {
      const skillOf = matcher.skillFor(issue, 0);
      for (const { value, parts } of [skillOf(ana), skillOf(bare)])
        for (const number of [value, ...Object.values(parts)])
          assert.ok(number >= 0 && number <= 1, `${name}: ${number}`);
      // Nothing that can be read is no reason to hold nobody able: the category still speaks.
      if (issue.category === 'network') assert.ok(skillOf(ana).value > 0, name);
    }
  const known = matcher.skillFor({ title: 'The VPN is down again', description: '', category: '' }, 0)(ana);
  assert.ok(known.parts.past > 0.1, 'what is plain is still found among what is not');
});

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.lorem(),
  fc.constant('constructor'),
);
const anyIssue = fc.record({ title: anyText, description: anyText, category: anyText });
const anyNumber = fc.double();
const anyExpert = fc.record({
  categories: fc.array(anyText, { maxLength: 3 }),
  qualifications: anyText,
  quiz: fc.dictionary(anyText, anyNumber),
  learnt: fc.record({ terms: fc.dictionary(anyText, anyNumber), at: anyNumber }),
});

test('whatever is written or stored, every part is a number in [0, 1]', () => {
  fc.assert(
    fc.property(anyIssue, anyExpert, fc.array(anyIssue), fc.double(), (issue, one, before, now) => {
      const ana = expert('ana', one);
      const matcher = matcherOf(
        [ana],
        ...before.map((text, n) => ({ ...past(`${n}`, 'ana', ''), ...text, at: n % 2 ? now : n })),
      );
      const { value, parts } = matcher.skillFor(issue, now)(ana);
      for (const number of [value, ...Object.values(parts)])
        assert.ok(number >= 0 && number <= 1, `${number}`);
    }),
  );
});

test.run();
