/** Wires one node: store → mesh → membership → services → API, and takes it down in reverse order. */

import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { createApi } from './api/app.ts';
import { type AssistantOptions, HttpAssistant } from './assistant/http-assistant.ts';
import { exitCodes } from './exit-codes.ts';
import { modelProcess, ProcessEmbedder } from './match/embedder.ts';
import { createStoreBook } from './mesh/book.ts';
import { createLibp2pMesh } from './mesh/libp2p.ts';
import { newPrivateKey } from './mesh/libp2p-keys.ts';
import { Membership } from './mesh/membership.ts';
import { parseMeshSecret } from './mesh/secret.ts';
import { type Log, type Mesh, type Store, StoreUnusable } from './ports.ts';
import type { AttachmentLimits } from './services/attachments.ts';
import { startServices } from './services/create.ts';
import type { RunningServices } from './services/deps.ts';
import { collections, type Drain, type Identity } from './services/documents.ts';
import { raiseBootEpoch } from './services/identity.ts';
import { openBlobs, openStore } from './store/open.ts';
import { systemClock } from './system/clock.ts';
import { loadLanguages } from './system/languages.ts';
import { systemLocalTimes } from './system/local-times.ts';
import { systemRandom } from './system/random.ts';
import { systemSecrets } from './system/secrets.ts';

export type RegionOptions = {
  readonly name: string;
  readonly host: string;
  /** Of the API and the pages; 0 takes a free one. */
  readonly port: number;
  /** Where people reach this node. */
  readonly publicUrl: string;
  readonly dataDir: string;
  /** `lmdb:PATH`, `mongodb://…` or `memory:` */
  readonly store: string;
  readonly p2pHost: string;
  readonly p2pPort: number;
  /** Addresses to tell other nodes instead of those listened on. */
  readonly announce: readonly string[];
  /** Pairs `announced=address`: what to dial in place of what other nodes announce. */
  readonly dialInstead: readonly string[];
  /** Addresses of any nodes of the mesh to join. */
  readonly peers: readonly string[];
  readonly meshSecret: string;
  readonly adminEmail: string;
  /** The first admin's; generated when not given. */
  readonly adminPassword: string | undefined;
  /** Starts although this region has left the mesh: it is a part of it again. */
  readonly isRejoining: boolean;
  /** A try-out on one machine: many people sign up from one address. */
  readonly isDemo: boolean;
  /** The operator says that the store is a backup that was put back. */
  readonly isBackup?: boolean | undefined;
  /** A language model to ask; none unless the operator named one. */
  readonly assistant?: AssistantOptions | undefined;
  /** It may also say which experts fit an issue that waits. */
  readonly isAssistantAdvising?: boolean | undefined;
  /** What people may attach; 10 MB a file and 200 MB a day for each person, unless the operator says otherwise. */
  readonly attachmentLimits?: Partial<AttachmentLimits>;
  readonly logLevel: string;
  readonly matcher?: 'keyword' | 'semantic';
  /** The folder of the sentence model. */
  readonly modelDir?: string;
  /** The folder with the built pages. */
  readonly webRoot: string;
  readonly trustProxy: boolean;
};

export type RunningRegion = {
  readonly url: string;
  readonly peerAddresses: readonly string[];
  /** Set when this start made the mesh's first admin. */
  readonly newAdmin: { readonly email: string; readonly password: string } | undefined;
  stop(): Promise<void>;
  /** Settles when it stopped, with the reason when it stopped by itself. */
  readonly stopped: Promise<Error | undefined>;
};

/** The node cannot start; the message is one clear sentence. */
export class StartProblem extends Error {
  override readonly name = 'StartProblem';
  readonly exitCode: number;
  constructor(message: string, exitCode: number, options?: { cause: unknown }) {
    super(message, options);
    this.exitCode = exitCode;
  }
}

/** A member on the same continent answers in a tenth of this. */
const nameCheckMs = 1_500;

/** Only this start's own connections are waited for; a hanging one must not keep the process. */
const stopTimeoutMs = 6_000;

/** Everybody of a try-out sits at one address. */
const demoLimits = { registrationsPerIp: 1_000, signInFailuresPerIp: 1_000 };

const packageFile = new URL(
  import.meta.url.endsWith('.ts') ? '../package.json' : '../../package.json',
  import.meta.url,
);

/**
 * Starts a node. Comes up without any peer and without a network.
 * @throws StartProblem
 */
