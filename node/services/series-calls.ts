import { spans, together } from '../core/series.ts';
import type { Clock } from '../ports.ts';
import { AskSeries } from '../schemas/admin-inputs.ts';
import { RegionSeries, type Series as SeriesView } from '../schemas/admin-views.ts';
import { checkAdmin, type Forward, type RemoteActor } from './forward.ts';
import { nameOf, type Peers } from './peers.ts';
import type { Series } from './series.ts';
import type { State } from './state.ts';

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
      { name: 'admin.series', reply: RegionSeries },
      actor,
      query,
    );
    const regions = [this.#here(query), ...replies].sort((a, b) => (a.region < b.region ? -1 : 1));
    return {
      span: query.span,
      stepMs: spans[query.span].stepMs,
      until: this.#clock.now(),
      mesh: together(regions.map(({ points }) => points)),
      regions,
      ...(notAsked.length > 0 && { notAsked }),
    };
  }

  #here({ span }: AskSeries): RegionSeries {
    const points = this.#series.points(span).map(({ waits, ...point }) => ({
      ...point,
      waits: waits.map(([of, count]): [number, number] => [of, count]),
    }));
    return { region: nameOf(this.#peers, this.#state.self), points };
  }
}
