import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { attachmentsMax } from '../../node/core/attachments.ts';
import { RegisterExpert } from '../../node/schemas/inputs.ts';
import { replyTextLengthMax, replyTitleLengthMax } from '../../node/schemas/replies.ts';
import * as schema from '../../node/schemas/words.ts';
import { categoriesDefault, isNearLimit, isTooLong, limits } from './limits.ts';

/** Of how many characters a text may be. */
function longest(isTaken: (text: string) => boolean): number {
  let length = 1;
  while (isTaken('x'.repeat(length + 1))) length += 1;
  return length;
}

test('the pages show the limits that the API enforces', () => {
  assert.equal(limits, {
    name: longest((name) => RegisterExpert.shape.name.safeParse(name).success),
    title: schema.titleLengthMax,
    description: schema.descriptionLengthMax,
    message: schema.messageLengthMax,
    comment: schema.commentLengthMax,
    reason: schema.reasonLengthMax,
    qualifications: longest((words) => RegisterExpert.shape.qualifications.safeParse(words).success),
    capacity: schema.capacityMax,
    passwordMin: schema.passwordLengthMin,
    password: schema.passwordLengthMax,
    attachments: attachmentsMax,
    replyTitle: replyTitleLengthMax,
    replyText: replyTextLengthMax,
  });
  assert.equal([...categoriesDefault], [...schema.categoriesDefault]);
});

test('blanks around a text do not count, and the limit is near from four fifths on', () => {
  assert.not.ok(isTooLong(` ${'x'.repeat(200)} \n`, 200));
  assert.ok(isTooLong('x'.repeat(201), 200));
  assert.equal([isNearLimit('x'.repeat(159), 200), isNearLimit('x'.repeat(160), 200)], [false, true]);
});

test.run();
