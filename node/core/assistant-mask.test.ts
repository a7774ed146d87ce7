import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { Mask, withoutName } from './assistant-mask.ts';

const test = suite('mask');
const hidden = (text: string) => new Mask().hide(text);

test('e-mail addresses and telephone numbers are hidden', () => {
  for (const address of ['ana@example.org', 'a.b+c@mail.example.co.uk', 'jürgen@müller.example']) {
    assert.is(hidden(`Write to ${address}, please.`), 'Write to [e-mail 1], please.', address);
  }
  const numbers = [
    '+49 171 2345678',
    '+1 (555) 123-4567',
    '+91-98765-43210',
    '0049 171 2345678',
    '(0171) 234 5678',
    '555-123-4567',
    '555.123.4567',
    '0171 2345678',
    '0171/2345678',
    '020 7946 0958',
    '98765 43210',
    '9876543210',
    '01712345678',
  ];
  for (const number of numbers) {
    assert.is(hidden(`Call ${number}.`), 'Call [phone 1].', number);
  }
});

test('what issues are about stays', () => {
  const texts = [
    'ping 192.168.100.200 and 10.0.0.1:8080 fail',
    'fe80::1ff:fe23:4567:890a',
    'since 2024-01-15 10:22:33.123',
    'since 05-12-2024 and 15.01.2024',
    'error 0x80070057, code 1603, port 00:1B:44:11:3A:B7',
    'version 10.0.19045.3803, build 20240115.1',
    'at 1700000000 or 1700000000000',
    'disk of 500000000000 bytes',
    'commit 9876543210abcdef',
    'user@host without a domain',
    'see /dev/sda1/9876543210/x',
    'UUID 123e4567-e89b-12d3-a456-426614174000',
  ];
  for (const text of texts) assert.is(hidden(text), text);
});

test('the same words have the same stand-in, and come back', () => {
  const mask = new Mask();
  const text = 'ana@example.org or +49 171 2345678, again ana@example.org';
  const shown = mask.hide(text);
  assert.is(shown, '[e-mail 1] or [phone 1], again [e-mail 1]');
  assert.is(mask.hide('bob@example.org'), '[e-mail 2]');
  assert.is(mask.restore(shown), text);
  assert.is(mask.restore('[e-mail 9] [phone 1]'), '[e-mail 9] +49 171 2345678');
});

test('any text comes back as it was, and in no time', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      const mask = new Mask();
      // Unless somebody wrote a stand-in.
      if (!/\[(e-mail|phone)/.test(text)) assert.is(mask.restore(mask.hide(text)), text);
    }),
    { numRuns: 300 },
  );
  for (const unit of ['a@', '+1', '0 ', 'a.', '(1', '1-', 'a@b.']) {
    const before = process.cpuUsage();
    hidden(unit.repeat(10_000));
    const { user } = process.cpuUsage(before);
    assert.ok(user < 1_000_000, `${unit} took ${user} µs`);
  }
});

test('somebody is described without their name', () => {
  assert.is(withoutName('Asha Rao, CCNA. Ask asha.', 'Asha Rao'), '[name], CCNA. Ask [name].');
  assert.is(withoutName('Javascript by Java Li (li)', 'Java Li'), 'Javascript by [name] (li)');
  assert.is(withoutName('C++ (really)', '(really)'), 'C++ [name]');
  assert.is(withoutName('Nothing', ''), 'Nothing');
});

test.run();
