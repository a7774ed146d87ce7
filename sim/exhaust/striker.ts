import type { RegionId } from '../../node/core/ids.ts';
import type { DiskFault } from '../../node/store/memory-fault.ts';
import { diskLoss } from '../checkers/troubles.ts';
import type { CallFate, Interference, Letter } from '../interference.ts';
import type { World } from '../world.ts';
import { type Blow, blowsAt, type Fault, inWords, kindOf, type PointKind } from './fault.ts';

/** A message that is late comes after it has been sent again several times, and after every deadline of a request. */
const lateMs = 30_000;
/** The second copy comes when the first has had its effect, and what follows from it is under way. */
const twiceMs = 1_000;
/** The third copy comes when what it began is over, and the region that got it has forgotten all but what it must keep. */
const againMs = 60_000;
/** A line is dead, or a process frozen, for longer than every lease and deadline between regions. */
const outageMs = 30_000;
/** The disk fails a single commit: it is whole again before it comes to the next. */
const refusalMs = 1;
/** For as long a node may log that its disk failed. */
const diskTroubleMs = 1_000;
/** A process that crashed is started again after so long. */
const downMs = 20_000;

/** What regions tell each other all the time, whatever happens: membership, and comparing registers (pages and pushes count). */
const isPeriodic = ({ method }: Letter): boolean =>
  method.startsWith('members/') || method === 'registers/compare';

/** A point at which a fault may strike. */
export type Point = { readonly kind: PointKind; readonly where: string; readonly n: number };

/** Counts the points of a run, and strikes at those that it was given. */
export class Striker implements Interference {
  readonly #open: Set<Fault>;
  readonly #counts = new Map<string, number>();
  readonly #struck: string[] = [];
  /** A reply that comes twice finds nobody who waits for it any more. */
  readonly #replies = new Set<string>();
  /** Commits of a start: whom the disk fails then does not serve, and is started again, as after a crash. */
  readonly #starts = new Set<string>();
  /** Lines through which nothing passes. */
  readonly #dead = new Set<string>();
  #points: Point[] = [];
  #world: World | undefined;
  #pending = 0;

  constructor(faults: readonly Fault[]) {
    this.#open = new Set(faults);
  }

  /** From now on points count: who is there has come, and the story begins. */
  begin(world: World): void {
    this.#world = world;
  }

  /** Whether what was struck is whole again, and what is late has come. */
  get isOver(): boolean {
    return this.#pending === 0;
  }

  /** Faults whose point the run did not have. */
  get missed(): readonly Fault[] {
    return [...this.#open];
  }

  /** What was done, in words. */
  get struck(): readonly string[] {
    return this.#struck;
  }

  /** All points since the last blow. */
  get points(): readonly Point[] {
    return this.#points;
  }

  /** Every single fault there is at these points. */
  get faults(): readonly Fault[] {
    return this.#points.flatMap(({ kind, where, n }) =>
      blowsAt(kind)
        .filter((blow) => !isOnlyOfRequests(blow) || !this.#replies.has(`${where} ${n}`))
        .filter((blow) => !isOnlyOfServing(blow) || !this.#starts.has(`${where} ${n}`))
        .map((blow) => ({ blow, where, n })),
    );
  }

  onLetter(from: RegionId, to: RegionId, letter: Letter): readonly number[] | undefined {
    const world = this.#world;
    if (world === undefined) return undefined;
    const where = `${nameOf(world, from)}>${nameOf(world, to)}`;
    if (this.#dead.has(where)) return [];
    if (isPeriodic(letter)) return undefined;
    const n = this.#count('letter', where);
    if (letter.isReply) this.#replies.add(`${where} ${n}`);
    const fault = this.#faultAt('letter', where, n, () => letterInWords(letter));
    switch (fault?.blow) {
      case 'lost':
        return [];
      case 'twice':
        this.#wait(world, twiceMs);
        return [0, twiceMs];
      case 'again':
        this.#wait(world, againMs);
        return [0, againMs];
      case 'late':
        this.#wait(world, lateMs);
        return [lateMs];
      case 'cut':
        this.#cut(world, where, [from, to]);
        return [];
      default:
        return undefined;
    }
  }

  onCommit(id: RegionId, moment: 'before' | 'after'): void {
    const world = this.#world;
    if (world === undefined) return;
    const where = nameOf(world, id);
    const n = moment === 'before' ? this.#count('commit', where) : this.#countOf('commit', where);
    if (world.region(where).process === undefined) this.#starts.add(`${where} ${n}`);
    const blows = blowsAt('commit').filter((blow) => (blow === 'crash-after') === (moment === 'after'));
    switch (this.#faultAt('commit', where, n, () => 'the commit', blows)?.blow) {
      case 'crash-before':
      case 'crash-after':
        this.#crash(world, where);
        return;
      case 'disk-refuses':
        this.#breakDisk(world, where, 'full');
        return;
      case 'disk-unsure':
        this.#breakDisk(world, where, 'answer-lost');
        return;
      case 'freeze':
        this.#freeze(world, where);
        return;
    }
  }

  onCall(person: string, command: string): CallFate {
    if (this.#world === undefined) return undefined;
    const n = this.#count('call', person);
    const blow = this.#faultAt('call', person, n, () => `"${command}"`)?.blow;
    return blow === 'call-lost' || blow === 'answer-lost' ? blow : undefined;
  }

  #count(kind: PointKind, where: string): number {
    const n = this.#countOf(kind, where) + 1;
    this.#counts.set(`${kind} ${where}`, n);
    this.#points.push({ kind, where, n });
    return n;
  }

  #countOf(kind: PointKind, where: string): number {
    return this.#counts.get(`${kind} ${where}`) ?? 0;
  }

  #faultAt(
    kind: PointKind,
    where: string,
    n: number,
    what: () => string,
    blows: readonly Fault['blow'][] = blowsAt(kind),
  ): Fault | undefined {
    if (this.#open.size === 0) return undefined;
    const fault = [...this.#open].find(
      (one) => kindOf(one) === kind && one.where === where && one.n === n && blows.includes(one.blow),
    );
    if (fault === undefined) return undefined;
    this.#open.delete(fault);
    this.#points = [];
    const words = inWords(fault, `number ${n} of ${where} (${what()})`);
    this.#struck.push(words);
    this.#world?.trace.add({ kind: 'struck', what: words });
    return fault;
  }

  #wait(world: World, ms: number): void {
    this.#pending += 1;
    world.clock.after(ms, () => {
      this.#pending -= 1;
    });
  }

  /** What strikes for a while, as checkers know it; `mend` ends it. */
  #trouble(world: World, what: string, regions: readonly RegionId[], forMs: number, mend: () => void): void {
    const about = { kind: 'fault', what, regions } as const;
    world.trace.add({ ...about, is: 'beginning' });
    this.#pending += 1;
    world.clock.after(forMs, () => {
      mend();
      world.trace.add({ ...about, is: 'over' });
      this.#pending -= 1;
    });
  }

