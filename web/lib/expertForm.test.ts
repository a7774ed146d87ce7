import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { RegisterExpert } from '../../node/schemas/inputs.ts';
import { blankExpert, expertBodyOf } from './expertForm.ts';

const person = { name: 'Meera', email: 'meera@east.example', password: 'four words are best' };

test('what the form sends is what the API takes', () => {
  const form = {
    ...blankExpert,
    categories: ['network'],
    links: ' https://a.example\nhttps://b.example ',
    capacity: '5',
  };
  const parsed = RegisterExpert.parse({ ...person, ...expertBodyOf(form), languages: ['en', 'hi'] });
  assert.equal(
    [parsed.links, parsed.capacity, parsed.languages],
    [['https://a.example', 'https://b.example'], 5, ['en', 'hi']],
  );
});

test('a blank number is refused at its field, not taken as zero', () => {
  const body = JSON.parse(
    JSON.stringify({ ...person, ...expertBodyOf({ ...blankExpert, categories: ['web'], capacity: ' ' }) }),
  );
  const result = RegisterExpert.safeParse(body);
  assert.equal(
    result.error?.issues.map((issue) => issue.path),
    [['capacity']],
  );
});

test.run();
