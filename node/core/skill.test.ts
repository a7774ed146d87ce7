import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { historyOf, type SkillParts, skillValue } from './skill.ts';

const nothing: SkillParts = { category: 0, qualifications: 0, quiz: 0, learnt: 0, past: 0, history: 0 };
const share = fc.double({ min: 0, max: 1, noNaN: true });
const anyParts = fc.record({
  category: share,
  qualifications: share,
  quiz: share,
  learnt: share,
  past: share,
  history: share,
});

test('each source alone speaks for an expert, and all together are 1', () => {
  assert.is(skillValue(nothing), 0);
  for (const source of ['category', 'qualifications', 'quiz'] as const)
    assert.ok(skillValue({ ...nothing, [source]: 1 }) > 0, source);
  for (const source of ['learnt', 'past'] as const)
    assert.ok(skillValue({ ...nothing, [source]: 1, history: 0.5 }) > 0, source);
  const all = { category: 1, qualifications: 1, quiz: 1, learnt: 1, past: 1, history: 1 };
  assert.ok(Math.abs(skillValue(all) - 1) < 1e-12);
});

test('more of any source never makes less skill', () => {
  fc.assert(
    fc.property(
      anyParts,
      fc.constantFrom('category', 'qualifications', 'quiz', 'learnt', 'past'),
      (parts, source) => {
        const value = skillValue(parts);
        assert.ok(value >= 0 && value <= 1);
        assert.ok(skillValue({ ...parts, [source]: 1 }) >= value);
      },
    ),
  );
});

test('a newcomer who declares the subject comes before an old hand at something else, and after one at this', () => {
  const declared = { ...nothing, category: 1, qualifications: 0.6 };
  const newcomer = skillValue(declared);
  assert.ok(newcomer > skillValue({ ...nothing, category: 1, learnt: 0.1, past: 0.02, history: 0.9 }));
  assert.ok(newcomer < skillValue({ ...declared, learnt: 0.4, past: 0.4, history: 0.9 }));
});

test('history grows towards 1 with what was resolved', () => {
  assert.is(historyOf(0), 0);
  assert.is(historyOf(3), 0.5);
  assert.ok(historyOf(30) > 0.9 && historyOf(1e9) <= 1);
});

test.run();
