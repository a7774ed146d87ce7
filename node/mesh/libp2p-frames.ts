import type { Stream } from '@libp2p/interface';
import { encodeFrame, FrameReader } from './framing.ts';

/** A peer that takes nothing for so long is stuck; what waits for it would only grow. */
const WRITE_STALL_MAX_MS = 10_000;

export type FrameHandlers = {
  /** A frame's payload as text. */
  onFrame(text: string): void;
  /** Whether another frame may be handed over now; if not, the peer is held back until `pump`. */
  isReady(): boolean;
  /** The stream is gone, for whatever reason. Called once. */
  onClose(): void;
};

/**
 * Length-prefixed text frames over a libp2p stream, with backpressure both ways: reading pauses while the
 * owner is not ready, and writing waits for the stream to drain.
 */
export class FrameStream {
  readonly #stream: Stream;
  readonly #handlers: FrameHandlers;
  readonly #reader: FrameReader;
  #isClosed = false;
  #queueLength = 0;
  #tail: Promise<void> = Promise.resolve();

  constructor(stream: Stream, sizeMaxBytes: number, handlers: FrameHandlers) {
    this.#stream = stream;
    this.#handlers = handlers;
    this.#reader = new FrameReader(sizeMaxBytes);
    stream.addEventListener('close', () => this.#closed());
    stream.addEventListener('remoteCloseWrite', () => this.abort('the peer closed its side'));
    stream.addEventListener('message', ({ data }) => {
      this.#reader.push(data.subarray());
      this.pump();
    });
    if (stream.status !== 'open') this.#closed();
  }

  /** What waits to be written, in UTF-16 units: bytes, for JSON that is mostly ASCII. */
  get queueLength(): number {
    return this.#queueLength;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Hands over what has arrived, as far as the owner is ready for it. Call it when it becomes ready again. */
  pump(): void {
    try {
      while (!this.#isClosed && this.#handlers.isReady()) {
        const payload = this.#reader.next();
        if (payload === undefined) {
          if (this.#stream.readStatus === 'paused') this.#stream.resume();
          return;
        }
        this.#handlers.onFrame(payload.toString());
      }
      if (!this.#isClosed && this.#stream.readStatus === 'readable') this.#stream.pause();
    } catch (error) {
      this.abort(error instanceof Error ? error.message : String(error));
    }
  }

  /**
   * Writes a frame after those before it; resolves when the stream has taken it, or is closed.
   * `isWanted` is asked at its turn: what nobody waits for any more is not sent.
   */
  send(text: string, isWanted: () => boolean = () => true): Promise<void> {
    this.#queueLength += text.length;
    this.#tail = this.#tail.then(async () => {
      this.#queueLength -= text.length;
      if (this.#isClosed || !isWanted()) return;
      try {
        if (!this.#stream.send(encodeFrame(text))) await this.#drained();
      } catch {
        this.abort('it could not be written to');
      }
    });
    return this.#tail;
  }

  /** Closes at once, both ways. */
  abort(reason: string): void {
    this.#stream.abort(new Error(reason));
    this.#closed();
  }

  #closed(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#handlers.onClose();
  }

  /** Resolves when the stream takes more, or is closed; closes one that takes nothing for too long. */
  #drained(): Promise<void> {
    // The stream's own onDrain() resolves at once from its second use on.
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(stall);
        this.#stream.removeEventListener('drain', onDrain);
        this.#stream.removeEventListener('close', done);
        resolve();
      };
      const onDrain = () => {
        stall.refresh();
        // The stream writes what it has buffered in a microtask queued before this one, and may be full again.
        queueMicrotask(() => {
          if (!this.#stream.writableNeedsDrain) done();
        });
      };
      const stall = setTimeout(() => {
        this.abort('it took nothing for too long');
        done();
      }, WRITE_STALL_MAX_MS);
      this.#stream.addEventListener('drain', onDrain);
      this.#stream.addEventListener('close', done);
      if (this.#stream.status !== 'open') done();
    });
  }
}
