import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Seen, SeenProfile } from '../seen.ts';
import { offeredToWhom } from './offered-to-whom.ts';
import { anAccount, anEntry, aProfile, committed, expert, north, user } from './testing.ts';

const account = { in: 'accounts', doc: anAccount() } as const;
const offer = { in: 'entries', doc: anEntry('offered') } as const;
const profile = (changes: Partial<SeenProfile> = {}) => ({ in: 'profiles', doc: aProfile(changes) }) as const;

const complaint = (...commits: readonly (readonly Seen[])[]) =>
  offeredToWhom
    .check({ events: commits.map((changes) => committed(north, ...changes)), final: [] })
    .join('\n');

test('an offer to a verified expert of the category who is online is fine', () => {
  assert.is(complaint([account, profile()], [offer]), '');
});

test('an offer to anybody else is noticed', () => {
  assert.match(complaint([account], [offer]), 'is no expert there');
  assert.match(complaint([account, profile({ presence: 'away' })], [offer]), 'is away');
  assert.match(complaint([account, profile({ categories: ['web'] })], [offer]), 'does not know network');
  assert.match(complaint([profile()], [offer]), 'is not verified');
  const own = {
    in: 'entries',
    doc: { ...offer.doc, issue: { ...offer.doc.issue, userId: expert } },
  } as const;
  assert.match(complaint([account, profile()], [own]), 'submitted the issue');
  assert.ok(user !== expert);
});

test('whoever goes away leaves no open offer behind', () => {
  const away = profile({ presence: 'away' });
  assert.match(complaint([account, profile(), offer], [away]), 'is away');
  assert.is(complaint([account, profile(), offer], [away, { in: 'entries', doc: anEntry('closed') }]), '');
});

test.run();