  /** Nothing goes this way any more but gossip, which finds others; connections stay, and seem to be slow. */
  #cut(world: World, where: string, regions: readonly RegionId[]): void {
    this.#dead.add(where);
    this.#trouble(world, 'cut', regions, outageMs, () => this.#dead.delete(where));
  }

  #breakDisk(world: World, name: string, fault: DiskFault): void {
    const region = world.region(name);
    region.breakDisk(fault);
    world.clock.after(refusalMs, () => region.mendDisk());
    this.#trouble(world, 'disk', [region.id], diskTroubleMs, () => {});
  }

  #freeze(world: World, name: string): void {
    const region = world.region(name);
    region.pause();
    this.#trouble(world, 'pause', [region.id], outageMs, () => region.resume());
  }

  /** The process dies, and is started again after a while; unless the story takes it down meanwhile, and sees to it itself. */
  #crash(world: World, name: string): void {
    const { id } = world.region(name);
    const about = { kind: 'fault', what: 'crash', regions: [id] } as const;
    world.trace.add({ ...about, is: 'beginning' });
    world.crash(name);
    const before = world.trace.events.length;
    this.#pending += 1;
    const end = () => {
      world.trace.add({ ...about, is: 'over' });
      this.#pending -= 1;
    };
    world.clock.after(downMs, () => {
      const isTaken = world.trace.events
        .slice(before)
        .some((event) => event.kind === 'fault' && downFor.has(event.what) && event.regions.includes(id));
      if (isTaken) end();
      else void world.restart(name).then(end);
    });
  }
}

const isOnlyOfRequests = (blow: Blow): boolean => blow === 'twice' || blow === 'again';

const isOnlyOfServing = (blow: Blow): boolean =>
  blow === 'disk-refuses' || blow === 'disk-unsure' || blow === 'freeze';

/** Kinds of faults by which a story takes a region down. */
const downFor: ReadonlySet<string> = new Set([
  'crash',
  'restart',
  'adopt',
  'retire',
  'restore',
  'gone',
  diskLoss,
]);

const nameOf = (world: World, id: RegionId): string =>
  world.regions.find((region) => region.id === id)?.name ?? id;

/** The kinds of messages that a delivery carries, else the method. */
const letterInWords = ({ method, isReply, text }: Letter): string => {
  if (isReply) return `the answer to ${method}`;
  const types = [...text.matchAll(/"message":\{"type":"([a-z-]+)"/g)].map(([, type]) => type);
  return types.length === 0 ? method : `${method} of ${types.join(', ')}`;
};
