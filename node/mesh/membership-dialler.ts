import type { RegionId } from '../core/ids.ts';
import { type Clock, type Mesh, MeshError, type Random } from '../ports.ts';
import { dialsAtOnceMax, type MembershipSettings } from './membership-settings.ts';

export type DialTarget = {
  /** What the waits between attempts are counted by: a region, or an address given at the start. */
  readonly key: string;
  readonly addresses: readonly string[];
  readonly expect?: RegionId;
  /** Waits longer after each failure; else it is tried whenever asked for. */
  readonly isPatient: boolean;
};

type Attempts = { failures: number; nextMs: number; isUnderWay: boolean };

/** Dials, never the same target twice at once, with exponential backoff and jitter between failures, for ever. */
export class Dialler {
  readonly #attempts = new Map<string, Attempts>();
  readonly #mesh: Mesh;
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #settings: MembershipSettings;
  #underWay = 0;

  constructor(settings: MembershipSettings, deps: { mesh: Mesh; clock: Clock; random: Random }) {
    this.#settings = settings;
    this.#mesh = deps.mesh;
    this.#clock = deps.clock;
    this.#random = deps.random;
  }

  /** Dials not yet answered. */
  get underWay(): number {
    return this.#underWay;
  }

  isDue({ key, isPatient }: DialTarget): boolean {
    const attempts = this.#attempts.get(key);
    if (attempts === undefined) return true;
    return !attempts.isUnderWay && (!isPatient || attempts.nextMs <= this.#clock.monotonicMs());
  }

  /** Forgets the failures: there is reason to believe that it works now. */
  expectSuccess(key: string): void {
    const attempts = this.#attempts.get(key);
    if (attempts === undefined) return;
    attempts.failures = 0;
    attempts.nextMs = 0;
  }

  /** Tries once if it is due and there is room; tells why it failed. */
  tryOnce(target: DialTarget, onFailure: (error: MeshError) => void): void {
    if (this.#underWay >= dialsAtOnceMax || !this.isDue(target) || target.addresses.length === 0) return;
    void this.#dial(target, onFailure);
  }

  async #dial({ key, addresses, expect }: DialTarget, onFailure: (error: MeshError) => void): Promise<void> {
    const attempts = this.#attempts.get(key) ?? { failures: 0, nextMs: 0, isUnderWay: true };
    attempts.isUnderWay = true;
    this.#attempts.set(key, attempts);
    this.#underWay += 1;
    try {
      const timeoutMs = this.#settings.dialTimeoutMs;
      await this.#mesh.dial(addresses, expect === undefined ? { timeoutMs } : { timeoutMs, expect });
      attempts.failures = 0;
    } catch (error) {
      attempts.failures += 1;
      onFailure(error instanceof MeshError ? error : new MeshError('failed', String(error)));
    } finally {
      attempts.isUnderWay = false;
      attempts.nextMs = this.#clock.monotonicMs() + this.#waitMs(attempts.failures);
      this.#underWay -= 1;
    }
  }

  /** Half to whole of min·2^(failures − 1), so that nodes that failed together do not come back together. */
  #waitMs(failures: number): number {
    if (failures === 0) return 0;
    const { backoffMinMs, backoffMaxMs } = this.#settings;
    return Math.min(backoffMaxMs, backoffMinMs * 2 ** (failures - 1)) * (0.5 + this.#random.next() / 2);
  }
}
