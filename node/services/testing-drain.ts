import type { DrainView } from '../schemas/mesh-views.ts';
import type { Actor } from './services.ts';
import { type TestRegion, TestWorld } from './testing.ts';

/** A region that is to leave, and two others. */
export type Scene = {
  readonly world: TestWorld;
  readonly North: TestRegion;
  readonly East: TestRegion;
  readonly West: TestRegion;
  readonly admin: Actor;
};

/** North is to leave; an admin is signed in there. */
export const begin = async (): Promise<Scene> => {
  const world = await TestWorld.of(['North', 'East', 'West']);
  const { North, East, West } = world.regions;
  const admin = await world.admin(North);
  await world.pass(6_000);
  return { world, North, East, West, admin };
};

/** Lets North leave. */
export const drain = (
  { world, North, admin }: Scene,
  input: Partial<{ finishWithinMinutes: number; isForced: boolean }> = {},
): Promise<DrainView> =>
  world.run(
    North.services.admin.drain(admin, 'North', {
      reason: 'Its machine is given back.',
      finishWithinMinutes: 15,
      isForced: false,
      ...input,
    }),
  );

/** A function that tells whether North has left since. */
export const hasLeft = ({ North }: Scene) => {
  let isOver = false;
  North.running.draining.onLeft(() => {
    isOver = true;
  });
  return () => isOver;
};
