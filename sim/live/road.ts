import { once } from 'node:events';

/** One direction between two regions, as it is now. Whoever carries bytes along it asks it each time. */
export class Road {
  delayMs: number;
  readonly #changes = new EventTarget();
  #isCut = false;

  constructor({ delayMs }: { delayMs: number }) {
    this.delayMs = delayMs;
  }

  get isCut(): boolean {
    return this.#isCut;
  }

  /** Nothing passes any more. As with a real cable, what is sent meanwhile is repeated until it arrives. */
  cut(): void {
    this.#isCut = true;
  }

  mend(): void {
    this.#isCut = false;
    this.#changes.dispatchEvent(new Event('mended'));
  }

  /** Resolves when something may pass. @throws when the signal is aborted */
  async open(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    while (this.#isCut) await once(this.#changes, 'mended', { signal });
  }
}
