import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { entryIdOf, OfferId } from '../../node/core/ids.ts';
import type { SeenEntry } from '../seen.ts';
import { choices } from './choices.ts';
import {
  anAccount,
  anEntry,
  aProfile,
  committed,
  expert,
  issueId,
  north,
  nth,
  otherExpert,
} from './testing.ts';

const why: NonNullable<SeenEntry['phase']['why']> = {
  score: 0.6,
  terms: { skill: 0.5, trust: 0.5, availability: 0.8, load: 1 },
  weights: { skill: 0.5, trust: 0.25, availability: 0.125, load: 0.125 },
  next: [{ less: 'skill', expert: { id: otherExpert, name: 'Olga' } }],
};
const offered = (
  changes: Partial<typeof why> = {},
  issue: Partial<SeenEntry['issue']> = {},
): ReturnType<typeof committed> => {
  const entry = anEntry('offered');
  return committed(north, {
    in: 'entries',
    doc: {
      ...entry,
      issue: { ...entry.issue, urgency: 'normal', ...issue },
      phase: {
        at: 'offered',
        offerId: OfferId.parse('1'),
        expert: { id: expert },
        why: { ...why, ...changes },
      },
    },
  });
};
const reading = (id: typeof expert, language: string) =>
  committed(north, { in: 'accounts', doc: anAccount({ id, languages: [language] }) });
const asked = (count: number) =>
  committed(north, { in: 'profiles', doc: aProfile({ offers: { offered: count } }) });
const wrongs = (...events: Parameters<typeof choices.check>[0]['events'][number][]) =>
  choices.check({ events, final: [] }).length;

test('what adds up is fine, and what does not is noticed, once an offer', () => {
  assert.is(wrongs(offered()), 0);
  assert.is(wrongs(offered({ score: 0.61 }), offered({ score: 0.61 })), 1);
});

test('newcomers alone are put first by lot, and not for what is urgent', () => {
  assert.is(wrongs(asked(4), offered({ isTryout: true })), 0);
  assert.is(wrongs(asked(5), offered({ isTryout: true })), 1);
  assert.is(wrongs(asked(4), offered({ isTryout: true }, { urgency: 'critical' })), 1);
});

test('a newcomer who is put first has nothing to do', () => {
  const terms = { ...why.terms, load: 0.5 };
  const score = why.score - why.weights.load / 2;
  assert.is(wrongs(asked(4), offered({ terms, score })), 0);
  assert.is(wrongs(asked(4), offered({ terms, score, isTryout: true })), 1);
});

test('who does not read it is asked when who comes next does not either, or when they were named', () => {
  const language = { is: 'es', isRead: false };
  assert.is(wrongs(reading(otherExpert, 'en'), offered({ language })), 0);
  assert.is(wrongs(reading(otherExpert, 'es-MX'), offered({ language })), 1);
  assert.is(wrongs(reading(otherExpert, 'es'), offered({ language, excluded: { language: 1 } })), 0);
  assert.is(wrongs(reading(otherExpert, 'es'), offered({ language }, { wanted: { expertId: expert } })), 0);
  assert.is(
    wrongs(reading(otherExpert, 'es'), offered({ language }, { wanted: { expertId: otherExpert } })),
    1,
  );
});

test('of issues placed together one may get the reader of both', () => {
  const language = { is: 'es', isRead: false };
  const one = offered({ language, isTogether: true });
  const otherEntry = {
    in: 'entries',
    doc: { ...anEntry('offered', { by: otherExpert }), id: entryIdOf(issueId, nth(2)) },
  } as const;
  const together = one.kind === 'committed' ? { ...one, changes: [...one.changes, otherEntry] } : one;
  assert.is(wrongs(reading(otherExpert, 'es'), one), 1);
  assert.is(wrongs(reading(otherExpert, 'es'), together), 0);
});

test.run();
