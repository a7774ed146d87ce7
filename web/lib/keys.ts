/** 128 random bits in base64url: idempotency keys and keys of chat lines. Works on plain HTTP, unlike randomUUID. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

/**
 * The idempotency key of a form: the same for the same content, so that a second press, or a press after
 * a lost reply, creates nothing twice; another one as soon as the content differs or `renew` is called.
 */
export class Once {
  #content: string | undefined;
  #key: string;
  readonly #make: () => string;

  constructor(make: () => string = newKey, kept?: { readonly key: string; readonly content: string }) {
    this.#make = make;
    this.#key = kept?.key ?? make();
    this.#content = kept?.content;
  }

  /** The key to send `body` with. `body` must be a JSON value. */
  keyFor(body: unknown): string {
    const content = JSON.stringify(body);
    if (this.#content !== undefined && this.#content !== content) this.#key = this.#make();
    this.#content = content;
    return this.#key;
  }

  /** What to keep over a reload so that the same content is sent with the same key; undefined before the first try. */
  get kept(): { key: string; content: string } | undefined {
    return this.#content === undefined ? undefined : { key: this.#key, content: this.#content };
  }

  /** Call after success: the next thing sent is a new one, even with the same content. */
  renew(): void {
    this.#key = this.#make();
    this.#content = undefined;
  }
}
