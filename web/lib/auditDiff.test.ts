import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { diffOf } from './auditDiff.ts';

const test = suite('audit diff');

test('of a list only what came and went is told', () => {
  const change = {
    field: 'categories',
    from: ['network', 'cloud', 'other'],
    to: ['network', 'other', 'web'],
  };
  assert.equal(diffOf(change), { kind: 'list', added: ['web'], removed: ['cloud'] });
  assert.equal(diffOf({ field: 'roles', to: ['admin'] }), { kind: 'list', added: ['admin'], removed: [] });
});

test('a value stands beside what it was, also when there was none', () => {
  assert.equal(diffOf({ field: 'weights.trust', from: 0.2, to: 0.5 }), { kind: 'value', from: 0.2, to: 0.5 });
  assert.equal(diffOf({ field: 'note', to: 'no proof' }), {
    kind: 'value',
    from: undefined,
    to: 'no proof',
  });
});

test.run();
