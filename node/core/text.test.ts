import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { terms, termsMax, termWeight } from './text.ts';

test('words in lower case, without the stop words, plurals as one', () => {
  assert.equal(terms('My Printers do NOT print the Batteries'), ['printer', 'print', 'battery']);
  assert.equal(terms('status of the class'), ['status', 'class']);
});

test('full-width and ligature forms are the plain letters', () => {
  assert.equal(terms('ＶＰＮ ﬁrewall'), ['vpn', 'firewall']);
});

test('Wi-Fi is wifi, but a German compound stays two words', () => {
  assert.equal(terms('Wi-Fi, wifi, e-mail'), ['wifi', 'wifi', 'email']);
  assert.equal(terms('VPN-Verbindung'), ['vpn', 'verbindung']);
});

test('letters keep their combining marks: Hindi and decomposed accents are whole words', () => {
  assert.equal(terms('मेरा इंटरनेट नहीं चल रहा'), ['मेरा', 'इंटरनेट', 'नहीं', 'चल', 'रहा']);
  assert.equal(terms('re\u0301seau'), terms('réseau'));
  assert.equal(terms('क्\u200dष'), terms('क्ष'));
});

test('scripts without spaces are cut into pairs, and end where another script begins', () => {
  assert.equal(terms('WiFi接続できない'), ['wifi', '接続', '続で', 'でき', 'きな', 'ない']);
  assert.equal(terms('字 a1字'), ['字', 'a1', '字']);
});

test('right-to-left text and error codes', () => {
  assert.equal(terms('الطابعة لا تعمل 0x80070005'), ['الطابعة', 'لا', 'تعمل', '0x80070005']);
});

test('nothing readable has no terms', () => {
  for (const text of ['', ' \n\t', '\0\0\0', '🙂🔥👩‍💻', '!!! --- ???', '\ud800'])
    assert.equal(terms(text), []);
  assert.equal(terms('a\0printer\0b'), ['printer', 'b']);
});

test('a log dump is cut, and its hashes are left out', () => {
  const dump = `crash ${'0123456789abcdef'.repeat(4)} `.repeat(100_000);
  assert.is(terms(dump).length, Math.min(termsMax, Math.floor(20_000 / 71) + 1));
  assert.equal(new Set(terms(dump)), new Set(['crash']));
  assert.is(terms('printer '.repeat(5_000)).length, termsMax);
  assert.is(terms('one two three', 2).length, 2);
});

test('any text at all gives terms that read as themselves', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      for (const term of terms(text)) assert.equal(terms(term), [term]);
    }),
  );
});

test('longer terms weigh more, bare numbers little, all between 0 and 1', () => {
  assert.ok(termWeight('authentication') > termWeight('vpn'));
  assert.ok(termWeight('2026') < termWeight('ipv6'));
  fc.assert(
    fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), (term) => {
      assert.ok(termWeight(term) > 0 && termWeight(term) < 1);
    }),
  );
});

test.run();
