import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { epochAt, firstTerm, nextTerm } from '../../node/core/epoch.ts';
import type { SeenIssue } from '../seen.ts';
import { steps } from './steps.ts';
import { anIssue, committedAt, expert, north, nth, otherExpert, south, trouble } from './testing.ts';

const placed = (stage: 'held' | 'offered' | 'assigned', more: Partial<SeenIssue['phase']> = {}) =>
  anIssue({ phase: { at: 'placed', owner: south, stage, expert: { id: expert }, ...more } });
const at = (phase: SeenIssue['phase']['at'], epoch = 1) =>
  anIssue({ epoch: nth(epoch), phase: { at: phase } });

const complaint = (...issues: readonly SeenIssue[]) =>
  steps
    .check({
      events: issues.map((doc, index) => committedAt(index * 1_000, north, { in: 'issues', doc })),
      final: [],
    })
    .join('\n');

test('from hand-over to closing, and again under a new epoch, is fine', () => {
  const again = anIssue({ epoch: nth(2), phase: { at: 'placed', owner: north, stage: 'held' } });
  assert.is(
    complaint(
      placed('held'),
      placed('offered'),
      placed('assigned'),
      at('resolved'),
      at('closed'),
      at('queued'),
      again,
    ),
    '',
  );
});

test('a step back under one epoch is noticed', () => {
  assert.match(complaint(placed('assigned'), placed('offered')), 'assigned back to offered');
  const stolen = placed('assigned', { expert: { id: otherExpert } });
  assert.match(complaint(placed('assigned'), stolen), 'without being given back');
  assert.match(complaint(at('closed'), at('resolved')), 'was closed');
  assert.match(complaint(at('cancelled'), at('queued', 2)), 'was cancelled');
});

test('a wish that is forgotten is noticed; one that came too late or was fulfilled is not', () => {
  const cancelling = placed('offered', { wish: 'cancel' });
  assert.match(complaint(cancelling, at('queued')), 'was to be cancelled');
  assert.is(complaint(cancelling, at('cancelled')), '');
  assert.is(complaint(cancelling, placed('assigned')), '');
  assert.match(complaint(placed('assigned', { wish: 'recall' }), placed('assigned')), 'no longer recalled');
});

test('a wish that was on the lost region’s disk alone is none to its adopter; one that it had told of is', () => {
  const before = placed('offered');
  const cancelling = { ...placed('offered', { wish: 'cancel' }), revision: 2 };
  const adopted = { ...before, origin: south, epoch: epochAt(nextTerm(firstTerm, 'south'), 0), revision: 3 };
  const complaints = (copy: SeenIssue) => {
    const events = [
      committedAt(0, north, { in: 'issues', doc: before }),
      committedAt(10, north, { in: 'issues', doc: cancelling }),
      committedAt(20, south, { in: 'copies', doc: { id: copy.id, issue: copy } }),
      committedAt(30, south, { in: 'issues', doc: adopted }),
    ];
    return steps.check({ events, final: [] }).join('\n');
  };
  assert.is(complaints(before), '');
  assert.match(complaints(cancelling), 'was to be cancelled');
});

test('a wish that nobody answers is noticed, unless something was broken', () => {
  const cancelling = { in: 'issues', doc: placed('offered', { wish: 'cancel' }) } as const;
  const cancelled = { in: 'issues', doc: at('cancelled') } as const;
  const events = [committedAt(0, north, cancelling), committedAt(40_000, north, cancelled)];
  assert.match(steps.check({ events, final: [] })[0] ?? '', 'not answered from 0 to 40000');
  assert.equal(steps.check({ events: [...trouble('cut', south, 0, 15_000), ...events], final: [] }), []);
});

test.run();
