import * as fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { encodeFrame, FrameReader, FrameTooLarge } from './framing.ts';

function drain(reader: FrameReader): string[] {
  const texts: string[] = [];
  for (let frame = reader.next(); frame !== undefined; frame = reader.next()) texts.push(frame.toString());
  return texts;
}

test('frames come out as they went in, however the stream is cut', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: 'binary', maxLength: 50 })),
      fc.array(fc.nat(7)),
      (texts, cuts) => {
        const bytes = Buffer.concat(texts.map(encodeFrame));
        const reader = new FrameReader(1_000);
        const seen: string[] = [];
        let at = 0;
        for (const cut of [...cuts, bytes.length]) {
          reader.push(bytes.subarray(at, at + cut));
          at += cut;
          seen.push(...drain(reader));
        }
        assert.equal(
          seen,
          texts.map((text) => Buffer.from(text).toString()),
        );
      },
    ),
  );
});

test('a frame of exactly the limit passes; one byte more is refused by its header alone', () => {
  const reader = new FrameReader(5);
  reader.push(encodeFrame('12345'));
  assert.equal(drain(reader), ['12345']);
  reader.push(encodeFrame('123456').subarray(0, 4));
  assert.throws(
    () => reader.next(),
    (error: unknown) => error instanceof FrameTooLarge,
  );
});

test.run();
