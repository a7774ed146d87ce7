import { IssueId } from '../../node/core/ids.ts';
import type { SeededRandom } from '../random.ts';
import type { World } from '../world.ts';
import { pick } from './person.ts';

/** The admin loses patience with somebody so often. */
const pauseMinMs = 20_000;
const pauseMaxMs = 60_000;
const listMax = 100;

/** For so long, the admin now and then gives an issue that is not done to another region. */
export const meddle = async (world: World, random: SeededRandom, forMs: number): Promise<void> => {
  const admin = world.admin();
  const untilMs = world.clock.monotonicMs() + forMs;
  while (world.clock.monotonicMs() < untilMs) {
    await admin.sleep(random.between(pauseMinMs, pauseMaxMs));
    const list = await admin.look('all issues', (services, actor) =>
      services.admin.issues(actor, { state: undefined, after: undefined, limit: listMax }),
    );
    const open = (list?.items ?? []).filter(({ state }) => state === 'waiting' || state === 'assigned');
    if (open.length === 0) continue;
    const id = IssueId.parse(pick(random, open).id);
    const region = pick(random, admin.regionsShown(world.regions)).name;
    await admin.insist('reassign', `${id} ${admin.newKey()}`, (services, actor) =>
      services.admin.reassign(actor, id, { reason: 'It takes too long.', region }),
    );
  }
};
