import type { DiskFault } from '../node/store/memory-fault.ts';
import type { LinkConditions } from './link.ts';
import { SimulatedNetwork } from './network.ts';
import { adopt, drain, retire, untilLeft } from './operators.ts';
import type { SimulatedRegion } from './region.ts';
import type { World } from './world.ts';

type Span = {
  /** Virtual ms after the people have come. */
  readonly atMs: number;
  /** How long it lasts; afterwards what it broke is whole again. */
  readonly forMs: number;
};

/** One thing that goes wrong, as data. Regions go by their names. */
export type Fault = Span &
  (
    | {
        readonly kind: 'crash';
        readonly region: string;
        /** The machine dies with the process: peers hear nothing, not even that nobody listens. */
        readonly isSilent: boolean;
        /** Waits for a commit to be under way. At a moment taken blindly that is one crash in hundreds. */
        readonly isInCommit: boolean;
      }
    /** The operator stops the node in good order and starts it again. */
    | { readonly kind: 'restart'; readonly region: string }
    /** The process is frozen, as by SIGSTOP or a machine that sleeps: it comes back and thinks nothing happened. */
    | { readonly kind: 'pause'; readonly region: string }
    | { readonly kind: 'partition'; readonly groups: readonly (readonly string[])[] }
    /** Nothing passes one way; the way back stays open. */
    | { readonly kind: 'cut'; readonly from: string; readonly to: string }
    /** Other conditions on one link, or on all. */
    | {
        readonly kind: 'link';
        /** What is not named stays as it is. */
        readonly conditions: Partial<LinkConditions>;
        readonly link?: { readonly from: string; readonly to: string };
      }
    /** The machine burns down with its disk, and another with an empty one takes its place at the end. */
    | { readonly kind: 'disk-loss'; readonly region: string }
    /**
     * The machine burns down, and at the end another one takes its place with a backup that was made so long before. The
     * operator may say so when they start it.
     */
    | {
        readonly kind: 'restore';
        readonly region: string;
        readonly ageMs: number;
        readonly isSaid: boolean;
      }
    /** The machine burns down with its disk, and nobody ever replaces it. */
    | { readonly kind: 'gone'; readonly region: string }
    /** A region that was not there before joins, with so many experts of its own, and stays. */
    | { readonly kind: 'join'; readonly region: string; readonly experts: number }
    | { readonly kind: 'disk'; readonly region: string; readonly fault: DiskFault }
    /**
     * A region dies and is declared gone for good by admins at these others, at the same time; whoever had a page open
     * there goes on at the first of them. With its disk it comes back, or with a backup, otherwise never.
     */
    | {
        readonly kind: 'adopt';
        readonly region: string;
        readonly by: readonly string[];
        readonly comesBack: boolean;
        /** What it comes back with, as in `restore`; its disk, when it is not given. */
        readonly backup?: { readonly ageMs: number; readonly isSaid: boolean };
        /** The admins go on without others that are down. */
        readonly isForced: boolean;
      }
    /** As `adopt`, and an admin at `by` retires it then. It comes back all the same, and has to leave. */
    | { readonly kind: 'retire'; readonly region: string; readonly by: string }
    /** An admin lets a region leave the mesh. Its people go on at `refuge`, its experts have a little time to finish. */
    | {
        readonly kind: 'drain';
        readonly region: string;
        readonly refuge: string;
        readonly finishMs: number;
        readonly isForced: boolean;
      }
    /** A wall clock is set forward, or back when negative; and back to where it was at the end. */
    | { readonly kind: 'clock'; readonly region: string; readonly byMs: number }
  );

/** How long to wait for a commit to be under way; in a region at work there are several in a second. */
const aimMs = 20_000;

/** Brings experts to a region that has joined. */
export type Settle = (region: SimulatedRegion, experts: number) => Promise<void>;

/**
 * Lets all of it happen. Resolves when the last has ended and everything is whole but for regions that are gone for good;
 * needs time to pass.
 */
export const unleash = async (
  world: World,
  faults: readonly Fault[],
  settle: Settle = async () => {},
): Promise<void> => {
  await Promise.all(faults.map((fault) => suffer(world, fault, settle)));
};

const suffer = async (world: World, fault: Fault, settle: Settle): Promise<void> => {
  const backup = backupOf(fault);
  if (backup) {
    await world.sleep(fault.atMs - backup.ageMs);
    world.region(backup.region).backUp();
    await world.sleep(backup.ageMs);
  } else await world.sleep(fault.atMs);
  if (fault.kind === 'crash' && fault.isInCommit) await untilCommitting(world, world.region(fault.region));
  const what = fault.kind === 'adopt' && !fault.comesBack ? 'disk-loss' : fault.kind;
  const about = { kind: 'fault', what, regions: regionsOf(world, fault) } as const;
  world.trace.add({ ...about, is: 'beginning' });
  const mend = await breakIt(world, fault, settle);
  await world.sleep(fault.forMs);
  await mend();
  world.trace.add({ ...about, is: 'over' });
};

