import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { dayMs } from '../core/decay.ts';
import { type IssueText, nothingLearnt } from '../core/skill.ts';
import { askedTerms } from './issue-terms.ts';
import { learn, learntTermsMax, rememberer } from './learnt.ts';

const vpn: IssueText = {
  title: 'VPN disconnects every hour',
  description: 'Since Monday the VPN client drops the tunnel and asks for the password again.',
  category: 'network',
};
const familiar = (learnt: typeof nothingLearnt, issue: IssueText) =>
  rememberer(askedTerms(issue))(learnt).familiar;

test('the more such issues, the surer; what was long ago counts less', () => {
  const once = learn(nothingLearnt, vpn, 0);
  assert.ok(familiar(learn(once, vpn, 0), vpn) > familiar(once, vpn));
  const other = { title: 'Toner', description: '', category: 'hardware' };
  assert.is(learn(once, other, 180 * dayMs).terms.vpn, 0.5);
  assert.is(learn(once, other, 7 * 180 * dayMs).terms.vpn, undefined);
  assert.equal(rememberer(askedTerms(vpn))(nothingLearnt), { familiar: 0, resolved: 0 });
  assert.is(rememberer(askedTerms(vpn))(learn(once, { ...other, category: 'network' }, 0)).resolved, 2);
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

test('learning an issue never makes it less familiar', () => {
  const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 80 }), fc.lorem(), fc.constant('constructor'));
  const anyIssue = fc.record({ title: text, description: text, category: text });
  fc.assert(
    fc.property(anyIssue, fc.array(anyIssue, { maxLength: 4 }), (issue, history) => {
      const learnt = history.reduce((known, past) => learn(known, past, 0), nothingLearnt);
      assert.ok(familiar(learn(learnt, issue, 0), issue) >= familiar(learnt, issue));
    }),
  );
});

test.run();
