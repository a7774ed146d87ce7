import { z } from 'zod';
import {
  AttachmentId,
  AttachmentRef,
  fileNameOf,
  pictureHeadBytes,
  pictureTypeOf,
  unknownType,
} from '../core/attachments.ts';
import { type AccountId, type EpochMs, IssueId, RegionId } from '../core/ids.ts';
import { BlobTooLarge, type ByteRange, type Clock, type Secrets } from '../ports.ts';
import { Problem } from '../problem.ts';
import type { AttachmentView } from '../schemas/attachments.ts';
import type { ListFiles, StoredFileList } from '../schemas/stored-files.ts';
import type { Carrier } from './carrier.ts';
import type { Upload } from './documents.ts';
import type { Draining } from './draining.ts';
import type { Files } from './files.ts';
import type { Forward, RemoteActor } from './forward.ts';
import { attachmentView } from './issue-views.ts';
import type { Issues } from './issues.ts';
import { notFound } from './naming.ts';
import type { Peers } from './peers.ts';
import { asProblem } from './reader.ts';
import type { Actor, AttachmentCalls, OpenedAttachment } from './services.ts';
import type { State } from './state.ts';
import { StoredFiles } from './stored-files.ts';

const dayMs = 24 * 3_600_000;

/** What a region takes, as its operator has set it. */
export type AttachmentLimits = {
  readonly sizeMaxBytes: number;
  /** Of one account within a day. */
  readonly dayMaxBytes: number;
  /** Also of one account within a day: a file of one byte takes a block on the disk and a record in memory like any other. */
  readonly dayMaxFiles: number;
};

/** A phone's photo or an hour's log fits; a video does not. */
export const attachmentLimitsDefault: AttachmentLimits = {
  sizeMaxBytes: 10_000_000,
  dayMaxBytes: 200_000_000,
  dayMaxFiles: 1_000,
};

/** A file of an issue, and who should have its bytes. */
const Found = z.object({ file: AttachmentRef, from: z.array(RegionId).max(3) });
const Asked = z.object({ id: IssueId, input: AttachmentId });

type Deps = {
  readonly state: State;
  readonly files: Files;
  readonly issues: Pick<Issues, 'roleOf'>;
  readonly carrier: Carrier;
  readonly forward: Forward;
  readonly draining: Draining;
  readonly peers: Pick<Peers, 'get' | 'self'>;
  readonly secrets: Secrets;
  readonly clock: Clock;
  readonly limits: Partial<AttachmentLimits> | undefined;
};

/** Files that people give and open. */
export class Attachments implements AttachmentCalls {
  readonly limits: AttachmentLimits;
  readonly #deps: Deps;
  readonly #stored: StoredFiles;
  /** What each account has on its way, as large as it may become: many uploads at once have no more room than one after another. */
  readonly #comingBytes = new Map<AccountId, number>();

