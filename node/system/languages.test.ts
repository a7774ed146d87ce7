import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { languageOf } from '../core/language.ts';
import { loadLanguages } from './languages.ts';

const languages = await loadLanguages();
const detected = (text: string, own: readonly string[] = ['xx']) => languageOf(text, languages.of(text), own);

test('sentences in the languages of the pages, and others, are told', () => {
  assert.is(detected('The printer cannot be reached since this morning'), 'en');
  assert.is(detected('मेरा कंप्यूटर चालू नहीं हो रहा है'), 'hi');
  assert.is(detected('Mi impresora no imprime desde ayer'), 'es');
  assert.is(detected('Mon ordinateur ne démarre plus depuis la mise à jour'), 'fr');
  assert.is(detected('Outlook startet nicht mehr nach dem Update'), 'de');
  assert.is(detected('الطابعة لا تعمل منذ أمس'), 'ar');
  assert.is(detected('Не включается компьютер после обновления'), 'ru');
  assert.is(detected('我的电脑坏了，无法开机'), 'zh');
});

test('one word, emoji, null characters and nothing at all are in the author’s language', () => {
  for (const text of ['', 'Wi-Fi', 'no', '😀😀', '\u0000'.repeat(100), '0x80070005', '   ', '\u202eabc'])
    assert.is(detected(text, ['fr']), 'fr', JSON.stringify(text));
});

test('the same text gets the same answer, in microseconds even when it is enormous', () => {
  const long = 'Outlook startet nicht mehr nach dem Update. '.repeat(500);
  assert.equal(languages.of(long), languages.of(long));
  assert.is(detected(long), 'de');
});

test('a German description with an English log below is German', () => {
  const text =
    'Nach dem Update startet der Dienst nicht mehr, im Protokoll steht folgendes, was ich nicht verstehe:\n' +
    'Nov 12 11:22:33 host sshd[1234]: Failed password for root from 10.0.0.1 port 22 ssh2';
  assert.is(detected(text), 'de');
});

test.run();
