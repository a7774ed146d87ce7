import { test } from 'uvu';
import * as assert from 'uvu/assert';
import '../words/testing.ts';
import type { MeView } from '../../node/schemas/views.ts';
import { assistantModel, shiftText, withDraft } from './assistant.ts';
import { me } from './session.ts';

const somebody: MeView = {
  account: {
    id: 'a',
    name: 'A',
    email: 'a@example.org',
    roles: ['user'],
    region: 'North',
    languages: ['en'],
  },
  here: 'North',
  standing: 0.5,
  sessionExpiresAt: 1,
};

test('there is an assistant only where the node says so', () => {
  assert.is(assistantModel(), undefined);
  me.value = somebody;
  assert.is(assistantModel(), undefined);
  me.value = { ...somebody, assistant: { model: 'small' } };
  assert.is(assistantModel(), 'small');
  me.value = undefined;
});

test('a draft takes nothing away from what is written', () => {
  assert.is(withDraft('', 'Hello'), 'Hello');
  assert.is(withDraft(' \n', 'Hello'), 'Hello');
  assert.is(withDraft('Wait. ', 'Hello'), 'Wait.\n\nHello');
});

test('how far skill was moved', () => {
  assert.is(shiftText(0.1), '+0.10');
  assert.is(shiftText(-0.054), '−0.05');
});

test.run();
