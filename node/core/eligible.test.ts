import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type Askable, exclusionOf, preferReaders } from './eligible.ts';
import { AccountId } from './ids.ts';

const id = (text: string) => AccountId.parse(text);
type Expert = Askable & { languages: readonly string[]; isAvailable: boolean; hasSeat: boolean };
const expert = (more: Partial<Expert> = {}): Expert => ({
  id: id('anna'),
  categories: ['network'],
  languages: ['en'],
  isAvailable: true,
  hasSeat: true,
  ...more,
});
const standing = {
  isAvailable: ({ isAvailable }: Expert) => isAvailable,
  hasSeat: ({ hasSeat }: Expert) => hasSeat,
};
const languagesOf = ({ languages }: Expert) => languages;
const issue = { userId: id('ursula'), category: 'network', language: 'es', barred: [id('barred')] };
const passed = new Set([id('passed')]);
const reasonFor = (more: Partial<Expert>) => exclusionOf(expert(more), issue, passed, standing);

test('whoever is free, qualified and not asked yet is excluded by nothing, not even by the language', () => {
  assert.is(reasonFor({}), undefined);
});

test('each reason has its name, and the most lasting one is told', () => {
  assert.is(reasonFor({ id: id('ursula') }), 'own');
  assert.is(reasonFor({ categories: ['web'], isAvailable: false }), 'category');
  assert.is(reasonFor({ id: id('barred'), isAvailable: false }), 'had');
  assert.is(reasonFor({ id: id('passed'), hasSeat: false }), 'passed');
  assert.is(reasonFor({ isAvailable: false, hasSeat: false }), 'away');
  assert.is(reasonFor({ hasSeat: false }), 'full');
});

const english = expert();
const spanish = expert({ id: id('bert'), languages: ['fr', 'es-MX'] });

test('while somebody who reads it is free, only those who do are asked', () => {
  assert.equal(preferReaders([english, spanish], 'es', undefined, languagesOf), [spanish]);
});

test('where nobody free reads it, everybody who is free can be asked', () => {
  assert.equal(preferReaders([english], 'es', undefined, languagesOf), [english]);
});

test('whom a person named is asked whatever they read', () => {
  assert.equal(preferReaders([english, spanish], 'es', english.id, languagesOf), [english, spanish]);
});

test('an issue whose language nobody knows excludes nobody', () => {
  assert.equal(preferReaders([english, spanish], undefined, undefined, languagesOf), [english, spanish]);
});

test.run();
