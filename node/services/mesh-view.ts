import { attachmentsMax } from '../core/attachments.ts';
import type { Clock } from '../ports.ts';
import type { MeshView, RegionView } from '../schemas/mesh-views.ts';
import type { AttachmentLimits } from './attachments.ts';
import type { Custody } from './custody.ts';
import { nameOf, type Peer, type Peers } from './peers.ts';
import type { Retirements } from './retirements.ts';
import type { Actor, MeshCalls } from './services.ts';
import type { State } from './state.ts';
import type { Summaries } from './summaries.ts';

/** The mesh as this region sees it: who is there, and how loaded they say they are. */
export class MeshViews implements MeshCalls {
  readonly #state: State;
  readonly #peers: Peers;
  readonly #summaries: Summaries;
  readonly #custody: Pick<Custody, 'atRisk'>;
  readonly #retirements: Pick<Retirements, 'list'>;
  readonly #files: Pick<AttachmentLimits, 'sizeMaxBytes'>;
  readonly #clock: Clock;

  constructor(deps: {
    state: State;
    peers: Peers;
    summaries: Summaries;
    custody: Pick<Custody, 'atRisk'>;
    retirements: Pick<Retirements, 'list'>;
    files: Pick<AttachmentLimits, 'sizeMaxBytes'>;
    clock: Clock;
  }) {
    this.#state = deps.state;
    this.#peers = deps.peers;
    this.#summaries = deps.summaries;
    this.#custody = deps.custody;
    this.#retirements = deps.retirements;
    this.#files = deps.files;
    this.#clock = deps.clock;
  }

  view(actor?: Actor): MeshView {
    const { self } = this.#peers;
    return {
      here: self.name,
      regions: this.#peers.all().map((peer) => this.#region(peer)),
      categories: [...this.#state.settings.categories],
      version: self.version,
      files: { sizeMaxBytes: this.#files.sizeMaxBytes, countMax: attachmentsMax },
      ...(actor?.roles.includes('admin') && {
        peerAddresses: [...this.#peers.addresses()],
        atRisk: this.#custody.atRisk,
        retired: this.#retirements.list(),
      }),
    };
  }

  #region(peer: Peer): RegionView {
    const adoption = this.#state.adoptionOf(peer.region);
    const news = this.#summaries.news(peer.region);
    const summary = peer.isSelf ? this.#summaries.own() : news?.summary;
    const ageMs = peer.isSelf || !news ? 0 : this.#clock.monotonicMs() - news.arrivedMs;
    return {
      name: peer.name,
      url: peer.url,
      isSelf: peer.isSelf,
      state: peer.state,
      stateForMs: peer.stateForMs,
      ...(summary && { newsAgeMs: ageMs }),
      ...(peer.roundTripMs !== undefined && { roundTripMs: peer.roundTripMs }),
      version: peer.version,
      ...(adoption && { adoptedBy: nameOf(this.#peers, adoption.by) }),
      ...(this.#state.surveys.get(peer.region)?.isSettled && { isSettled: true }),
      ...(summary?.isDraining && { isDraining: true }),
      expertsOnline: summary?.expertsOnline ?? 0,
      expertsFree: summary?.expertsFree ?? 0,
      waiting: summary?.waiting ?? 0,
      active: summary?.active ?? 0,
      handOffs: summary?.handOffs ?? 0,
      categories: Object.fromEntries(
        Object.entries(summary?.categories ?? {}).map(([category, load]) => [
          category,
          {
            online: load.online,
            freeSeats: load.freeSeats,
            busySeats: load.busySeats,
            queued: load.queued,
            // The region spoke a while ago; whoever waits there has waited on.
            oldestAgeMs: load.queued > 0 ? load.oldestAgeMs + ageMs : 0,
          },
        ]),
      ),
    };
  }
}
