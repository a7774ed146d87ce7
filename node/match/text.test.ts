import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { terms, termsMax, termWeight } from './text.ts';

const same = (...texts: string[]) => {
  const [first = [], ...others] = texts.map((text) => terms(text));
  assert.ok(first.length > 0);
  for (const other of others) assert.equal(other, first);
};

test('stems in lower case, without the stop words', () => {
  assert.equal(terms('My Printers do NOT print the Batteries'), ['printer', 'print', 'batteri']);
  assert.equal(terms('status of the class'), ['statu', 'class']);
});

test('forms of a word are one term, in the language of the text', () => {
  same('the connection is lost', 'the connections are lost');
  same('la impresora no funciona', 'las impresoras no funcionan');
  same('les imprimantes', 'une imprimante');
  same('die Verbindung ist weg', 'die Verbindungen sind weg');
  same('एक किताब', 'किताबें');
  same('الطابعة', 'طابعة');
});

test('accents that are left out make no other word', () => {
  same('le réseau est tombé', 'le reseau est tombe');
  same('la contraseña', 'la contrasena');
});

test('the language can be said; one that is not known is guessed', () => {
  assert.equal(terms('Verbindungen', 'de'), ['verbind']);
  assert.equal(terms('Verbindungen', 'xx'), terms('Verbindungen'));
  assert.equal(terms('شبکه‌ها', 'fa'), ['شبکهها']);
});

test('full-width and ligature forms are the plain letters', () => {
  assert.equal(terms('ＶＰＮ ﬁrewall'), ['vpn', 'firewal']);
});

test('Wi-Fi is wifi, but a German compound stays two words', () => {
  assert.equal(terms('Wi-Fi, wifi, e-mail'), ['wifi', 'wifi', 'email']);
  assert.equal(terms('VPN-Verbindung'), ['vpn', 'verbindung']);
});

test('letters keep their combining marks: Hindi and decomposed accents are whole words', () => {
  assert.equal(terms('मेरा इंटरनेट नहीं चल रहा'), ['मेर', 'इंटरनेट', 'चल']);
  assert.equal(terms('re\u0301seau'), terms('réseau'));
  assert.equal(terms('क्\u200dष'), terms('क्ष'));
});

test('scripts without spaces are cut into pairs, and end where another script begins', () => {
  assert.equal(terms('WiFi接続できない'), ['wifi', '接続', '続で', 'でき', 'きな', 'ない']);
  assert.equal(terms('字 a1字'), ['字', 'a1', '字']);
});

test('right-to-left text and error codes', () => {
  assert.equal(terms('الطابعة لا تعمل 0x80070005'), ['طابع', 'تعمل', '0x80070005']);
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
  assert.is(terms('one two three', 'en', 2).length, 2);
});

test('any text at all gives the same short terms each time', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      const found = terms(text);
      assert.equal(terms(text), found);
      for (const term of found) assert.ok(term.length > 0 && term.length <= 80, term);
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
