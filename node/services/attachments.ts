import {
  AttachmentId,
  type AttachmentRef,
  fileNameOf,
  pictureHeadBytes,
  pictureTypeOf,
  unknownType,
} from '../core/attachments.ts';
import type { AccountId, EpochMs, IssueId } from '../core/ids.ts';
import { type Blobs, BlobTooLarge, type ByteRange, type Secrets } from '../ports.ts';
import { Problem } from '../problem.ts';
import type { AttachmentView } from '../schemas/attachments.ts';
import type { Upload } from './documents.ts';
import type { Draining } from './draining.ts';
import type { FileFetching } from './file-fetching.ts';
import type { IssueFiles } from './issue-files.ts';
import { attachmentView } from './issue-views.ts';
import type { Issues } from './issues.ts';
import { limits } from './limits.ts';
import { asProblem } from './reader.ts';
import type { Actor, AttachmentCalls, OpenedAttachment } from './services.ts';
import type { State } from './state.ts';
import type { Timing } from './timing.ts';

const dayMs = 24 * 3_600_000;

/** What a region takes, as its operator has set it. */
export type AttachmentLimits = {
  readonly sizeMaxBytes: number;
  /** Of one account within a day. */
  readonly dayMaxBytes: number;
};

/** A phone's photo or an hour's log fits; a video does not. */
export const attachmentLimitsDefault: AttachmentLimits = {
  sizeMaxBytes: 10_000_000,
  dayMaxBytes: 200_000_000,
};

type Deps = {
  readonly state: State;
  readonly blobs: Blobs;
  readonly files: IssueFiles;
  readonly fetching: FileFetching;
  readonly issues: Issues;
  readonly draining: Draining;
  readonly secrets: Secrets;
  readonly timing: Timing;
  readonly limits: AttachmentLimits;
  readonly now: () => EpochMs;
};

/** Files that people give and open. */
export class Attachments implements AttachmentCalls {
  readonly #deps: Deps;
  /** How far the sweep has come through the blobs. */
  #swept: string | undefined;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  async upload(
    actor: Actor,
    { name, size }: { readonly name: string; readonly size?: number | undefined },
    bytes: AsyncIterable<Uint8Array>,
  ): Promise<AttachmentView> {
    const { state, blobs, draining, secrets, now } = this.#deps;
    const { sizeMaxBytes, dayMaxBytes } = this.#deps.limits;
    draining.checkStays();
    const room = dayMaxBytes - this.#bytesOfDay(actor.accountId, now());
    if (room <= 0) throw this.#dayIsFull();
    const mayBytes = Math.min(sizeMaxBytes, room);
    if (size !== undefined && size > mayBytes) throw this.#tooLarge(mayBytes);
    const kept = await blobs.put(bytes, { sizeMaxBytes: mayBytes, at: now() }).catch((error: unknown) => {
      if (error instanceof BlobTooLarge) throw this.#tooLarge(mayBytes);
      return asProblem(error);
    });
    if (kept.size === 0) throw new Problem('invalid', 'This file is empty: there is nothing to attach.');
    const called = fileNameOf(name);
    const id = AttachmentId.parse(secrets.digest('attachment', actor.accountId, kept.sha256, called));
    const type = (await this.#pictureType(kept.sha256)) ?? unknownType;
    const upload: Upload = { id, ...kept, name: called, type, accountId: actor.accountId, at: now() };
    await state.ledger.run((transaction) => {
      const isNew = !state.uploads.get(id);
      // Others of the same person may have come meanwhile.
      const used = this.#bytesOfDay(actor.accountId, transaction.now);
      if (isNew && used + kept.size > dayMaxBytes) throw this.#dayIsFull();
      transaction.put(state.uploads, id, { ...upload, at: transaction.now });
    });
    return attachmentView(upload);
  }

  async open(actor: Actor, issueId: IssueId, id: AttachmentId): Promise<OpenedAttachment> {
    const { fetching, issues, blobs } = this.#deps;
    const { file, from } = await issues.file(actor, issueId, id);
    await fetching.obtain(file, from);
    const picture = await this.#pictureType(file.sha256);
    return {
      ...file,
      type: picture ?? unknownType,
      isPicture: picture !== undefined,
      read: async (range?: ByteRange) => {
        const bytes = await blobs.get(file.sha256, range).catch(asProblem);
        if (!bytes) throw new Problem('attachment-unavailable', 'This file has just gone. Please try again.');
        return bytes;
      },
    };
  }

  /** Removes uploads that nobody attached within a day, and bytes that nothing refers to, some at a time. */
  async sweep(): Promise<void> {
    const { state, blobs, files, timing, now } = this.#deps;
    await state.ledger.run((transaction) => {
      for (const { id, at } of state.uploads.values())
        if (transaction.now - at > timing.uploadKeptMs) transaction.remove(state.uploads, id);
    });
    const ifBefore = now() - timing.uploadKeptMs - timing.uploadGraceMs;
    const page = await blobs.list({
      limit: limits.filesSwept,
      ...(this.#swept !== undefined && { after: this.#swept }),
    });
    this.#swept = page.length < limits.filesSwept ? undefined : page.at(-1)?.sha256;
    for (const { sha256, at } of page)
      if (at < ifBefore && !(await files.isReferred(sha256))) await blobs.remove(sha256, { ifBefore });
  }

  #bytesOfDay(account: AccountId, now: EpochMs): number {
    return this.#deps.state.uploads
      .inGroup('account', account)
      .filter(({ at }) => now - at < dayMs)
      .reduce((sum, { size }) => sum + size, 0);
  }

  async #pictureType(sha256: string): Promise<string | undefined> {
    const { blobs } = this.#deps;
    try {
      const size = (await blobs.size(sha256)) ?? 0;
      if (size < pictureHeadBytes) return undefined;
      const head = await blobs.get(sha256, { start: 0, end: pictureHeadBytes - 1 });
      const pieces: Uint8Array[] = [];
      for await (const piece of head ?? []) pieces.push(piece);
      return pictureTypeOf(Buffer.concat(pieces));
    } catch (error) {
      return asProblem(error);
    }
  }

  #tooLarge(mayBytes: number): Problem {
    const { sizeMaxBytes } = this.#deps.limits;
    return mayBytes < sizeMaxBytes
      ? this.#dayIsFull()
      : new Problem('too-large', `A file may have ${inMegabytes(sizeMaxBytes)} MB at most.`);
  }

  #dayIsFull(): Problem {
    const { dayMaxBytes } = this.#deps.limits;
    return new Problem(
      'limit-reached',
      `You may upload ${inMegabytes(dayMaxBytes)} MB in a day. Please send the rest tomorrow, or as a link.`,
    );
  }
}

/** The files that somebody names of their own uploads here, if any, in that order. @throws Problem invalid, at the first that is none */
export function uploadsOf(
  { uploads }: Pick<State, 'uploads'>,
  actor: AccountId,
  ids: readonly AttachmentId[] = [],
): readonly AttachmentRef[] | undefined {
  if (ids.length === 0) return undefined;
  return [...new Set(ids)].map((id, index) => {
    const upload = uploads.get(id);
    if (upload?.accountId !== actor)
      throw new Problem('invalid', 'One of the files is not here (any more). Please add it again.', {
        errors: [{ pointer: `/attachments/${index}`, detail: 'Upload this file here, and use its new id.' }],
      });
    const { sha256, name, size, type } = upload;
    return { id, sha256, name, size, type };
  });
}

const inMegabytes = (bytes: number): number => Math.floor(bytes / 1e6);
