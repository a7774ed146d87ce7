import { z } from 'zod';
import type { Cluster } from '../core/cluster.ts';
import { titleTerms } from '../match/likeness.ts';
import { ClusterList, type ClusterView } from '../schemas/similar.ts';
import { checkAdmin, type Forward, type RemoteActor } from './forward.ts';
import { limits } from './limits.ts';
import type { Peers } from './peers.ts';
import type { Reports } from './reports.ts';
import type { State } from './state.ts';

const clusters = { name: 'admin.clusters', reply: ClusterList };

/** What admins see of clusters that are forming, in every region. */
export class ClusterCalls {
  readonly #state: State;
  readonly #reports: Reports;
  readonly #forward: Forward;
  readonly #peers: Peers;

  constructor(deps: { state: State; reports: Reports; forward: Forward; peers: Peers }) {
    this.#state = deps.state;
    this.#reports = deps.reports;
    this.#forward = deps.forward;
    this.#peers = deps.peers;
    this.#forward.offer(clusters.name, z.null(), (actor) => this.#here(actor));
  }

  async list(actor: RemoteActor): Promise<ClusterList> {
    const here = await this.#here(actor);
    const { replies, notAsked } = await this.#forward.askAll(clusters, actor, null);
    const all = [here, ...replies].flatMap(({ items }) => items);
    return {
      items: all.sort((a, b) => b.people - a.people || a.since - b.since),
      ...(notAsked.length > 0 && { notAsked }),
    };
  }

  async #here(actor: RemoteActor): Promise<ClusterList> {
    checkAdmin(actor);
    const items = await this.#state.ledger.read(() =>
      this.#reports
        .clusters()
        .slice(0, limits.clustersShown)
        .flatMap((cluster) => this.#viewOf(cluster)),
    );
    return { items };
  }

  #viewOf({ category, words, reports, people }: Cluster): ClusterView[] {
    const [first] = reports;
    if (!first) return [];
    return [
      {
        region: this.#peers.self.name,
        category,
        words: words.map((word) => this.#asWritten(word, reports)),
        people,
        since: first.at,
        issues: reports.slice(0, limits.clusterIssuesShown).map(({ id, title }) => ({ id, title })),
      },
    ];
  }

  /** A term is a stem; somebody wrote the whole word. */
  #asWritten(term: string, reports: Cluster['reports']): string {
    for (const { title, language } of reports) {
      const word = title.split(/[\s.,;:!?()"]+/).find((one) => titleTerms(one, language).includes(term));
      if (word) return word;
    }
    return term;
  }
}
