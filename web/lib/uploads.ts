import { type ReadonlySignal, signal } from '@preact/signals';
import type { AttachmentView } from '../../node/schemas/attachments.ts';
import { ApiProblem } from './api.ts';
import type { Draft } from './drafts.ts';

/** A file that somebody gave the page, on its way to the node or there. */
export type Upload = {
  /** Of this page, to tell two of one name apart. */
  readonly key: string;
  readonly name: string;
  readonly size: number;
  readonly state: 'sending' | 'failed' | 'sent';
  /** Bytes that have left. */
  readonly sent: number;
  /** Why it failed. */
  readonly detail?: string;
  /** Once it is there. */
  readonly file?: AttachmentView;
};

/** Sends one file; `onSent` hears how much of it has left. @throws ApiProblem */
export type SendFile = (
  file: File,
  onSent: (bytes: number) => void,
  signal: AbortSignal,
) => Promise<AttachmentView>;

export type Uploads = {
  readonly items: ReadonlySignal<readonly Upload[]>;
  /** Those beyond what may be attached are not taken. */
  readonly add: (files: Iterable<File>) => void;
  readonly again: (key: string) => void;
  /** Stops sending it if need be. */
  readonly remove: (key: string) => void;
  /** Those that are at the node, in the order they were added. */
  readonly sent: () => readonly AttachmentView[];
  readonly isSending: () => boolean;
  /** Resolves when none is on its way. */
  readonly settled: () => Promise<void>;
  /** They were attached: the next are for something else. */
  readonly clear: () => void;
};

/** Files sent beside each other: more would only share the line. */
const besideEachOther = 3;

/** For files that are at the node, kept on the device until they are attached. */
export function parseKept(value: unknown): readonly AttachmentView[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return value.flatMap((file: Partial<Record<keyof AttachmentView, unknown>> | null) =>
    typeof file?.id === 'string' &&
    typeof file.name === 'string' &&
    typeof file.size === 'number' &&
    typeof file.type === 'string'
      ? [{ id: file.id, name: file.name, size: file.size, type: file.type }]
      : [],
  );
}

/** Files for one issue or line: several at once, each on its own way. What is at the node survives a reload. */
export function createUploads({
  send,
  kept,
  max,
}: {
  readonly send: SendFile;
  readonly kept: Pick<Draft<readonly AttachmentView[]>, 'load' | 'save' | 'clear'>;
  readonly max: number;
}): Uploads {
  const items = signal<readonly Upload[]>(
    (kept.load() ?? []).map((file) => ({
      key: `kept ${file.id}`,
      name: file.name,
      size: file.size,
      state: 'sent',
      sent: file.size,
      file,
    })),
  );
  const files = new Map<string, File>();
  const underWay = new Map<string, AbortController>();
  const waiting: string[] = [];
  const listeners = new Set<() => void>();
  let count = 0;

  const sent = () => items.peek().flatMap(({ file }) => file ?? []);
  const isSending = () => items.value.some(({ state }) => state === 'sending');

  function put(next: readonly Upload[]): void {
    items.value = next;
    if (sent().length === 0) kept.clear();
    else kept.save(sent());
    if (!next.some(({ state }) => state === 'sending')) for (const listener of [...listeners]) listener();
  }
  const mark = (key: string, change: Partial<Upload>) =>
    put(items.peek().map((item) => (item.key === key ? { ...item, ...change } : item)));

  async function sendOne(key: string, file: File): Promise<void> {
    const controller = new AbortController();
    underWay.set(key, controller);
    try {
      const onSent = (bytes: number) => mark(key, { sent: Math.min(bytes, file.size) });
      const there = await send(file, onSent, controller.signal);
      const isTwice = sent().some(({ id }) => id === there.id);
      if (isTwice) put(items.peek().filter((item) => item.key !== key));
      else mark(key, { state: 'sent', sent: file.size, file: there, name: there.name });
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      mark(key, { state: 'failed', detail: error.message });
    } finally {
      underWay.delete(key);
      goOn();
    }
  }

  function goOn(): void {
    while (underWay.size < besideEachOther) {
      const key = waiting.shift();
      if (key === undefined) return;
      const file = files.get(key);
      if (file) void sendOne(key, file);
    }
  }

  function start(key: string): void {
    waiting.push(key);
    goOn();
  }

  return {
    items,
    sent,
    isSending,
    add(added) {
      for (const file of added) {
        if (items.peek().length >= max) return;
        count += 1;
        const key = `${count}`;
        files.set(key, file);
        put([...items.peek(), { key, name: file.name, size: file.size, state: 'sending', sent: 0 }]);
        start(key);
      }
    },
    again(key) {
      if (!files.has(key)) return;
      mark(key, { state: 'sending', sent: 0 });
      start(key);
    },
    remove(key) {
      underWay.get(key)?.abort();
      files.delete(key);
      put(items.peek().filter((item) => item.key !== key));
    },
    async settled() {
      if (!isSending()) return;
      await new Promise<void>((resolve) => {
        const listener = () => {
          listeners.delete(listener);
          resolve();
        };
        listeners.add(listener);
      });
    },
    clear() {
      files.clear();
      put([]);
    },
  };
}
