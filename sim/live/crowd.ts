import { setTimeout as pause } from 'node:timers/promises';
import { adminPassword } from '../../node/life/nodes.ts';
import { newExpert, newUser, signIn } from '../../node/life/people.ts';
import type { SeededRandom } from '../random.ts';
import { LiveClient } from './client.ts';
import { serve } from './expert.ts';
import type { LiveMesh } from './mesh.ts';
import type { Testimony } from './testimony.ts';
import { type Plan, pursue } from './user.ts';

/** The specialities of the regions, in their order; a region beyond the last begins anew. */
const categories = ['network', 'hardware', 'software', 'database'] as const;
/** Enough seats that an issue left by a dead region does not keep the others waiting. */
const capacity = 4;
/** A user's pace, and how many of their issues may be open: what waits for a dead region shall not pile up. */
const arrivalMinMs = 400;
const arrivalMaxMs = 1_200;
const openMax = 4;
/** Below the product's limit of issues a user may submit in an hour. */
const issuesMax = 50;
/** Share of submissions that are sent twice at once. */
const doubledRate = 0.2;
const linesMax = 2;
/** How long a region may take to take, match and resolve an issue by itself: it needs a second or two when it is alone on its machine. */
const proofMaxMs = 40_000;

/** The people of a live mesh: in each region two experts, a user who always has work for them, and one who tries it out. */
export class Crowd {
  readonly #mesh: LiveMesh;
  readonly #testimony: Testimony;
  readonly #random: SeededRandom;
  readonly #users: ReadonlyMap<string, LiveClient>;
  readonly #provers: ReadonlyMap<string, LiveClient>;
  readonly #experts: readonly LiveClient[];
  /** Submitting ends. */
  readonly #closing = new AbortController();
  readonly #open = new Set<Promise<void>>();
  #flows: Promise<void>[] = [];
  #proofs = 0;

  private constructor(
    mesh: LiveMesh,
    parts: {
      testimony: Testimony;
      random: SeededRandom;
      users: ReadonlyMap<string, LiveClient>;
      provers: ReadonlyMap<string, LiveClient>;
      experts: readonly LiveClient[];
    },
  ) {
    this.#mesh = mesh;
    this.#testimony = parts.testimony;
    this.#random = parts.random;
    this.#users = parts.users;
    this.#provers = parts.provers;
    this.#experts = parts.experts;
  }

  /** Signs everybody up, has the experts verified, and lets all of them begin. */
  static async gather(
    mesh: LiveMesh,
    { testimony, random, signal }: { testimony: Testimony; random: SeededRandom; signal: AbortSignal },
  ): Promise<Crowd> {
    const [first] = mesh.regions;
    if (first === undefined) throw new Error('A mesh has at least one region.');
    const admin = await signIn(first.url, first.node.options.adminEmail, adminPassword);
    const users = new Map<string, LiveClient>();
    const provers = new Map<string, LiveClient>();
    const experts: LiveClient[] = [];
    await Promise.all(
      mesh.regions.map(async (region, at) => {
        const clientOf = async (name: string, person: ReturnType<typeof newUser>) =>
          new LiveClient(name, region, await person, { testimony, random: random.fork(name), signal });
        const [user, prover] = [`User-of-${region.name}`, `Prover-of-${region.name}`];
        users.set(region.name, await clientOf(user, newUser(region.url, user)));
        provers.set(region.name, await clientOf(prover, newUser(region.url, prover)));
        const [own, next] = [categoryOf(at), categoryOf(at + 1)];
        for (const [n, known] of [[own], [own, next]].entries()) {
          const expert = `Expert-${n + 1}-of-${region.name}`;
          const person = newExpert(region.url, expert, { categories: known, capacity, admin });
          experts.push(await clientOf(expert, person));
        }
      }),
    );
    const crowd = new Crowd(mesh, { testimony, random, users, provers, experts });
    crowd.#begin();
    return crowd;
  }

  /**
   * A region takes a new issue, finds one of its own experts for it, and gets it resolved, confirmed and rated, whatever
   * is broken elsewhere. What came of it is for the checkers.
   */
  async prove(region: string, because: string): Promise<void> {
    const prover = this.#provers.get(region);
    if (prover === undefined) throw new Error(`Nobody tries out ${region}.`);
    this.#proofs += 1;
    const plan: Plan = {
      title: `Proof ${this.#proofs} of ${region}`,
      category: categoryOf(this.#mesh.names.indexOf(region)),
      isDoubled: false,
      lines: 1,
      stars: 5,
    };
    const startMs = this.#testimony.nowMs();
    let state = 'not taken';
    await Promise.race([
      this.#pursue(prover, plan, (seen) => {
        state = seen;
      }),
      pause(proofMaxMs, undefined, { signal: prover.signal, ref: false }),
    ]);
    const tookMs = this.#testimony.nowMs() - startMs;
    this.#testimony.proofs.push({ region, while: because, tookMs, state });
  }

  /** No new issues; settles when everybody is done, or after the limit. Returns how many issues are not. */
  async finish(limitMs: number): Promise<number> {
    this.#closing.abort();
    await Promise.all(this.#flows);
    const isOver = new AbortController();
    const all = async () => {
      while (this.#open.size > 0) await Promise.all(this.#open);
    };
    await Promise.race([all(), pause(limitMs, undefined, { signal: isOver.signal })]).finally(() =>
      isOver.abort(),
    );
    return this.#open.size;
  }

  #begin(): void {
    for (const expert of this.#experts) expert.aside(serve(expert));
    this.#flows = [...this.#users.values()].map((user) => this.#flow(user));
  }

  /** Submits issues of all kinds, most of which another region's experts are for. */
  async #flow(user: LiveClient): Promise<void> {
    const random = this.#random.fork(`flow of ${user.name}`);
    const open = new Set<Promise<void>>();
    for (let n = 1; n <= issuesMax; ) {
      const signal = AbortSignal.any([user.signal, this.#closing.signal]);
      const arrivalMs = random.between(arrivalMinMs, arrivalMaxMs);
      await pause(arrivalMs, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      if (open.size >= openMax) continue;
      const pursuit = this.#pursue(user, {
        title: `Issue ${n} of ${user.name}`,
        category: categoryOf(Math.floor(random.next() * categories.length)),
        isDoubled: random.chance(doubledRate),
        lines: Math.floor(random.next() * (linesMax + 1)),
        stars: 1 + Math.floor(random.next() * 5),
      });
      open.add(pursuit);
      void pursuit.finally(() => open.delete(pursuit));
      n += 1;
    }
  }

  /** Settles when the user has nothing more to do, or the run is over. */
  #pursue(client: LiveClient, plan: Plan, onState?: Parameters<typeof pursue>[2]): Promise<void> {
    const work = pursue(client, plan, onState);
    client.aside(work);
    const pursuit = work.catch(() => undefined).finally(() => this.#open.delete(pursuit));
    this.#open.add(pursuit);
    return pursuit;
  }
}

const categoryOf = (at: number): string => categories[at % categories.length] ?? categories[0];
