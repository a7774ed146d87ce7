/** From a submission to the offer on the expert's live socket, in the same region and in another. */
import { WebSocket } from 'ws';
import { adminPassword, type LifeNode, type LifeNodes, startMesh } from '../../node/life/nodes.ts';
import { ask, eventually, newExpert, newUser, type Person, signIn } from '../../node/life/people.ts';
import { MeshView } from '../../node/schemas/mesh-views.ts';
import { LiveEvent, OfferList } from '../../node/schemas/views.ts';
import { limits } from '../../node/services/limits.ts';
import { type Spread, spreadOf } from './figures.ts';

/** Until the code has been compiled by the engine, times are of the engine. */
const warmUpSamples = 10;
/** The round trip is asked for so often among the samples. */
const roundTripEvery = 5;

export type Offers = {
  readonly sameRegion: Spread;
  readonly otherRegion: Spread;
  /** As the mesh measures it all the time, by pings from the one region to the other. */
  readonly meshRoundTrip: Spread;
};

/** Two regions; the expert who is offered each issue sits at the user's region first, and then at the other. */
export async function measureOffers(nodes: LifeNodes, samples: number): Promise<Offers> {
  const [north, south] = await startMesh(nodes, ['North', 'South']);
  if (north === undefined || south === undefined) throw new Error('Two nodes were to start.');
  await eventually('the regions see each other', async () => {
    const views = await Promise.all([north, south].map(meshOf));
    return views.every(({ regions }) => regions.filter(({ state }) => state === 'up').length === 2);
  });
  const admin = await eventually('the admin is known at South', () =>
    signIn(south.url, north.options.adminEmail, adminPassword),
  );
  const sameMs = await measure(north, await expertAt(north, 'Near', 'network', admin), 'network', samples);
  const roundTripsMs: number[] = [];
  const otherMs = await measure(
    north,
    await expertAt(south, 'Far', 'database', admin),
    'database',
    samples,
    async () => {
      const { regions } = await meshOf(north);
      const { roundTripMs } = regions.find(({ name }) => name === 'South') ?? {};
      if (roundTripMs !== undefined) roundTripsMs.push(roundTripMs);
    },
  );
  return {
    sameRegion: spreadOf(sameMs),
    otherRegion: spreadOf(otherMs),
    meshRoundTrip: spreadOf(roundTripsMs),
  };
}

const meshOf = ({ url }: LifeNode) => ask(MeshView, 'GET', `${url}/api/v1/mesh`);

const expertAt = async ({ url }: LifeNode, name: string, category: string, admin: Person) => {
  const expert = await newExpert(url, name, { categories: [category], admin });
  await expert.appear('online');
  return expert;
};

/** ms of each sample, without the warm-up. Each issue is cancelled once it was offered, so that the seat is free again. */
async function measure(
  { url }: LifeNode,
  expert: Person,
  category: string,
  samples: number,
  between: () => Promise<void> = async () => undefined,
): Promise<number[]> {
  const socket = await liveOf(expert);
  const tookMs: number[] = [];
  let user: Person | undefined;
  try {
    for (let at = 0; at < warmUpSamples + samples; at += 1) {
      // One person may submit so many in an hour; then it is someone else.
      if (user === undefined || at % limits.issuesPerHour === 0) {
        user = await newUser(url, `Asker-${category}-${at}`);
      }
      const heard = socket.nextOffers();
      const startedAt = performance.now();
      const { id } = await user.submit({ title: `Trouble number ${at}`, category });
      const heardAt = await heard;
      if (at >= warmUpSamples) tookMs.push(heardAt - startedAt);
      // The news was of this offer and of no other.
      if ((await expert.offerOf(id)) === undefined) throw new Error('The news was not of the offer.');
      const withdrawn = socket.nextOffers();
      await user.act(id, 'cancel', {});
      await withdrawn;
      await eventually('the offer is withdrawn', async () => {
        const { items } = await expert.get(OfferList, '/offers');
        return items.length === 0;
      });
      if (at % roundTripEvery === 0) await between();
    }
  } finally {
    socket.close();
  }
  return tookMs;
}

/** How long news may take before the benchmark gives up. */
const newsMaxMs = 20_000;

async function liveOf(person: Person) {
  const socket = new WebSocket(`${person.url.replace(/^http/, 'ws')}/api/v1/live`, {
    headers: { authorization: `Bearer ${person.token}` },
  });
  const waiting: ((at: number) => void)[] = [];
  const hello = new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.on('message', (data) => {
      const at = performance.now();
      const { kind } = LiveEvent.parse(JSON.parse(String(data)));
      if (kind === 'hello') resolve();
      if (kind === 'offers') for (const tell of waiting.splice(0)) tell(at);
    });
  });
  await hello;
  return {
    /** When the next news of offers comes, on this process's monotonic clock. */
    nextOffers: () =>
      new Promise<number>((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`No news of offers in ${newsMaxMs} ms.`)), newsMaxMs);
        waiting.push((at) => {
          clearTimeout(timer);
          resolve(at);
        });
      }),
    close: () => socket.terminate(),
  };
}
