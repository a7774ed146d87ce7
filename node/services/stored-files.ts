import { z } from 'zod';
import { AttachmentRef, Sha256 } from '../core/attachments.ts';
import { IssueId } from '../core/ids.ts';
import { BadCursor, type Page } from '../ports.ts';
import { Problem } from '../problem.ts';
import { ListFiles, StoredFileList } from '../schemas/stored-files.ts';
import { RegionName } from '../schemas/words.ts';
import type { Carrier } from './carrier.ts';
import type { Files } from './files.ts';
import type { Forward, RemoteActor } from './forward.ts';
import { attachmentView } from './issue-views.ts';
import type { Issues } from './issues.ts';
import { limits } from './limits.ts';
import { nameOf, type Peers } from './peers.ts';
import { asProblem } from './reader.ts';
import type { Actor } from './services.ts';
import type { State } from './state.ts';

const Asked = z.object({ id: IssueId, input: ListFiles });
const Hashes = z.object({ hashes: z.array(Sha256).max(limits.filesLookedFor) });
/** Those of them that a region has whole. */
const Here = z.object({ region: RegionName, has: z.array(Sha256).max(limits.filesLookedFor) });
type Here = z.infer<typeof Here>;

const Noted = AttachmentRef.extend({ isInternal: z.literal(true).optional() });

type Deps = {
  readonly state: State;
  readonly files: Files;
  readonly issues: Pick<Issues, 'roleOf'>;
  readonly carrier: Carrier;
  readonly forward: Forward;
  readonly peers: Pick<Peers, 'get' | 'self'>;
};

/**
 * In which regions the files of an issue are. That a region keeps an issue says nothing of its files: their bytes come after it,
 * and from whoever has them. So each region is asked what is on its disk; nothing is noted that could be out of date.
 */
export class StoredFiles {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
    deps.forward.offer('files.here', Hashes, (_actor, { hashes }) => this.#have(hashes));
    deps.forward.offer('issues.files', Asked, (actor, { id, input }) => this.#listHere(actor, id, input));
  }

  /** For who may see the issue. @throws Problem not-found, region-unreachable, store-unavailable */
  list(actor: Actor, issueId: IssueId, query: ListFiles): Promise<StoredFileList> {
    const call = { name: 'files', input: query, reply: StoredFileList };
    return this.#deps.carrier.orStandIn(actor, issueId, 'chat', call, () =>
      this.#listHere(actor, issueId, query),
    );
  }

  async #listHere(actor: RemoteActor, issueId: IssueId, { after }: ListFiles): Promise<StoredFileList> {
    const { issues, forward } = this.#deps;
    const role = await issues.roleOf(actor, issueId);
    const page = await this.#page(issueId, after);
    // What experts attach to a note is not the user's to know of.
    const files = page.items
      .map(({ doc }) => Noted.parse(doc))
      .filter(({ isInternal }) => !isInternal || role !== 'user');
    const next = page.next === undefined ? {} : { next: page.next };
    if (files.length === 0) return { items: [], ...next };
    const hashes = [...new Set(files.map(({ sha256 }) => sha256))];
    const [here, { replies, notAsked }] = await Promise.all([
      this.#have(hashes),
      forward.askAll({ name: 'files.here', reply: Here }, actor, { hashes }),
    ]);
    return {
      items: files.map((file) => ({ ...attachmentView(file), storedIn: whoHas([here, ...replies], file) })),
      ...next,
      ...(notAsked.length > 0 && { notAsked }),
    };
  }

  async #page(issueId: IssueId, after: string | undefined): Promise<Page> {
    const { store } = this.#deps.state.ledger;
    try {
      const options = { limit: limits.filesLookedFor, ...(after !== undefined && { after }) };
      return await store.query('files', 'by_issue', { equals: [issueId] }, options);
    } catch (error) {
      if (!(error instanceof BadCursor)) return asProblem(error);
      throw new Problem('bad-request', 'The cursor is not one of this list. Start again without it.');
    }
  }

  async #have(hashes: readonly string[]): Promise<Here> {
    const { state, files, peers } = this.#deps;
    const sizes = await Promise.all(hashes.map((sha256) => files.blobs.size(sha256).catch(asProblem)));
    return {
      region: nameOf(peers, state.self),
      has: hashes.filter((_, at) => sizes[at] !== undefined),
    };
  }
}

const whoHas = (answers: readonly Here[], { sha256 }: Pick<AttachmentRef, 'sha256'>) =>
  answers.filter(({ has }) => has.includes(sha256)).map(({ region }) => region);
