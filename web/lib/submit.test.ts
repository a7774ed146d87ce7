import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { ApiProblem } from './api.ts';
import { errorAt, withoutField } from './submit.ts';

const test = suite('what a form is told');

const problem = new ApiProblem(422, 'invalid', 'Two fields are wrong.', [
  { pointer: '#/title', detail: 'At least 3 characters.' },
  { pointer: '/categories/0', detail: 'There is no such category.' },
]);

test('an error is found by its field, however the pointer is written', () => {
  assert.is(errorAt(problem, 'title'), 'At least 3 characters.');
  assert.is(errorAt(problem, 'categories'), 'There is no such category.');
  assert.is(errorAt(problem, 'tit'), undefined);
  assert.is(errorAt(undefined, 'title'), undefined);
});

test('a field that is changed is no longer wrong, the others still are; with the last one the problem is over', () => {
  const left = withoutField(problem, 'title');
  assert.is(errorAt(left, 'title'), undefined);
  assert.is(errorAt(left, 'categories'), 'There is no such category.');
  assert.is(left?.message, problem.message);
  assert.is(withoutField(left, 'categories'), undefined);
});

test('another field changes nothing, nor does any where the problem is about none', () => {
  assert.is(withoutField(problem, 'description'), problem);
  const general = new ApiProblem(409, 'conflict', 'It is over.');
  assert.is(withoutField(general, 'title'), general);
  assert.is(withoutField(undefined, 'title'), undefined);
});

test.run();
