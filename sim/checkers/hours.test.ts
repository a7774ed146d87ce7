import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { SeenEntry, SeenProfile } from '../seen.ts';
import { hours } from './hours.ts';
import { anEntry, aProfile, committed, expert, north, south } from './testing.ts';

/** A Thursday, at ten. */
const now = Date.UTC(2026, 0, 1, 10);
const why: NonNullable<SeenEntry['phase']['why']> = {
  score: 0.6,
  terms: { skill: 0.5, trust: 0.5, availability: 0.8, load: 1 },
  weights: { skill: 0.5, trust: 0.25, availability: 0.125, load: 0.125 },
};
const profile = (changes: Partial<SeenProfile> = {}) =>
  ({ in: 'profiles', doc: aProfile({ availability: { value: 0.8 }, ...changes }) }) as const;
const chosen = (availability: number, at: 'offered' | 'held' = 'offered') => {
  const entry = anEntry(at);
  const phase = {
    at,
    expert: { id: expert },
    since: now,
    why: { ...why, terms: { ...why.terms, availability } },
  };
  return { in: 'entries', doc: { ...entry, phase } } as const;
};
const during = (from: string, to: string): Partial<SeenProfile> => ({
  workingHours: { timeZone: 'UTC', shifts: [{ days: ['thu'], from, to }] },
});
const wrongs = (...events: Parameters<typeof hours.check>[0]['events'][number][]) =>
  hours.check({ events, final: [] }).length;

test('within declared hours, or with none, availability counts whole', () => {
  for (const when of [{}, during('09:00', '17:00')]) {
    assert.is(wrongs(committed(north, profile(when)), committed(north, chosen(0.8))), 0);
    assert.is(wrongs(committed(north, profile(when)), committed(north, chosen(0.4))), 1);
  }
});

test('outside them half of it counts', () => {
  const evening = profile(during('18:00', '22:00'));
  assert.is(wrongs(committed(north, evening), committed(north, chosen(0.4))), 0);
  assert.is(wrongs(committed(north, evening), committed(north, chosen(0.8))), 1);
});

test('a shift may end on the next day', () => {
  const night = (...days: ('wed' | 'thu')[]) =>
    profile({ workingHours: { timeZone: 'UTC', shifts: [{ days, from: '22:00', to: '11:00' }] } });
  assert.is(wrongs(committed(north, night('wed')), committed(north, chosen(0.8))), 0);
  assert.is(wrongs(committed(north, night('thu')), committed(north, chosen(0.8))), 1);
});

test('what changed at the same time, was chosen before, or in another region, is left out', () => {
  assert.is(wrongs(committed(north, profile()), committed(north, profile(), chosen(0.4))), 0);
  assert.is(wrongs(committed(north, profile()), committed(south, chosen(0.4))), 0);
  assert.is(
    wrongs(
      committed(south, profile()),
      committed(south, chosen(0.8, 'held')),
      committed(south, profile({ availability: { value: 0.9 } })),
      committed(south, chosen(0.8)),
    ),
    0,
  );
  assert.is(wrongs(committed(south, profile()), committed(south, chosen(0.4))), 0, 'held unseen');
});

test.run();
