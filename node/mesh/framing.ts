/** A frame on the wire: its payload's length as a 32-bit big-endian number, then the payload. */
const HEADER_BYTES = 4;

/** A peer announced a frame larger than the limit; nothing of it was kept. */
export class FrameTooLarge extends Error {
  override readonly name = 'FrameTooLarge';
}

/** The frame that carries `text` as UTF-8. */
export function encodeFrame(text: string): Uint8Array {
  const length = Buffer.byteLength(text);
  const frame = Buffer.allocUnsafe(HEADER_BYTES + length);
  frame.writeUInt32BE(length, 0);
  frame.write(text, HEADER_BYTES);
  return frame;
}

/** Cuts a stream of chunks into frames, never holding more than one unfinished frame and what was pushed after it. */
export class FrameReader {
  readonly #sizeMaxBytes: number;
  #chunks: Uint8Array[] = [];
  #heldBytes = 0;
  /** Payload length of the frame that is being read, once its header is there. */
  #payloadBytes: number | undefined;

  constructor(sizeMaxBytes: number) {
    this.#sizeMaxBytes = sizeMaxBytes;
  }

  /** Takes the stream's next chunk. */
  push(chunk: Uint8Array): void {
    this.#chunks.push(chunk);
    this.#heldBytes += chunk.byteLength;
  }

  /**
   * The next frame's payload, or undefined until more was pushed.
   * @throws FrameTooLarge as soon as a header announces too much
   */
  next(): Buffer | undefined {
    if (this.#payloadBytes === undefined) {
      if (this.#heldBytes < HEADER_BYTES) return undefined;
      const announced = this.#take(HEADER_BYTES).readUInt32BE(0);
      if (announced > this.#sizeMaxBytes)
        throw new FrameTooLarge(
          `A frame of ${announced} bytes was announced; at most ${this.#sizeMaxBytes} are taken.`,
        );
      this.#payloadBytes = announced;
    }
    if (this.#heldBytes < this.#payloadBytes) return undefined;
    const payload = this.#take(this.#payloadBytes);
    this.#payloadBytes = undefined;
    return payload;
  }

  #take(count: number): Buffer {
    const [only] = this.#chunks;
    const held =
      only !== undefined && this.#chunks.length === 1 ? asBuffer(only) : Buffer.concat(this.#chunks);
    this.#chunks = held.byteLength > count ? [held.subarray(count)] : [];
    this.#heldBytes -= count;
    return held.subarray(0, count);
  }
}

/** The same memory as a Buffer: many small frames in one chunk must not copy it again and again. */
function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
