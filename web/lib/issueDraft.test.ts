import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { parseIssueDraft } from './issueDraft.ts';

test('a draft comes back as it was stored, with its key', () => {
  const draft = {
    title: 'Printer',
    description: 'Gone',
    category: 'network',
    urgency: 'high' as const,
    once: { key: 'k', content: '{}' },
  };
  assert.equal(parseIssueDraft(JSON.parse(JSON.stringify(draft))), draft);
});

test('what an older page stored differently becomes blank, not a broken form', () => {
  assert.equal(parseIssueDraft({ title: 7, urgency: 'immediate', once: { key: 1 } }), {
    title: '',
    description: '',
    category: '',
    urgency: 'normal',
  });
  assert.is(parseIssueDraft('text'), undefined);
  assert.is(parseIssueDraft(null), undefined);
});

test.run();