/** The backup that is put back in it: whose, and how old it is by then. */
const backupOf = (fault: Fault): { readonly region: string; readonly ageMs: number } | undefined => {
  if (fault.kind === 'restore') return fault;
  return fault.kind === 'adopt' && fault.backup
    ? { region: fault.region, ageMs: fault.backup.ageMs }
    : undefined;
};

/** Breaks what the fault says; resolves with how to mend it. */
const breakIt = async (world: World, fault: Fault, settle: Settle): Promise<() => Promise<void> | void> => {
  const { network } = world;
  switch (fault.kind) {
    case 'crash':
      world.crash(fault.region, { isSilent: fault.isSilent });
      return () => world.restart(fault.region);
    case 'adopt':
      world.crash(fault.region, { isSilent: true });
      if (fault.backup) world.region(fault.region).putBack();
      await adopt(world, fault);
      return () =>
        fault.comesBack
          ? world.restart(fault.region, { isBackup: fault.backup?.isSaid === true })
          : undefined;
    case 'retire': {
      const { region, by } = fault;
      world.crash(region, { isSilent: true });
      await adopt(world, { region, by: [by], isForced: false });
      await retire(world, fault);
      return async () => {
        await world.restart(region);
        await untilLeft(world, region);
      };
    }
    case 'drain':
      await drain(world, fault);
      return () => {};
    case 'restart':
      await world.region(fault.region).stop();
      return () => world.restart(fault.region);
    case 'pause':
      world.region(fault.region).pause();
      return () => world.region(fault.region).resume();
    case 'partition':
      return cutAll(world, pairsBetween(fault.groups));
    case 'cut':
      return cutAll(world, [fault]);
    case 'link': {
      const link = fault.link && idsOf(world, fault.link);
      const former = network.conditions(link);
      network.setConditions(fault.conditions, link);
      return () => network.setConditions(former, link);
    }
    case 'disk-loss':
      burnDown(world, fault.region);
      return () => world.restart(fault.region);
    case 'restore':
      world.crash(fault.region, { isSilent: true });
      world.region(fault.region).putBack();
      world.tellOfLoss();
      return () => world.restart(fault.region, { isBackup: fault.isSaid });
    case 'gone':
      burnDown(world, fault.region);
      return () => {};
    case 'join': {
      const region = await world.join(fault.region);
      await settle(region, fault.experts);
      return () => {};
    }
    case 'disk':
      world.region(fault.region).breakDisk(fault.fault);
      return () => world.region(fault.region).mendDisk();
    case 'clock':
      world.region(fault.region).setClock(fault.byMs);
      return () => world.region(fault.region).setClock(-fault.byMs);
  }
};

const burnDown = (world: World, region: string): void => {
  world.crash(region, { isSilent: true });
  world.region(region).loseDisk();
};

type Link = { readonly from: string; readonly to: string };

const cutAll = (world: World, links: readonly Link[]): (() => void) => {
  const cuts = links.map((link) => idsOf(world, link));
  for (const { from, to } of cuts) world.network.cut(from, to);
  return () => {
    for (const cut of cuts) world.network.heal(cut);
  };
};

const idsOf = (world: World, { from, to }: Link) => ({
  from: world.region(from).id,
  to: world.region(to).id,
});

/** Both ways between every two regions of different groups. */
const pairsBetween = (groups: readonly (readonly string[])[]): Link[] =>
  groups.flatMap((group) =>
    groups
      .filter((other) => other !== group)
      .flatMap((other) => group.flatMap((from) => other.map((to) => ({ from, to })))),
  );

/** The regions that the fault is about, for checkers that excuse what cannot be helped. */
const regionsOf = (world: World, fault: Fault) => {
  switch (fault.kind) {
    case 'partition':
      return fault.groups.flat().map((name) => world.region(name).id);
    case 'cut':
      return [fault.from, fault.to].map((name) => world.region(name).id);
    case 'link':
      return fault.link
        ? [fault.link.from, fault.link.to].map((name) => world.region(name).id)
        : world.regions.map(({ id }) => id);
    case 'join':
      return [SimulatedNetwork.peerId(fault.region)];
    default:
      return [world.region(fault.region).id];
  }
};

/** Waits, a millisecond at a time, for a commit to be under way; not for ever. */
const untilCommitting = async (world: World, region: SimulatedRegion): Promise<void> => {
  for (let waitedMs = 0; waitedMs < aimMs && !region.isCommitting; waitedMs += 1) await world.sleep(1);
};
