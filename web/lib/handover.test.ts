import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { Draft, draftsOf, parseText } from './drafts.ts';
import { arrivalOf, keepDrafts, ownerOf, packed, unpacked } from './handover.ts';
import { parseKept } from './uploads.ts';

const test = suite('handover');

const handover = {
  ticket: 'payload.signature',
  from: 'Nord Süd',
  lostAt: 1_000,
  account: 'leila',
  drafts: { 'chat.i1': '"نعم، الطابعة 🖨️"', 'chat.i2': '"b"' },
};

/** As much of localStorage as is needed. */
function storage() {
  const items = new Map<string, string>();
  return {
    get length() {
      return items.size;
    },
    key: (at: number) => [...items.keys()][at] ?? null,
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  };
}

test('what was packed is unpacked, in any script', () => {
  const fragment = packed(handover, undefined);
  assert.match(fragment, /^#go-on=[\w-]+$/);
  assert.equal(unpacked(fragment), handover);
});

test('what is typed on the issue in view goes first, and what is too much stays', () => {
  const long = JSON.stringify('x'.repeat(30_000));
  const drafts = { 'chat.i1': long, 'chat.i2': long, 'new-issue': '"short"' };
  const fragment = packed({ ...handover, drafts }, 'i2');
  assert.ok(fragment.length <= 60_000);
  assert.equal(Object.keys(unpacked(fragment)?.drafts ?? {}), ['chat.i2', 'new-issue']);
});

test('other fragments, and nonsense, are nothing', () => {
  for (const fragment of ['', '#sign-up', '#go-on=', '#go-on=%%%', `#go-on=${btoa('null')}`]) {
    assert.is(unpacked(fragment), undefined, fragment);
  }
  const strange = { ...handover, drafts: { '../x\u0000': '"a"', fine: 3, chat: '"a"' } };
  const fragment = packed(strange as unknown as typeof handover, undefined);
  assert.equal(unpacked(fragment)?.drafts, { chat: '"a"' });
});

test('drafts move from one device store to another, and only their own account’s', () => {
  const [there, here] = [storage(), storage()];
  new Draft(there, 'leila', 'chat.i1', parseText).save('hello');
  new Draft(there, 'omar', 'chat.i1', parseText).save('secret');
  there.setItem('grapevine.language', 'en');
  const drafts = draftsOf(there, 'leila');
  assert.equal(Object.keys(drafts), ['chat.i1']);
  keepDrafts(here, { ...handover, drafts });
  assert.is(new Draft(here, 'leila', 'chat.i1', parseText).load(), 'hello');
});

test('of files only names go along, and who comes back finds those that are there', () => {
  const page = { id: 'f1', name: 'page.png', size: 7, type: 'image/png' };
  const log = { id: 'f2', name: 'log.txt', size: 9, type: 'text/plain' };
  const drafts = { 'files.issue': JSON.stringify([page, log, { name: 'late.pdf', size: 3 }]) };
  const there = storage();
  keepDrafts(there, { ...handover, drafts });
  const names = [page, log].map(({ name, size }) => ({ name, size }));
  const kept = () => new Draft(there, 'leila', 'files.issue', parseKept).load();
  assert.equal(kept(), [...names, { name: 'late.pdf', size: 3 }]);
  new Draft(there, 'leila', 'files.issue', parseKept).save([log]);
  keepDrafts(there, { ...handover, drafts });
  assert.equal(kept(), [names[0], log, { name: 'late.pdf', size: 3 }]);
  keepDrafts(there, { ...handover, drafts: { 'files.issue': 'no list' } });
  assert.equal(kept(), []);
});

test('what was sent at the other region is not found again on the way back', () => {
  const here = storage();
  const chat = (name: string) => new Draft(here, 'leila', name, parseText);
  for (const name of ['chat.i1', 'chat.i2']) chat(name).save('typed before');
  const back = unpacked(packed({ ...handover, drafts: {}, gone: ['chat.i1', '../x\u0000'] }, undefined));
  assert.equal(back?.gone, ['chat.i1']);
  if (back) keepDrafts(here, back);
  assert.is(chat('chat.i1').load(), undefined);
  assert.is(chat('chat.i2').load(), 'typed before', 'what did not go along is still here');
});

const ticketOf = (payload: unknown) =>
  `${Buffer.from(JSON.stringify(payload)).toString('base64url')}.signature`;

test('a ticket says whose it is; nonsense and deceiving addresses say nothing', () => {
  const leila = { account: 'leila', email: 'leïla@example.org' };
  assert.equal(ownerOf(ticketOf({ ...leila, by: 'North', id: 'x' })), leila);
  assert.equal(ownerOf(ticketOf({ account: 'leila' })), { account: 'leila' });
  for (const email of [3, 'you \u202e@x', 'a@b\n', 'x'.repeat(255)])
    assert.equal(ownerOf(ticketOf({ account: 'leila', email })), { account: 'leila' });
  for (const ticket of ['', '.', 'nonsense', ticketOf(null), ticketOf({ account: 3 })])
    assert.is(ownerOf(ticket), undefined, ticket);
});

test('a link signs nobody in as somebody else, and where nobody is signed in not without asking', () => {
  const mallory = { account: 'mallory', email: 'mallory@example.org' };
  assert.is(arrivalOf(mallory, 'leila'), 'pass over');
  assert.is(arrivalOf(mallory, undefined), 'ask');
  assert.is(arrivalOf({ account: 'mallory' }, undefined), 'sign-in');
  assert.is(arrivalOf(mallory, 'mallory'), 'exchange');
});

test.run();
