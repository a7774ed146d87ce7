import type { Client, NewsKind } from '../client.ts';
import type { SeededRandom } from '../random.ts';
import type { World } from '../world.ts';

/** Whoever sits before a page. All they do comes from their own stream of chance and from what the page shows. */
export type Person = {
  readonly client: Client;
  readonly random: SeededRandom;
  readonly world: World;
  /** Whether the page has a live connection, or looks again every few seconds. */
  readonly isLive: boolean;
  /** How many times less often than in a compressed run they look at what changes by itself. */
  readonly calm: number;
};

/** A page without a live connection looks again so often. */
const pollMinMs = 2_000;
const pollMaxMs = 6_000;
/** What nobody waits for, such as one's own profile, is looked at more rarely. */
const calmPollMinMs = 20_000;
const calmPollMaxMs = 40_000;
/** A page with a live connection looks again all the same now and then, in case it missed something. */
const liveLookMs = 60_000;

/** Waits until it is time to look again at what changes by these kinds of news. */
export const untilNews = (
  { client, random, isLive, calm }: Person,
  kinds: readonly NewsKind[],
  { isCalm = false } = {},
): Promise<void> => {
  const pollMs = isCalm ? random.between(calmPollMinMs, calmPollMaxMs) : random.between(pollMinMs, pollMaxMs);
  return client.news(kinds, (isLive ? liveLookMs : pollMs) * calm);
};

/** A pause for thought, in [min, max) ms. */
export const think = ({ client, random }: Person, minMs: number, maxMs: number): Promise<void> =>
  client.sleep(random.between(minMs, maxMs));

/** One of the items. @throws Error when there is none */
export const pick = <T>(random: SeededRandom, items: readonly T[]): T => {
  const item = items[Math.floor(random.next() * items.length)];
  if (item === undefined) throw new Error('There is nothing to pick from.');
  return item;
};
