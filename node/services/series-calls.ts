import { z } from 'zod';
import { spans, together } from '../core/series.ts';
import type { Clock } from '../ports.ts';
import { AskSeries } from '../schemas/admin-inputs.ts';
import type { Series as SeriesView } from '../schemas/admin-views.ts';
import { RegionName, Time } from '../schemas/words.ts';
import { checkAdmin, type Forward, type RemoteActor } from './forward.ts';
import { nameOf, type Peers } from './peers.ts';
import type { Series } from './series.ts';
import type { State } from './state.ts';

/** More points than any span has. */
const pointsMax = 200;
/** More classes than there are (`core/waits.ts`). */
const classesMax = 100;

/** What regions tell each other: waits as counts, which can be added up. */
const Told = z.object({
  region: RegionName,
  points: z
    .array(
      z.object({
        at: Time,
        online: z.number().min(0),
        free: z.number().min(0),
        waiting: z.number().min(0),
        active: z.number().min(0),
        experts: z.int().min(0),
        trust: z.number().min(0).max(1).optional(),
        waits: z.array(z.tuple([z.int().min(0), z.int().min(0)])).max(classesMax),
      }),
    )
    .max(pointsMax),
});
type Told = z.infer<typeof Told>;

/** Series of every region that can be asked, and of the mesh as a whole. */
export class SeriesCalls {
  readonly #state: State;
  readonly #series: Pick<Series, 'points'>;
  readonly #forward: Forward;
  readonly #peers: Peers;
  readonly #clock: Clock;

  constructor(deps: {
    state: State;
    series: Pick<Series, 'points'>;
    forward: Forward;
    peers: Peers;
    clock: Clock;
  }) {
    this.#state = deps.state;
    this.#series = deps.series;
    this.#forward = deps.forward;
    this.#peers = deps.peers;
    this.#clock = deps.clock;
    this.#forward.offer('admin.series', AskSeries, async (actor, query) => {
      checkAdmin(actor);
      return this.#here(query);
    });
  }

  async list(actor: RemoteActor, query: AskSeries): Promise<SeriesView> {
    const { replies, notAsked } = await this.#forward.askAll(
      { name: 'admin.series', reply: Told },
      actor,
      query,
    );
    const told = [this.#here(query), ...replies].sort((a, b) => (a.region < b.region ? -1 : 1));
    return {
      span: query.span,
      stepMs: spans[query.span].stepMs,
      until: this.#clock.now(),
      mesh: together(told.map(({ points }) => points)),
      regions: told.map(({ region, points }) => ({ region, points: together([points]) })),
      ...(notAsked.length > 0 && { notAsked }),
    };
  }

  #here({ span }: AskSeries): Told {
    const points = this.#series.points(span).map(({ waits, ...point }) => ({
      ...point,
      waits: waits.map(([of, count]): [number, number] => [of, count]),
    }));
    return { region: nameOf(this.#peers, this.#state.self), points };
  }
}