  constructor(deps: Deps) {
    this.#deps = deps;
    this.#stored = new StoredFiles(deps);
    this.limits = { ...attachmentLimitsDefault, ...deps.limits };
    deps.forward.offer('issues.file', Asked, (actor, { id, input }) => this.#findHere(actor, id, input));
  }

  async upload(
    actor: Actor,
    { name, size }: { readonly name: string; readonly size?: number | undefined },
    bytes: AsyncIterable<Uint8Array>,
  ): Promise<AttachmentView> {
    const { draining, clock } = this.#deps;
    const { sizeMaxBytes, dayMaxBytes, dayMaxFiles } = this.limits;
    draining.checkStays();
    const { accountId } = actor;
    if (this.#ofDay(accountId, clock.now()).length >= dayMaxFiles) throw this.#tooManyFiles();
    const room = dayMaxBytes - this.#bytesOfDay(accountId, clock.now()) - this.#coming(accountId);
    if (room <= 0) throw this.#dayIsFull();
    const mayBytes = Math.min(sizeMaxBytes, room);
    if (size !== undefined && size > mayBytes) throw this.#tooLarge(mayBytes);
    const reservedBytes = size ?? mayBytes;
    this.#reserve(accountId, reservedBytes);
    try {
      return await this.#keep(actor, name, reservedBytes, bytes);
    } finally {
      this.#reserve(accountId, -reservedBytes);
    }
  }

  async #keep(
    actor: Actor,
    name: string,
    mayBytes: number,
    bytes: AsyncIterable<Uint8Array>,
  ): Promise<AttachmentView> {
    const { state, files, secrets, clock } = this.#deps;
    const { dayMaxBytes, dayMaxFiles } = this.limits;
    const kept = await files.blobs
      .put(bytes, { sizeMaxBytes: mayBytes, at: clock.now() })
      .catch((error: unknown) => {
        if (error instanceof BlobTooLarge) throw this.#tooLarge(mayBytes);
        return asProblem(error);
      });
    if (kept.size === 0)
      throw new Problem('invalid', 'This file is empty: there is nothing to attach.', {
        reason: 'file-empty',
      });
    const called = fileNameOf(name);
    const id = AttachmentId.parse(secrets.digest('attachment', actor.accountId, kept.sha256, called));
    const type = (await this.#pictureType(kept.sha256)) ?? unknownType;
    const upload: Upload = { id, ...kept, name: called, type, accountId: actor.accountId, at: clock.now() };
    await state.ledger.run((transaction) => {
      const isNew = !state.uploads.get(id);
      // Others of the same person may have come meanwhile.
      const used = this.#bytesOfDay(actor.accountId, transaction.now);
      if (isNew && used + kept.size > dayMaxBytes) throw this.#dayIsFull();
      if (isNew && this.#ofDay(actor.accountId, transaction.now).length >= dayMaxFiles)
        throw this.#tooManyFiles();
      transaction.put(state.uploads, id, { ...upload, at: transaction.now });
    });
    return attachmentView(upload);
  }

  async open(actor: Actor, issueId: IssueId, id: AttachmentId): Promise<OpenedAttachment> {
    const { carrier, files } = this.#deps;
    const call = { name: 'file', input: id, reply: Found };
    const here = () => this.#findHere(actor, issueId, id);
    const { file, from } = await carrier.orStandIn(actor, issueId, 'chat', call, here);
    await files.fetching.obtain(file, from);
    const picture = await this.#pictureType(file.sha256);
    return {
      ...file,
      type: picture ?? unknownType,
      isPicture: picture !== undefined,
      read: async (range?: ByteRange) => {
        const bytes = await files.blobs.get(file.sha256, range).catch(asProblem);
        if (!bytes)
          throw new Problem('attachment-unavailable', 'This file has just gone. Please try again.', {
            reason: 'file-gone',
          });
        return bytes;
      },
    };
  }

  list(actor: Actor, issueId: IssueId, query: ListFiles): Promise<StoredFileList> {
    return this.#stored.list(actor, issueId, query);
  }

  /** @throws Problem not-found */
  async #findHere(actor: RemoteActor, issueId: IssueId, id: AttachmentId): Promise<z.infer<typeof Found>> {
    const { state, files, issues } = this.#deps;
    const role = await issues.roleOf(actor, issueId);
    const file = await files.noted.get(issueId, id);
    // What experts attach to a note is as little the user's to read as the note.
    if (!file || (file.isInternal && role === 'user')) throw notFound();
    return { file: AttachmentRef.parse(file), from: [...new Set([state.self, file.from])] };
  }

  #coming(account: AccountId): number {
    return this.#comingBytes.get(account) ?? 0;
  }

  #reserve(account: AccountId, bytes: number): void {
    const all = this.#coming(account) + bytes;
    if (all > 0) this.#comingBytes.set(account, all);
    else this.#comingBytes.delete(account);
  }

  #ofDay(account: AccountId, now: EpochMs): readonly Upload[] {
    return this.#deps.state.uploads.inGroup('account', account).filter(({ at }) => now - at < dayMs);
  }

  #bytesOfDay(account: AccountId, now: EpochMs): number {
    return this.#ofDay(account, now).reduce((sum, { size }) => sum + size, 0);
  }

  async #pictureType(sha256: string): Promise<string | undefined> {
    const { blobs } = this.#deps.files;
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
    const { sizeMaxBytes } = this.limits;
    return mayBytes < sizeMaxBytes
      ? this.#dayIsFull()
      : new Problem('too-large', `A file may have ${inMegabytes(sizeMaxBytes)} MB at most.`, {
          reason: 'file-too-large',
          values: { max: inMegabytes(sizeMaxBytes) },
        });
  }

  #tooManyFiles(): Problem {
    const { dayMaxFiles } = this.limits;
    return new Problem(
      'limit-reached',
      `You may upload ${dayMaxFiles} files in a day. Please send the rest tomorrow, or as one archive.`,
      { reason: 'files-many-per-day', values: { max: dayMaxFiles } },
    );
  }

  #dayIsFull(): Problem {
    const { dayMaxBytes } = this.limits;
    return new Problem(
      'limit-reached',
      `You may upload ${inMegabytes(dayMaxBytes)} MB in a day. Please send the rest tomorrow, or as a link.`,
      { reason: 'files-per-day', values: { max: inMegabytes(dayMaxBytes) } },
    );
  }
}

const inMegabytes = (bytes: number): number => Math.floor(bytes / 1e6);
