import { AssistantError } from '../ports.ts';
import { limits } from './limits.ts';

type Waiting = { readonly begin: () => void; readonly fail: (error: AssistantError) => void };

/** Who may ask now: a few at once, some more in the order in which they came. */
export class Turns {
  #running = 0;
  readonly #waiting: Waiting[] = [];

  get waiting(): number {
    return this.#waiting.length;
  }

  /**
   * Resolves when it is this one's turn, which `end` gives up. One in the background is let in at once or not at all, and
   * never into the last place. @throws AssistantError busy; timeout when `signal` fires first
   */
  async begin({ isBackground, signal }: { isBackground: boolean; signal: AbortSignal }): Promise<void> {
    const free = limits.concurrency - this.#running;
    if (isBackground ? free > 1 : free > 0) {
      this.#running += 1;
      return;
    }
    if (isBackground || this.#waiting.length >= limits.queueLength)
      throw new AssistantError('busy', 'The assistant is busy with others.');
    await new Promise<void>((begin, fail) => {
      const waiting: Waiting = { begin, fail };
      this.#waiting.push(waiting);
      signal.addEventListener('abort', () => {
        const at = this.#waiting.indexOf(waiting);
        if (at === -1) return;
        this.#waiting.splice(at, 1);
        fail(new AssistantError('timeout', 'The assistant was busy for too long.'));
      });
    });
  }

  /** The next one's turn. */
  end(): void {
    const next = this.#waiting.shift();
    if (next) next.begin();
    else this.#running -= 1;
  }
}