export async function startRegion(given: RegionOptions, { log }: { log: Log }): Promise<RunningRegion> {
  const { version } = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(packageFile, 'utf8')));
  const options = given.port === 0 ? await withFreePort(given) : given;
  const stack: (() => Promise<unknown>)[] = [];
  const stopAll = async () => {
    for (const stop of stack.splice(0).reverse()) {
      await Promise.race([stop(), delay(stopTimeoutMs, undefined, { ref: false })]).catch((error: unknown) =>
        log.warn({ error: String(error) }, 'A part did not stop in good order.'),
      );
    }
  };
  try {
    const store = await openForStart(() => openStore(options.store, collections));
    stack.push(() => store.close());
    if (!options.isRejoining) await checkHasNotLeft(store, options.name);
    const blobs = await openForStart(() => openBlobs(options.store));
    stack.push(() => blobs.close());
    const identity = await boot(store, options.name);

    const mesh = await createLibp2pMesh({
      privateKey: Buffer.from(identity.privateKey, 'base64'),
      secret: parseMeshSecret(options.meshSecret),
      listen: { host: options.p2pHost, port: options.p2pPort },
      announce: options.announce,
      dialInstead: options.dialInstead,
      log,
    });
    await listening(mesh.start(), options.p2pPort, '--p2p-port');
    stack.push(() => mesh.stop());

    const membership = new Membership(
      {
        name: options.name,
        url: options.publicUrl,
        bootEpoch: identity.bootEpoch,
        version,
        keepBootEpoch: (bootEpoch) => raiseBootEpoch(store, bootEpoch),
      },
      { mesh, clock: systemClock, random: systemRandom, log, book: createStoreBook(store, log) },
    );
    await membership.start({ peers: options.peers });
    stack.push(() => membership.stop());
    if (options.peers.length > 0) await nameChecked(membership);

    const embedder = options.matcher === 'semantic' ? startEmbedder(options, log) : undefined;
    if (embedder) stack.push(async () => embedder.stop());
    const assistant = options.assistant && new HttpAssistant(options.assistant, { clock: systemClock, log });
    if (assistant) stack.push(async () => assistant.stop());

    const running = await startServices({
      self: mesh.self,
      store,
      blobs,
      mesh,
      membership,
      clock: systemClock,
      random: systemRandom,
      secrets: systemSecrets,
      localTimes: systemLocalTimes(),
      log,
      languages: await loadLanguages(),
      isBackup: options.isBackup === true,
      embedder,
      isMeasured: true,
      assistant: assistant && { port: assistant, isAdvising: options.isAssistantAdvising === true },
      ...(options.attachmentLimits && { attachmentLimits: options.attachmentLimits }),
    });
    stack.push(() => running.stop());

    const { services, registration } = running;
    // Who joins a mesh is let in by its admin; who founds one makes it, unless the store has one already.
    const isFounding = options.peers.length === 0;
    const password = isFounding
      ? await registration.createAdmin(options.adminEmail, options.adminPassword)
      : undefined;

    const api = createApi({
      services,
      clock: systemClock,
      log,
      random: systemRandom,
      webRoot: options.webRoot,
      publicUrl: options.publicUrl,
      trustProxy: options.trustProxy,
      ...(options.isDemo && { limits: demoLimits }),
    });
    const listen = api.listen({ host: options.host, port: options.port });
    await listening(listen, options.port, '--port');
    stack.push(() => api.close());

    return runningRegion({ mesh, membership, draining: running.draining, options, password, stopAll, log });
  } catch (error) {
    await stopAll();
    throw error;
  }
}

function runningRegion({
  mesh,
  membership,
  draining,
  options,
  password,
  stopAll,
  log,
}: {
  mesh: Mesh;
  membership: Membership;
  draining: RunningServices['draining'];
  options: RegionOptions;
  password: string | undefined;
  stopAll: () => Promise<void>;
  log: Log;
}): RunningRegion {
  let settle: (reason: Error | undefined) => void = () => undefined;
  const stopped = new Promise<Error | undefined>((resolve) => {
    settle = resolve;
  });
  membership.onConflict((sentence) => settle(new StartProblem(sentence, exitCodes.refused)));
  draining.onLeft(() => {
    log.info({ region: options.name }, 'This region has left the mesh, and another goes on with all it had.');
    settle(undefined);
  });
  return {
    url: options.publicUrl,
    peerAddresses: mesh.addresses(),
    newAdmin: password === undefined ? undefined : { email: options.adminEmail, password },
    async stop() {
      await stopAll();
      settle(undefined);
    },
    stopped,
  };
}

/**
 * Gives the mesh a moment to say that this region's name is another's, before the node says that it is up. Without any
 * answer it comes up all the same: a region works alone.
 */
