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
  /**
   * `refused`: it is larger than the node takes, and not one byte of it was sent. `missing`: it was chosen on a page that has
   * gone since (a reload, another region's), and only its name came along.
   */
  readonly state: 'sending' | 'failed' | 'refused' | 'missing' | 'sent';
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

/** What the node takes; how large a file may be is not known before the node has said so. */
export type FileLimits = { readonly countMax: number; readonly sizeMaxBytes?: number | undefined };

/** What is kept on the device of a file: all of one that is at the node, of any other what it was. */
export type KeptFile = AttachmentView | Pick<AttachmentView, 'name' | 'size'>;

export type Uploads = {
  readonly items: ReadonlySignal<readonly Upload[]>;
  /** How many of those added last were left out, because they were too many. */
  readonly leftOut: ReadonlySignal<number>;
  /** Those beyond what may be attached are not taken. One of the name of a missing one takes its place. */
  readonly add: (files: Iterable<File>) => void;
  readonly again: (key: string) => void;
  /** Stops sending it if need be. */
  readonly remove: (key: string) => void;
  /** Those that are at the node, in the order they were added. */
  readonly sent: () => readonly AttachmentView[];
  readonly isSending: () => boolean;
  /** Resolves when none is on its way. */
  readonly settled: () => Promise<void>;
  /** These are at the node already: what they were attached to comes back to be written anew. */
  readonly putBack: (files: readonly AttachmentView[]) => void;
  /** They were attached: the next are for something else. */
  readonly clear: () => void;
};

/** Whether it takes one of the places there are. */
export const isComing = ({ state }: Upload): boolean => state !== 'refused' && state !== 'missing';

/** Files sent beside each other: more would only share the line. */
const besideEachOther = 3;

/** Files that are kept on the device until they are attached. */
export function parseKept(value: unknown): readonly KeptFile[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return value.flatMap((file: Partial<Record<keyof AttachmentView, unknown>> | null) => {
    if (typeof file?.name !== 'string' || typeof file.size !== 'number') return [];
    const { id, name, size, type } = file;
    return [typeof id === 'string' && typeof type === 'string' ? { id, name, size, type } : { name, size }];
  });
}

/** What of kept files another node knows: theirs were uploaded here, so only names go along. */
export const withoutBytes = (files: readonly KeptFile[]): readonly KeptFile[] =>
  files.map(({ name, size }) => ({ name, size }));

const uploaded = (file: AttachmentView): Upload => ({
  key: `kept ${file.id}`,
  name: file.name,
  size: file.size,
  state: 'sent',
  sent: file.size,
  file,
});

/**
 * Files for one issue or line: several at once, each on its own way. What is at the node survives a reload; of what is not, the
 * name does, so that nobody believes it to be attached.
 */
export function createUploads({
  send,
  kept,
  limits,
}: {
  readonly send: SendFile;
  readonly kept: Pick<Draft<readonly KeptFile[]>, 'load' | 'save' | 'clear'>;
  readonly limits: () => FileLimits;
}): Uploads {
  const items = signal<readonly Upload[]>(
    (kept.load() ?? []).map((file, at) =>
      'id' in file
        ? uploaded(file)
        : { key: `missing ${at}`, name: file.name, size: file.size, state: 'missing', sent: 0 },
    ),
  );
  const leftOut = signal(0);
  const files = new Map<string, File>();
  const underWay = new Map<string, AbortController>();
  const waiting: string[] = [];
  const listeners = new Set<() => void>();
  let count = 0;

  const sent = () => items.peek().flatMap(({ file }) => file ?? []);
  const isSending = () => items.value.some(({ state }) => state === 'sending');

  function put(next: readonly Upload[]): void {
    items.value = next;
    const wanted = next.filter(({ state }) => state !== 'refused');
    if (wanted.length === 0) kept.clear();
    else kept.save(wanted.map(({ file, name, size }) => file ?? { name, size }));
    if (!next.some(({ state }) => state === 'sending')) for (const listener of [...listeners]) listener();
  }
  const changed = (key: string, change: Partial<Upload>) =>
    items.peek().map((item) => (item.key === key ? { ...item, ...change } : item));
  const mark = (key: string, change: Partial<Upload>) => put(changed(key, change));

  async function sendOne(key: string, file: File): Promise<void> {
    const controller = new AbortController();
    underWay.set(key, controller);
    try {
      // How far it is changes nothing of what is kept.
      const onSent = (bytes: number) => {
        items.value = changed(key, { sent: Math.min(bytes, file.size) });
      };
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
    leftOut,
    add(added) {
      const { countMax, sizeMaxBytes = Number.POSITIVE_INFINITY } = limits();
      leftOut.value = 0;
      for (const file of added) {
        const others = items.peek().filter(({ state, name }) => state !== 'missing' || name !== file.name);
        if (others.filter(isComing).length >= countMax) {
          leftOut.value += 1;
          continue;
        }
        count += 1;
        const key = `${count}`;
        const item = { key, name: file.name, size: file.size, sent: 0 };
        if (file.size > sizeMaxBytes) {
          put([...items.peek(), { ...item, state: 'refused' }]);
          continue;
        }
        files.set(key, file);
        put([...others, { ...item, state: 'sending' }]);
        start(key);
      }
    },
    again(key) {
      if (!files.has(key)) return;
      mark(key, { state: 'sending', sent: 0 });
      start(key);
    },
    remove(key) {
      leftOut.value = 0;
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
    putBack(there) {
      const known = new Set(sent().map(({ id }) => id));
      put([...items.peek(), ...there.filter(({ id }) => !known.has(id)).map(uploaded)]);
    },
    clear() {
      files.clear();
      leftOut.value = 0;
      put([]);
    },
  };
}
