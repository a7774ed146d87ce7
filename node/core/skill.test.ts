import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { dayMs } from './decay.ts';
import {
  type IssueText,
  learn,
  learntTermsMax,
  nothingLearnt,
  type Skilled,
  skillFor,
  skillWeights,
} from './skill.ts';

const vpn: IssueText = {
  title: 'VPN disconnects every hour',
  description: 'Since Monday the VPN client drops the tunnel and asks for the password again.',
  category: 'network',
};
const newcomer: Skilled = { categories: [], qualifications: '', quiz: {}, learnt: nothingLearnt };
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.lorem(),
  fc.constant('constructor'),
);
const anyIssue = fc.record({ title: anyText, description: anyText, category: anyText });
const anyNumber = fc.double();
const anyExpert: fc.Arbitrary<Skilled> = fc.record({
  categories: fc.array(anyText, { maxLength: 3 }),
  qualifications: anyText,
  quiz: fc.dictionary(anyText, anyNumber),
  learnt: fc.record({ terms: fc.dictionary(anyText, anyNumber), at: anyNumber }),
});

test('each source alone speaks for an expert, and all together more than each', () => {
  const skill = skillFor(vpn);
  const sources: Partial<Skilled>[] = [
    { categories: ['network'] },
    { qualifications: 'Ten years of VPN and tunnels' },
    { quiz: { network: 0.9 } },
    { learnt: learn(nothingLearnt, { ...vpn, title: 'VPN tunnel gone' }, 0) },
  ];
  const values = sources.map((source) => skill({ ...newcomer, ...source }).value);
  for (const value of values) assert.ok(value > 0);
  const all: Skilled = Object.assign({}, newcomer, ...sources);
  assert.ok(skill(all).value > Math.max(...values));
  assert.is(skill(newcomer).value, 0);
});

test('the parts explain the value', () => {
  const { value, parts } = skillFor(vpn)({
    ...newcomer,
    categories: ['network'],
    quiz: { network: 0.5, web: 1 },
  });
  assert.is(parts.category, 1);
  assert.is(parts.quiz, 0.5);
  assert.is(parts.learnt, 0);
  const sum =
    skillWeights.category + skillWeights.qualifications * parts.qualifications + skillWeights.quiz * 0.5;
  assert.ok(Math.abs(value - sum) < 1e-12);
});

test('the weights of the sources add up to 1', () => {
  const sum = Object.values(skillWeights).reduce((a, b) => a + b);
  assert.ok(Math.abs(sum - 1) < 1e-12);
});

test('who resolved such issues is found, in a language and script no list knows', () => {
  const printer = { title: 'प्रिंटर काम नहीं कर रहा', description: 'कागज़ फंस गया', category: 'hardware' };
  const learnt = learn(nothingLearnt, printer, 0);
  const skill = skillFor({ title: 'प्रिंटर में कागज़', description: '', category: 'hardware' });
  assert.ok(skill({ ...newcomer, learnt }).parts.learnt > 0.5);
});

test('the more such issues, the surer; what was long ago counts less', () => {
  const skill = skillFor(vpn);
  const once = learn(nothingLearnt, vpn, 0);
  const twice = learn(once, vpn, 0);
  assert.ok(
    skill({ ...newcomer, learnt: twice }).parts.learnt > skill({ ...newcomer, learnt: once }).parts.learnt,
  );
  const other = { title: 'Toner', description: '', category: 'hardware' };
  assert.is(learn(once, other, 180 * dayMs).terms.vpn, 0.5);
  assert.is(learn(once, other, 7 * 180 * dayMs).terms.vpn, undefined);
});

test('a word of the title counts more than one of the description', () => {
  const issue = { title: 'Router', description: 'Server', category: '' };
  const part = (qualifications: string) =>
    skillFor(issue)({ ...newcomer, qualifications }).parts.qualifications;
  assert.ok(part('router') > part('server'));
  assert.ok(part('server') > 0);
});

test('a clock set back ages nothing', () => {
  const learnt = learn({ terms: { vpn: 1 }, at: 10 * dayMs }, vpn, 0);
  assert.equal([learnt.terms.vpn, learnt.at], [2, 10 * dayMs]);
});

test('memory is bounded, keeps what is frequent, and takes in a new subject even when full', () => {
  let learnt = learn(learn(nothingLearnt, vpn, 0), vpn, 0);
  for (let i = 0; i < 20; i++) {
    const words = Array.from({ length: 60 }, (_, n) => `word${i}x${n}`).join(' ');
    learnt = learn(learnt, { title: words, description: '', category: '' }, 0);
  }
  assert.is(Object.keys(learnt.terms).length, learntTermsMax);
  assert.is(learnt.terms.vpn, 2);
  assert.is(learn(learnt, { title: 'Zebra', description: '', category: '' }, 0).terms.zebra, 1);
});

test('one log dump cannot push out what years have taught', () => {
  const words = Array.from({ length: 5_000 }, (_, n) => `line${n}`).join(' ');
  const learnt = learn(nothingLearnt, { title: 'Crash', description: words, category: 'software' }, 0);
  assert.is(Object.keys(learnt.terms).length, 64);
  assert.equal([learnt.terms.crash, learnt.terms.softwar], [1, 1]);
});

test('whatever is written or stored, every part is a number in [0, 1]', () => {
  fc.assert(
    fc.property(anyIssue, anyExpert, (issue, expert) => {
      const { value, parts } = skillFor(issue)(expert);
      for (const number of [value, ...Object.values(parts)])
        assert.ok(number >= 0 && number <= 1, `${number}`);
    }),
  );
});

test('learning an issue never makes anyone less able to resolve it', () => {
  fc.assert(
    fc.property(anyIssue, fc.array(anyIssue, { maxLength: 4 }), (issue, history) => {
      const learnt = history.reduce((known, past) => learn(known, past, 0), nothingLearnt);
      const before = skillFor(issue)({ ...newcomer, learnt }).value;
      assert.ok(skillFor(issue)({ ...newcomer, learnt: learn(learnt, issue, 0) }).value >= before);
    }),
  );
});

test.run();