async function nameChecked(membership: Membership): Promise<void> {
  const met = new Promise<void>((resolve, reject) => {
    membership.onUp(() => resolve());
    membership.onConflict((sentence) => reject(new StartProblem(sentence, exitCodes.refused)));
    if (membership.members().some(({ isSelf, state }) => !isSelf && state === 'up')) resolve();
  });
  // Found out later, it stops the running node.
  met.catch(() => undefined);
  await Promise.race([met, delay(nameCheckMs, undefined, { ref: false })]);
}

/** Loads the sentence model beside everything else; until then, and if it cannot be used, words match. */
function startEmbedder({ modelDir = '.data/model' }: RegionOptions, log: Log): ProcessEmbedder {
  const startProcess = modelProcess({ folder: modelDir });
  const embedder = new ProcessEmbedder({ startProcess, clock: systemClock, log });
  embedder.start();
  return embedder;
}

/** The region's store, for the operator's commands: the node must be stopped. @throws StartProblem */
export async function openForOperator(
  options: RegionOptions,
): Promise<{ store: Store; secrets: typeof systemSecrets }> {
  const store = await openForStart(() => openStore(options.store, collections));
  return { store, secrets: systemSecrets };
}

async function openForStart<T>(open: () => Promise<T>): Promise<T> {
  try {
    return await open();
  } catch (cause) {
    if (!(cause instanceof StoreUnusable)) throw cause;
    throw new StartProblem(cause.message, exitCodes.storeUnusable, { cause });
  }
}

/** A service manager that starts everything again must not bring back what was sent away. @throws StartProblem */
async function checkHasNotLeft(store: Store, name: string): Promise<void> {
  const stored = await store.get('drains', 'drain');
  const stage: Drain['stage'] | undefined = stored && LeftDoc.parse(stored.doc).stage;
  if (stage !== 'left') return;
  throw new StartProblem(
    `${name} has left the mesh, and another region goes on with all it had. Start it with --rejoin to make it a part of the mesh again.`,
    exitCodes.refused,
  );
}

const LeftDoc = z.object({ stage: z.enum(['finishing', 'handing-over', 'leaving', 'left']) });

/** The node's lasting identity, made at the first start; the boot epoch is raised durably at every start. */
async function boot(store: Store, name: string): Promise<Identity> {
  const stored = await store.get('meta', 'identity');
  if (!stored) {
    const privateKey = Buffer.from(await newPrivateKey()).toString('base64');
    const identity: Identity = { id: 'identity', privateKey, name, bootEpoch: 1 };
    await store.commit([{ kind: 'insert', collection: 'meta', id: 'identity', doc: { ...identity } }]);
    return identity;
  }
  const former = IdentityDoc.parse(stored.doc);
  if (former.name !== name) {
    throw new StartProblem(
      `This store belongs to the region ${former.name}: start it with --region "${former.name}", or choose another --data folder for ${name}.`,
      exitCodes.usage,
    );
  }
  const identity: Identity = { ...former, bootEpoch: former.bootEpoch + 1 };
  await store.commit([
    { kind: 'replace', collection: 'meta', id: 'identity', doc: { ...identity }, version: stored.version },
  ]);
  return identity;
}

const IdentityDoc = z.object({
  id: z.literal('identity'),
  privateKey: z.string(),
  name: z.string(),
  bootEpoch: z.int(),
});

/** @throws StartProblem in words, when the port cannot be listened on */
async function listening(started: Promise<unknown>, port: number, flag: string): Promise<void> {
  try {
    await started;
  } catch (cause) {
    const text = String(
      cause instanceof Error ? `${cause.message} ${'code' in cause ? cause.code : ''}` : cause,
    );
    // Nobody typed the mesh's port when it follows from --port.
    const origin = flag === '--p2p-port' ? ' (the mesh listens on --port + 1000 unless told)' : '';
    if (/EADDRINUSE|could not listen|UnsupportedListenAddresses|No listening/i.test(text)) {
      throw new StartProblem(
        `Port ${port} is in use by another program. Stop it, or choose another port with ${flag}${origin}.`,
        exitCodes.portInUse,
        { cause },
      );
    }
    if (/EACCES/.test(text)) {
      throw new StartProblem(
        `This user may not listen on port ${port}. Choose one above 1023 with ${flag}.`,
        exitCodes.portInUse,
        { cause },
      );
    }
    throw cause;
  }
}

async function withFreePort(options: RegionOptions): Promise<RegionOptions> {
  const server = createServer();
  const port = await new Promise<number>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, options.host, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
  await new Promise((resolve) => {
    server.close(resolve);
  });
  return { ...options, port, publicUrl: options.publicUrl.replace(/:0$/, `:${port}`) };
}
