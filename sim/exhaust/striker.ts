import type { RegionId } from '../../node/core/ids.ts';
import { diskLoss } from '../checkers/troubles.ts';
import type { CallFate, Interference, Letter } from '../interference.ts';
import type { World } from '../world.ts';
import { blowsAt, type Fault, inWords, kindOf, type PointKind } from './fault.ts';

/** A message that is late comes after it has been sent again several times, and after every deadline of a request. */
const lateMs = 30_000;
/** The second copy comes when the first has had its effect, and what follows from it is under way. */
const twiceMs = 1_000;
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
        .filter((blow) => blow !== 'twice' || !this.#replies.has(`${where} ${n}`))
        .map((blow) => ({ blow, where, n })),
    );
  }

  onLetter(from: RegionId, to: RegionId, letter: Letter): readonly number[] | undefined {
    const world = this.#world;
    if (world === undefined || isPeriodic(letter)) return undefined;
    const where = `${nameOf(world, from)}>${nameOf(world, to)}`;
    const n = this.#count('letter', where);
    if (letter.isReply) this.#replies.add(`${where} ${n}`);
    const fault = this.#faultAt('letter', where, n, () => letterInWords(letter));
    switch (fault?.blow) {
      case 'lost':
        return [];
      case 'twice':
        this.#wait(world, twiceMs);
        return [0, twiceMs];
      case 'late':
        this.#wait(world, lateMs);
        return [lateMs];
      default:
        return undefined;
    }
  }

  onCommit(id: RegionId, moment: 'before' | 'after'): void {
    const world = this.#world;
    if (world === undefined) return;
    const where = nameOf(world, id);
    const n = moment === 'before' ? this.#count('commit', where) : this.#countOf('commit', where);
    const blow = moment === 'before' ? 'crash-before' : 'crash-after';
    if (this.#faultAt('commit', where, n, () => 'the commit', [blow])) this.#crash(world, where);
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
