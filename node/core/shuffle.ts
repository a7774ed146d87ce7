import type { Random } from '../ports.ts';

/** The items in random order, each order equally likely: every item draws a number, the least comes first. */
export function shuffled<T>(items: readonly T[], random: Random): T[] {
  return items
    .map((item) => ({ item, drawn: random.next() }))
    .sort((a, b) => a.drawn - b.drawn)
    .map(({ item }) => item);
}
