/** A region where this page could go on, signed in: its ticket is good until `expiresAt`. */
export type Way = {
  readonly region: string;
  readonly url: string;
  readonly ticket: string;
  readonly expiresAt: number;
};

/**
 * What is wrong while the socket is lost. `none`: nothing yet, or the node answers and the socket will be back. `gone`: the
 * node does not answer, and these regions do. `alone`: nobody answers, so it is most likely this device's own connection.
 */
export type Outage =
  | { readonly kind: 'none' }
  | { readonly kind: 'gone'; readonly ways: readonly Way[] }
  | { readonly kind: 'alone' };

export type OutageDeps = {
  /** Asks the node for the ways there are now. */
  readonly ways: () => Promise<readonly Way[]>;
  /** Whether anybody answers at an address; '' is this page's own node. Never throws. */
  readonly answers: (url: string) => Promise<boolean>;
  readonly after: (delayMs: number, callback: () => void) => () => void;
  /** Wall clock, ms. */
  readonly now: () => number;
  readonly onChange: (outage: Outage) => void;
};

/** A restart of the node, or a change of networks, is over by then. */
const patienceMs = 4_000;
/** While it is gone, everybody is asked again so often. */
const againMs = 5_000;
/** Tickets last ten minutes: those at hand are good for six at least. */
const renewMs = 4 * 60_000;

/** Keeps the ways out at hand while the node is there, and finds out which of them are open when it is not. */
export class OutageWatch {
  readonly #deps: OutageDeps;
  #ways: readonly Way[] = [];
  #cancel: () => void = () => undefined;
  /** Changes with each turn of events: what was asked before is out of date. */
  #turn = 0;

  constructor(deps: OutageDeps) {
    this.#deps = deps;
  }

  /** The socket is there. */
  live(): void {
    this.#begin();
    this.#deps.onChange({ kind: 'none' });
    void this.#renew(this.#turn);
  }

  /** The socket was lost. */
  lost(): void {
    this.#begin();
    const turn = this.#turn;
    this.#cancel = this.#deps.after(patienceMs, () => void this.#look(turn));
  }

  #begin(): void {
    this.#turn++;
    this.#cancel();
  }

  async #renew(turn: number): Promise<void> {
    // A node that cannot say keeps the former ones good for a while.
    const ways = await this.#deps.ways().catch(() => undefined);
    if (ways !== undefined) this.#ways = ways;
    if (turn === this.#turn) this.#cancel = this.#deps.after(renewMs, () => void this.#renew(turn));
  }

  async #look(turn: number): Promise<void> {
    const { answers, now, onChange } = this.#deps;
    const good = this.#ways.filter(({ expiresAt }) => expiresAt > now());
    const [isHere, ...isThere] = await Promise.all([answers(''), ...good.map(({ url }) => answers(url))]);
    if (turn !== this.#turn) return;
    const open = good.filter((_, index) => isThere[index]);
    onChange(isHere ? { kind: 'none' } : open.length > 0 ? { kind: 'gone', ways: open } : { kind: 'alone' });
    this.#cancel = this.#deps.after(againMs, () => void this.#look(turn));
  }
}
