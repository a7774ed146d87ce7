import type { AdoptionList } from '../node/schemas/mesh-views.ts';
import type { SimulatedRegion } from './region.ts';
import type { World } from './world.ts';

/** How long people wait for their region before they open another's page. */
const patienceMs = 15_000;
/** An admin tries so often while a region is still believed to be there, and looks so often how far an adoption is. */
const lookMs = 2_000;

/** An admin who is ready to go on without a region that is down waits so long for it. */
const forcedAfterMs = 20_000;

/** Who adopts which region; forced, they go on without others that are down after a while. */
export type Adopting = {
  readonly region: string;
  readonly by: readonly string[];
  readonly isForced: boolean;
};

/** Admins at these regions adopt the issues of one that died, all at once. Resolves when it has been done. */
export const adopt = async (world: World, { region, by, isForced }: Adopting): Promise<void> => {
  const lost = world.region(region);
  const adopters = by.map((name) => world.region(name));
  const [refuge] = adopters;
  await world.sleep(patienceMs);
  world.tellOfLoss();
  if (refuge !== undefined) world.movePeople(lost, refuge);
  await Promise.all(adopters.map((adopter) => adoptAt(world, adopter, lost, isForced)));
};

/** Which region leaves, where its people go, and whether it goes without others that are down after a while. */
export type Draining = {
  readonly region: string;
  readonly refuge: string;
  readonly finishMs: number;
  readonly isForced: boolean;
};

/**
 * An admin lets a region leave. Its people hear of it after a while and go on at `refuge`; whoever comes to it before
 * that with something new is sent away, and comes again. No user may hear that an issue of theirs is not there.
 * Resolves when its node has stopped by itself.
 */
export const drain = async (
  world: World,
  { region, refuge, finishMs, isForced }: Draining,
): Promise<void> => {
  const leaving = world.region(region);
  const admin = world.admin(world.region(refuge));
  world.tellExpertsOfLeaving();
  const ask = (forced: boolean) =>
    admin
      .callAs('drain', ({ admin: calls }, actor) =>
        calls.drain(actor, region, {
          reason: 'Its machine is given back.',
          finishWithinMinutes: finishMs / 60_000,
          isForced: forced,
        }),
      )
      .catch(() => undefined);
  // The answer may be lost, and the region have left by the time that it is asked again.
  while (!leaving.hasLeft && (await ask(false)) === undefined) await world.sleep(lookMs);
  await world.sleep(patienceMs);
  world.movePeople(leaving, world.region(refuge));
  if (isForced) {
    await world.sleep(forcedAfterMs);
    while (!leaving.hasLeft && (await ask(true)) === undefined) await world.sleep(lookMs);
  }
  await untilLeft(world, region);
  const list = await admin.look('adoptions', ({ admin: calls }, actor) => calls.adoptions(actor));
  const without = list?.items.findLast((adoption) => adoption.region === region)?.without ?? [];
  if (without.length > 0) world.tellOfGoingOn(region, without);
};

/** Resolves when a region's node has stopped by itself, as it has left. */
export const untilLeft = async (world: World, region: string): Promise<void> => {
  while (!world.region(region).hasLeft) await world.sleep(lookMs);
};

/** An admin takes a region that was adopted off the list; as soon as everybody has heard that all of it is adopted. */
export const retire = async (
  world: World,
  { region, by }: { readonly region: string; readonly by: string },
): Promise<void> => {
  const admin = world.admin(world.region(by));
  const ask = () =>
    admin.callAs('retire', ({ admin: calls }, actor) =>
      calls.retire(actor, region, { reason: 'It is not expected back.' }).then(() => true),
    );
  while (!(await ask().catch(() => false))) await world.sleep(lookMs);
};

const adoptAt = async (
  world: World,
  at: SimulatedRegion,
  lost: SimulatedRegion,
  isForced: boolean,
): Promise<void> => {
  const admin = world.admin(at);
  const ask = (forced: boolean) =>
    admin.callAs('adopt', ({ admin: calls }, actor) =>
      calls.adopt(actor, lost.name, { reason: 'It is gone for good.', isForced: forced }),
    );
  for (let waitedMs = 0; ; waitedMs += lookMs) {
    const list = await admin.look('adoptions', ({ admin: calls }, actor) => calls.adoptions(actor));
    const state = stateOf(list, lost.name);
    if (state === 'done') return;
    const isTimeToGoOn = isForced && state === 'asking' && waitedMs >= forcedAfterMs;
    if (state === undefined || isTimeToGoOn) {
      // Somebody still believes in it, or another was faster.
      const view = await ask(isTimeToGoOn).catch(() => undefined);
      if (view && view.without.length > 0) world.tellOfGoingOn(lost.name, view.without);
    }
    await world.sleep(lookMs);
  }
};

const stateOf = (list: AdoptionList | undefined, name: string) =>
  list?.items.find(({ region, isReturned }) => region === name && !isReturned)?.state;
