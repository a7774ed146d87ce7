import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { AccountId, IssueId } from '../core/ids.ts';
import { nothingLearnt, type Skilled } from '../core/skill.ts';
import { KeywordMatcher } from './keyword-matcher.ts';
import { learn } from './learnt.ts';

const categories = ['network', 'hardware', 'constructor'];
const expert = (n: number, more: Partial<Skilled> = {}): Skilled => ({
  id: AccountId.parse(`expert ${n}`),
  categories: categories.filter((_, at) => (n >> at) % 2 === 1),
  qualifications: n % 2 ? 'VPN tunnels' : 'printers',
  quiz: n % 3 ? { network: n / 200, hardware: 2 } : {},
  learnt: nothingLearnt,
  ...more,
});
const asked = (category: string) => ({ title: 'VPN tunnel drops', description: 'and the printer', category });

test('the value of somebody by number is that of their skill, also after they have changed or gone', () => {
  const matcher = new KeywordMatcher();
  const known = new Map<number, Skilled>();
  const declare = (one: Skilled) => known.set(matcher.declare(one), one);
  const compare = () => {
    for (const category of [...categories, 'elsewhere']) {
      const skillOf = matcher.skillFor(asked(category), 0);
      for (const [number, one] of known) {
        // A copy is not known: it is looked at itself.
        assert.is(skillOf.valueAt(number), skillOf({ ...one }).value);
        assert.is(skillOf.valueAt(number), skillOf(one).value);
      }
    }
  };
  for (let n = 0; n < 200; n++) declare(expert(n));
  compare();
  const memory = learn(nothingLearnt, asked('network'), 0);
  for (let n = 0; n < 200; n += 3) declare(expert(n, { categories: ['network'], quiz: {}, learnt: memory }));
  for (let n = 0; n < 200; n += 2)
    matcher.past.add({
      ...asked('network'),
      id: IssueId.parse(`issue ${n}`),
      expertId: expert(n % 50).id,
      at: n,
    });
  compare();
  matcher.isFilling = true;
  compare();
  const number = matcher.declare(expert(1));
  matcher.undeclare(expert(1).id);
  assert.is(matcher.skillFor(asked('network'), 0).valueAt(number), 0);
});

test.run();
