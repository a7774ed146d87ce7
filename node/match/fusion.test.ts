import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { AccountId, IssueId } from '../core/ids.ts';
import { nothingLearnt, type Skilled } from '../core/skill.ts';
import { besideWords } from './fusion.ts';
import { KeywordMatcher } from './keyword-matcher.ts';
import { Meanings } from './meanings.ts';
import { Roster } from './roster.ts';
import { ownSentenceOf, sentenceOf } from './sentence.ts';
import { toBytes } from './vector.ts';

const test = suite('words and meaning together');

const now = Date.UTC(2026, 5, 1);
const [vpn, printers] = [toBytes([0.96, 0.28]), toBytes([0.28, 0.96])];
const expert = (id: string): Skilled => ({
  id: AccountId.parse(id),
  categories: ['network'],
  qualifications: '',
  quiz: {},
  learnt: nothingLearnt,
});
const [egon, erna] = [expert('egon'), expert('erna')];
const asked = { title: 'Remote access', description: 'Cut off from home.', category: 'network' };

const made = () => {
  const roster = new Roster();
  const words = new KeywordMatcher(roster);
  const meanings = new Meanings(2, roster);
  for (const one of [egon, erna]) words.declare(one);
  const past = (id: string, { id: expertId }: Skilled, title: string, vector: typeof vpn) => {
    const issueId = IssueId.parse(id);
    words.past.add({ id: issueId, expertId, title, description: '', category: '', at: now });
    meanings.add(issueId, expertId, now, vector);
  };
  past('issue1', egon, 'VPN drops the tunnel', vpn);
  past('issue2', erna, 'Printer jams', printers);
  return { words, meanings };
};

test('who resolved what means the same comes first where words tell nothing', () => {
  const { words, meanings } = made();
  const byWords = words.skillFor(asked, now);
  assert.is(byWords(egon).value, byWords(erna).value);
  const look = meanings.look(toBytes([1, 0]), { now, limit: 10 });
  const skillOf = words.skillFor(asked, now, besideWords(look));
  assert.ok(skillOf(egon).value > skillOf(erna).value);
  assert.is(skillOf(egon).matcher, 'semantic');
  assert.is(skillOf(egon).past[0]?.issueId, 'issue1');
  for (const part of Object.values(skillOf(egon).parts)) assert.ok(part >= 0 && part <= 1);
});

test('where nothing was resolved for years, nobody has become worse than the others', () => {
  const { words, meanings } = made();
  const later = now + 5 * 365 * 86_400_000;
  const partAt = (at: number) =>
    besideWords(meanings.look(vpn, { now: at, limit: 10 })).votes(
      words.past.nearest(asked, { now: at, limit: 10 }),
    );
  assert.ok(
    Math.abs((partAt(now).get(egon.id)?.value ?? 0) - (partAt(later).get(egon.id)?.value ?? 1)) < 1e-9,
  );
});

test('a past issue whose meaning is not known speaks by its words', () => {
  const { words, meanings } = made();
  meanings.remove(IssueId.parse('issue1'));
  const text = { ...asked, title: 'VPN drops the tunnel' };
  const skillOf = words.skillFor(text, now, besideWords(meanings.look(vpn, { now, limit: 10 })));
  assert.ok(skillOf(egon).parts.past > skillOf(erna).parts.past);
});

test('a sentence has its title first, no category, and an end; without words there is none', () => {
  assert.is(sentenceOf({ title: 'A', description: 'b' }), 'A\nb');
  assert.is(sentenceOf({ title: 'a\0b', description: '' }), 'a b');
  assert.is(sentenceOf({ title: '🙂', description: '— !' }), undefined);
  assert.ok((sentenceOf({ title: 'a', description: 'b '.repeat(1e6) })?.length ?? 0) < 3_000);
  assert.is(ownSentenceOf({ qualifications: ' ', categories: ['web', 'cloud'] }), 'web, cloud');
  assert.is(ownSentenceOf({ qualifications: '', categories: [] }), undefined);
});

test.run();
