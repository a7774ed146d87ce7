import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { AttachmentRef, fileNameOf, pictureTypeOf } from './attachments.ts';

const test = suite('attachments');

test('a name loses what deceives and nothing else', () => {
  assert.is(fileNameOf('report.pdf'), 'report.pdf');
  assert.is(fileNameOf('Größe – naïve 报告 रिपोर्ट تقرير.pdf'), 'Größe – naïve 报告 रिपोर्ट تقرير.pdf');
  assert.is(fileNameOf('photo\u202egnp.exe'), 'photognp.exe');
  assert.is(fileNameOf('\u2066a\u2069\u200b\ufeff\u0000\r\nb.txt'), 'ab.txt');
  assert.is(fileNameOf('../../etc/passwd'), '.._.._etc_passwd');
  assert.is(fileNameOf('C:\\Users\\me\\x.txt'), 'C:_Users_me_x.txt');
  assert.is(fileNameOf('<img src=x onerror=alert(1)>.svg'), '<img src=x onerror=alert(1)>.svg');
  assert.is(fileNameOf('👩‍💻.txt'), '👩‍💻.txt', 'emoji may be joined');
  assert.is(fileNameOf(' \u0007 '), 'file');
  assert.is(fileNameOf('\ud800.txt'), '.txt');
});

test('a long name keeps its ending', () => {
  const name = fileNameOf(`${'x'.repeat(500)}.tar.gz`);
  assert.is(Array.from(name).length, 120);
  assert.ok(name.endsWith('….gz'));
  assert.is(Array.from(fileNameOf('y'.repeat(500))).length, 120);
});

test('any name is clean after the first time, and short', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (given) => {
      const name = fileNameOf(given);
      assert.is(fileNameOf(name), name);
      assert.ok(name !== '' && Array.from(name).length <= 120);
      assert.not.match(name, /[\p{Cc}/\\\u202a-\u202e\u2066-\u2069]/u);
    }),
  );
});

test('a reference from another region is cleaned at the door', () => {
  const ref = { id: 'a', sha256: '0'.repeat(64), name: 'x\u202e/y', size: 1, type: 'text/html' };
  assert.is(AttachmentRef.parse(ref).name, 'x_y');
  for (const wrong of [{ size: 0 }, { size: 1e12 }, { sha256: 'x' }, { id: '../a' }])
    assert.not(AttachmentRef.safeParse({ ...ref, ...wrong }).success);
});

test('pictures are known by their bytes, and only those that cannot hold a script', () => {
  const typeOf = (text: string) => pictureTypeOf(Buffer.from(text, 'latin1'));
  assert.is(typeOf('\x89PNG\r\n\x1a\n....'), 'image/png');
  assert.is(typeOf('\xff\xd8\xff\xe0....'), 'image/jpeg');
  assert.is(typeOf('GIF89a..'), 'image/gif');
  assert.is(typeOf('RIFF....WEBPVP8 '), 'image/webp');
  for (const other of [
    '',
    '<svg xmlns="http://www.w3.org/2000/svg">',
    '<html>',
    '%PDF-1.7',
    'RIFF....WAVE',
    ' GIF89a',
  ])
    assert.is(typeOf(other), undefined);
});

test.run();
