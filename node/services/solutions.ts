import { z } from 'zod';
import type { EntryId, RegionId } from '../core/ids.ts';
import type { Cancel, Clock, Json, Log } from '../ports.ts';
import { type FindSimilar, similarDescriptionMax } from '../schemas/inputs.ts';
import type { Similar } from '../schemas/similar.ts';
import { Category, Language, titleLengthMax } from '../schemas/words.ts';
import { asJson } from './as-json.ts';
import { type Peer, type Peers, reachable } from './peers.ts';
import { isShared, type SharedIssues } from './shared-issues.ts';
import type { State } from './state.ts';
import type { Timing } from './timing.ts';

/** Solved issues shown to whoever writes down a new one: more would be a search result, and nobody reads it. */
const solvedMax = 3;

/** UTF-16 units of an answer that travel: a page of text. Three of them stay small on a slow line at every pause in typing. */
const resolutionToldMax = 4_000;

/** Peers that are asked at a time, the nearest: in a large mesh three good answers are found among so many. */
const askedMax = 16;

/** Questions to one peer that may be open: where answers are slow, fast writers would pile up more. */
const openToMax = 4;

/** Questions of one peer that are answered at a time; further ones are refused. Twice what a peer of this version asks. */
const openFromMax = 8;

/** What regions ask each other while somebody writes: a request, of which nothing is stored. Who asks is not told. */
export const solutionsMethod = 'solutions/1';

const Request = z.object({
  title: z.string().max(titleLengthMax),
  description: z.string().max(similarDescriptionMax),
  category: Category,
  language: Language.optional(),
});

/** Nor is told whose issue it was, or who solved it. */
const Solution = z.object({
  title: z.string().max(titleLengthMax),
  category: Category,
  resolution: z.string().max(resolutionToldMax),
  /** How much of what the text could match matched, less for its age. */
  score: z.number().min(0).max(1),
});
type Solution = z.infer<typeof Solution>;

const Reply = z.object({ solved: z.array(Solution).max(solvedMax) });

/** `region` is the name of the one that it is from, unless it is this one. */
type Found = Solution & { readonly region?: string };

type Deps = {
  readonly state: State;
  readonly shared: SharedIssues;
  readonly peers: Peers;
  readonly clock: Clock;
  readonly log: Log;
  readonly timing: Timing;
};

/**
 * What solved issues like the one that somebody is writing down, here and in the other regions: of people who agreed that
 * it helps others. It is a help and no condition: a peer that is far, slow, older or broken is left out, and nobody waits
 * longer for it than `similarMs`.
 */
export class Solutions {
  readonly #deps: Deps;
  readonly #openTo = new Map<RegionId, number>();
  readonly #openFrom = new Map<RegionId, number>();
  #cancel: Cancel = () => undefined;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  start(): void {
    this.#cancel = this.#deps.peers.handle(solutionsMethod, (from, body) => this.#answer(from, body));
  }

  stop(): void {
    this.#cancel();
  }

  /** The best of all regions, best first. */
  async like(query: FindSimilar): Promise<Similar['solved']> {
    const [here, ...elsewhere] = await Promise.all([this.#here(query), ...this.#askAll(query)]);
    return bestOf([here, ...elsewhere]);
  }

  async #here(query: FindSimilar): Promise<Found[]> {
    const { shared, state, clock } = this.#deps;
    const near = shared.nearest(query, { now: clock.now(), limit: solvedMax });
    const needs = near.map(({ issue }) => state.entryNeed(issue.entryId));
    return state.ledger.read(
      () => near.flatMap(({ issue, score }) => this.#solution(issue.entryId, score)),
      needs,
    );
  }

  /** Looked at once more where it is kept: the consent may have been taken back since. */
  #solution(id: EntryId, score: number): Solution[] {
    const entry = this.#deps.state.entries.get(id);
    if (!entry?.resolution || !isShared(entry)) return [];
    const { title, category } = entry.issue;
    return [{ title, category, resolution: entry.resolution.text, score }];
  }

  #askAll({ title, description, category, language }: FindSimilar): Promise<Found[]>[] {
    const { peers, timing } = this.#deps;
    // What says nothing finds nothing here, either.
    if (`${title}${description}`.trim() === '') return [];
    const body = asJson({ title, description, category, ...(language !== undefined && { language }) });
    const near = reachable(peers)
      .filter(({ roundTripMs = 0 }) => roundTripMs < timing.similarMs)
      .sort((a, b) => (a.roundTripMs ?? 0) - (b.roundTripMs ?? 0) || (a.region < b.region ? -1 : 1));
    return near.slice(0, askedMax).map((peer) => this.#ask(peer, body));
  }

  async #ask({ region, name }: Peer, body: Json): Promise<Found[]> {
    const { peers, log, timing } = this.#deps;
    const done = takeTurn(this.#openTo, region, openToMax);
    if (!done) return [];
    try {
      const reply = await peers.request(region, solutionsMethod, body, timing.similarMs);
      const parsed = Reply.safeParse(reply);
      if (!parsed.success) log.warn({ from: region }, 'An answer on solved issues cannot be read.');
      return parsed.data?.solved.map((one) => ({ ...one, region: name })) ?? [];
    } catch {
      // Down, slow, or of a version that does not know the question.
      return [];
    } finally {
      done();
    }
  }

  /** @throws ZodError; Error when this peer asks too much at a time */
  async #answer(from: RegionId, body: unknown): Promise<Json> {
    const query = Request.parse(body);
    const done = takeTurn(this.#openFrom, from, openFromMax);
    if (!done) throw new Error(`${openFromMax} questions of this region are being answered already.`);
    try {
      const solved = await this.#here(query);
      return asJson({
        solved: solved.map((one) => ({ ...one, resolution: cut(one.resolution, resolutionToldMax) })),
      });
    } finally {
      done();
    }
  }
}

/** One of so many that a region may have; the result ends it. Undefined when it has them all. */
function takeTurn(open: Map<RegionId, number>, region: RegionId, max: number): Cancel | undefined {
  const count = open.get(region) ?? 0;
  if (count >= max) return undefined;
  open.set(region, count + 1);
  return () => {
    const left = (open.get(region) ?? 0) - 1;
    if (left > 0) open.set(region, left);
    else open.delete(region);
  };
}

/** Of equals what is from here, then from the nearest. What two regions know of one issue is shown once. */
function bestOf(all: readonly (readonly Found[])[]): Similar['solved'] {
  const seen = new Set<string>();
  return all
    .flat()
    .sort((a, b) => b.score - a.score)
    .filter(({ title, resolution }) => {
      const key = `${title}\n${resolution}`;
      return !seen.has(key) && seen.add(key);
    })
    .slice(0, solvedMax)
    .map(({ score: _, ...one }) => one);
}

/** Not within a character of two units. */
function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  const end = max - 1;
  const isHalf = /[\ud800-\udbff]$/.test(text.slice(0, end));
  return `${text.slice(0, isHalf ? end - 1 : end)}…`;
}
