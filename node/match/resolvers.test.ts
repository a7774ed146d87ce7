import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { Resolvers } from './resolvers.ts';

/** Half a year, in days: half-life of what was resolved. */
const halfLife = 180;
const growthAt = (day: number) => 2 ** (day / halfLife);

/** Resolvers by number, of whom each resolved one issue every so many days, from one day to another. */
function made(...people: readonly { readonly every: number; readonly from?: number; readonly to: number }[]) {
  const resolvers = new Resolvers();
  for (const [expert, { every, from = 0, to }] of people.entries())
    for (let day = from; day <= to; day += every) resolvers.add(expert, growthAt(day), 10);
  return (now: number) => resolvers.activity(1 / growthAt(now));
}

test('who goes on as before is as active as can be, and so is who has only begun', () => {
  const activity = made({ every: 2, to: 720 }, { every: 20, to: 720 }, { every: 1, from: 700, to: 720 })(720);
  for (const expert of [0, 1, 2]) assert.is(activity(expert), 1);
});

test('who resolved much and stopped is less active from month to month, while others go on', () => {
  const after = (months: number) => {
    const now = 720 + 30 * months;
    return made({ every: 2, to: now }, { every: 2, to: 720 })(now)(1);
  };
  assert.is(after(0), 1);
  assert.ok(after(1) < 0.9 && after(1) > after(3) && after(3) > after(6));
  assert.ok(after(6) < 1 / 3 && after(6) > 1 / 5);
});

test('of who resolved few issues a pause says little', () => {
  const activity = made({ every: 2, to: 900 }, { every: 90, to: 720 })(900);
  assert.ok(activity(1) > 0.85 && activity(1) < 1);
});

test('where all of them stop nobody is taken to have turned to other things', () => {
  const activityAt = made({ every: 2, to: 720 }, { every: 5, to: 720 });
  for (const now of [720, 900, 1_440])
    for (const expert of [0, 1]) assert.ok(activityAt(now)(expert) > 0.98, `${expert} on day ${now}`);
});

test('of who resolved nothing, or left nothing, nothing is known', () => {
  const resolvers = new Resolvers();
  assert.is(resolvers.activity(1)(3), 1);
  resolvers.add(3, 1, 10);
  resolvers.remove(3, 1, 10);
  assert.is(resolvers.activity(0.5)(3), 1);
});

test.run();
