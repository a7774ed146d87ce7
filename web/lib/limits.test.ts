import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { attachmentsMax } from '../../node/core/attachments.ts';
import { replyTextLengthMax, replyTitleLengthMax } from '../../node/schemas/replies.ts';
import * as schema from '../../node/schemas/words.ts';
import { categoriesDefault, limits } from './limits.ts';

test('the pages show the limits that the API enforces', () => {
  assert.equal(limits, {
    title: schema.titleLengthMax,
    description: schema.descriptionLengthMax,
    message: schema.messageLengthMax,
    comment: schema.commentLengthMax,
    reason: schema.reasonLengthMax,
    capacity: schema.capacityMax,
    passwordMin: schema.passwordLengthMin,
    password: schema.passwordLengthMax,
    attachments: attachmentsMax,
    replyTitle: replyTitleLengthMax,
    replyText: replyTextLengthMax,
  });
  assert.equal([...categoriesDefault], [...schema.categoriesDefault]);
});

test.run();
