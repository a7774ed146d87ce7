/** The part of localStorage that drafts use. */
export type KeyValue = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/**
 * What someone typed and has not sent, kept on this device for one account under one name.
 * A browser that refuses storage (private mode, full) loses only the convenience, never an action.
 */
export class Draft<T> {
  /** Under which it is kept: what another tab of this device writes there is told by that name. */
  readonly name: string;
  readonly #storage: KeyValue | undefined;
  readonly #parse: (value: unknown) => T | undefined;

  /** `parse` turns whatever was stored, perhaps by an older page, into a draft, or undefined when it is none. */
  constructor(
    storage: KeyValue | undefined,
    accountId: string,
    name: string,
    parse: (value: unknown) => T | undefined,
  ) {
    this.#storage = storage;
    this.name = draftPrefix(accountId) + name;
    this.#parse = parse;
  }

  load(): T | undefined {
    try {
      return this.read(this.#storage?.getItem(this.name));
    } catch {
      return undefined;
    }
  }

  /** What a stored text stands for; undefined for none, or for what is no draft. */
  read(text: string | null | undefined): T | undefined {
    try {
      return text == null ? undefined : this.#parse(JSON.parse(text));
    } catch {
      return undefined;
    }
  }

  save(value: T): void {
    try {
      this.#storage?.setItem(this.name, JSON.stringify(value));
    } catch {
      // Full or forbidden: the text is still in the form.
    }
  }

  clear(): void {
    try {
      this.#storage?.removeItem(this.name);
    } catch {
      // Forbidden: there was nothing to remove either.
    }
  }
}

/** The part of localStorage that is gone through. */
export type DraftStore = Pick<Storage, 'length' | 'key' | 'getItem' | 'setItem' | 'removeItem'>;

/** Begins the names of an account's drafts on the device. */
export const draftPrefix = (accountId: string) => `grapevine.draft.${accountId}.`;

/** Everything that somebody has typed on this device and not sent, by name. */
export function draftsOf(storage: DraftStore, accountId: string): Record<string, string> {
  const prefix = draftPrefix(accountId);
  const drafts: Record<string, string> = {};
  for (let at = 0; at < storage.length; at++) {
    const key = storage.key(at);
    const text = key?.startsWith(prefix) ? storage.getItem(key) : null;
    if (key != null && text !== null) drafts[key.slice(prefix.length)] = text;
  }
  return drafts;
}

/** For drafts of plain text. */
export const parseText = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined;

/** localStorage, or undefined where the browser forbids it. */
export function deviceStorage(): Storage | undefined {
  try {
    return window.localStorage;
  } catch {
    return undefined;
  }
}
