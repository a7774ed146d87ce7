import type { Stream } from '@libp2p/interface';
import type { RegionId } from '../core/ids.ts';
import type { Cancel, Json, Log } from '../ports.ts';
import { FrameStream } from './libp2p-frames.ts';
import { encodeRefusal, encodeReply, FRAME_SIZE_MAX_BYTES, parseRequest } from './libp2p-messages.ts';

/** A peer keeps one stream; the others are leftovers of connections whose end we have not noticed. */
export const STREAMS_PER_PEER_MAX = 4;

/** So many requests of one peer are worked on at once; the rest wait on the wire, where they cost nothing here. */
const HANDLERS_PER_PEER_MAX = 32;

/** A handler that takes longer is stuck; without this limit a few of those would shut their peer out. */
const HANDLER_MAX_MS = 30_000;

type Handler = (from: RegionId, body: unknown) => Promise<Json>;
type Guest = { running: number; readonly streams: Set<FrameStream> };

/** The answering side of the request/response protocol. */
export class Answerer {
  readonly #log: Log;
  readonly #handlers = new Map<string, Handler>();
  readonly #guests = new Map<RegionId, Guest>();
  readonly #deadlines = new Set<NodeJS.Timeout>();

  constructor(log: Log) {
    this.#log = log;
  }

  /** @throws Error when the method has a handler already */
  handle(method: string, handler: Handler): Cancel {
    if (this.#handlers.has(method)) throw new Error(`The method "${method}" already has a handler.`);
    this.#handlers.set(method, handler);
    return () => {
      if (this.#handlers.get(method) === handler) this.#handlers.delete(method);
    };
  }

  /** Serves a stream that a peer opened. */
  accept(stream: Stream, from: RegionId): void {
    const guest = this.#guests.get(from) ?? { running: 0, streams: new Set() };
    this.#guests.set(from, guest);
    const [oldest] = guest.streams;
    if (guest.streams.size >= STREAMS_PER_PEER_MAX) oldest?.abort('the peer opened too many streams');
    const frames = new FrameStream(stream, FRAME_SIZE_MAX_BYTES, {
      isReady: () => guest.running < HANDLERS_PER_PEER_MAX,
      onFrame: (text) => {
        const { id, method, body } = parseRequest(text);
        void this.#answer(guest, frames, from, { id, method, body });
      },
      onClose: () => {
        guest.streams.delete(frames);
        this.#forgetIfGone(from, guest);
      },
    });
    if (!frames.isClosed) guest.streams.add(frames);
  }

  close(): void {
    for (const guest of [...this.#guests.values()])
      for (const frames of [...guest.streams]) frames.abort('this node is stopping');
    for (const deadline of this.#deadlines) clearTimeout(deadline);
  }

  async #answer(
    guest: Guest,
    frames: FrameStream,
    from: RegionId,
    { id, method, body }: { id: number; method: string; body: Json },
  ): Promise<void> {
    guest.running++;
    const reply = await this.#reply(from, id, method, body);
    // Its place is given to the next request only then, so that unread replies cannot pile up.
    await frames.send(reply);
    guest.running--;
    for (const waiting of [...guest.streams]) waiting.pump();
    this.#forgetIfGone(from, guest);
  }

  async #reply(from: RegionId, id: number, method: string, body: Json): Promise<string> {
    const handler = this.#handlers.get(method);
    if (handler === undefined) return encodeRefusal(id, 'unknown-method');
    try {
      return encodeReply(id, await this.#withinLimit(async () => handler(from, body)));
    } catch (error) {
      this.#log.error({ error, method, peer: from }, 'A request from a peer could not be answered.');
      return encodeRefusal(id, 'failed');
    }
  }

  #withinLimit(work: () => Promise<Json>): Promise<Json> {
    return new Promise((resolve, reject) => {
      const deadline = setTimeout(() => {
        this.#deadlines.delete(deadline);
        reject(new Error(`The handler did not finish within ${HANDLER_MAX_MS} ms.`));
      }, HANDLER_MAX_MS).unref();
      this.#deadlines.add(deadline);
      work()
        .then(resolve, reject)
        .finally(() => {
          clearTimeout(deadline);
          this.#deadlines.delete(deadline);
        });
    });
  }

  #forgetIfGone(peer: RegionId, guest: Guest): void {
    if (guest.running === 0 && guest.streams.size === 0 && this.#guests.get(peer) === guest)
      this.#guests.delete(peer);
  }
}
