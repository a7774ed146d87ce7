/** For these tests: real regions in this process, as `start` wires them, and requests as any program sends them. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { z } from 'zod';
import { ask, eventually, type Person, signIn } from '../life/people.ts';
import { newMeshSecret } from '../mesh/secret.ts';
import type { Log } from '../ports.ts';
import { type RegionOptions, type RunningRegion, startRegion } from '../region.ts';
import { MeshView } from '../schemas/mesh-views.ts';

/** Longer than the API's own deadline, so that a hang is told apart from a slow answer. */
const requestTimeoutMs = 12_000;

/** The first admin's, wherever a test does not look at how it is made. */
export const adminEmail = 'admin@mesh.example';
export const adminPassword = 'an admin of these tests';

/** One line of a log that somebody should look at. */
export type Complaint = {
  readonly level: 'warn' | 'error';
  readonly message: string;
  readonly fields: string;
};

export type FaultRegion = RunningRegion & {
  readonly name: string;
  readonly complaints: readonly Complaint[];
};

export type Regions = {
  /** Starts a region; the first is the way in for the others unless `peers` says otherwise. */
  start(name: string, more?: Partial<RegionOptions>): Promise<FaultRegion>;
  /** Starts regions that all see each other up. */
  startAll(...names: readonly string[]): Promise<FaultRegion[]>;
  stop(): Promise<void>;
};

/** A mesh of its own: its secret, a folder with one page, and the regions started in it. */
export async function regionsOfOneMesh(): Promise<Regions> {
  const webRoot = await mkdtemp(join(tmpdir(), 'grapevine-faults-'));
  await writeFile(join(webRoot, 'index.html'), '<!doctype html><title>Grapevine</title>');
  const meshSecret = newMeshSecret();
  const running: FaultRegion[] = [];

  async function start(name: string, more: Partial<RegionOptions> = {}): Promise<FaultRegion> {
    const complaints: Complaint[] = [];
    const complain = (level: Complaint['level']) => (fields: object, message: string) => {
      complaints.push({ level, message, fields: JSON.stringify(fields) });
    };
    const log: Log = {
      debug: () => undefined,
      info: () => undefined,
      warn: complain('warn'),
      error: complain('error'),
    };
    const options: RegionOptions = {
      name,
      host: '127.0.0.1',
      port: 0,
      publicUrl: 'http://127.0.0.1:0',
      dataDir: webRoot,
      store: 'memory:',
      p2pHost: '127.0.0.1',
      p2pPort: 0,
      announce: [],
      dialInstead: [],
      peers: running[0]?.peerAddresses.slice(0, 1) ?? [],
      meshSecret,
      adminEmail,
      adminPassword,
      // Everybody of a test sits at one address.
      isDemo: true,
      isRejoining: false,
      logLevel: 'warn',
      webRoot,
      trustProxy: false,
      ...more,
    };
    const region = { ...(await startRegion(options, { log })), name, complaints };
    running.push(region);
    return region;
  }

  return {
    start,
    async startAll(...names) {
      const started: FaultRegion[] = [];
      for (const name of names) started.push(await start(name));
      await Promise.all(
        started.map(({ url, name }) =>
          eventually(`${name} sees ${names.join(', ')}`, async () => {
            const { regions } = await ask(MeshView, 'GET', `${url}/api/v1/mesh`);
            return regions.length === names.length && regions.every(({ state }) => state === 'up');
          }),
        ),
      );
      return started;
    },
    async stop() {
      await Promise.all(running.map((region) => region.stop()));
      await rm(webRoot, { recursive: true, force: true });
    },
  };
}

/** The mesh's admin, signed in at this region. */
export const adminAt = ({ name, url }: FaultRegion): Promise<Person> =>
  eventually(`the admin is known at ${name}`, () => signIn(url, adminEmail, adminPassword));

export type Sent = {
  readonly method?: string;
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
};

export type Reply = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body, parsed by its schema. */
  as<T>(schema: z.ZodType<T>): T;
  /** Of a problem document. */
  readonly code: string | undefined;
};

/** One request and all of its reply, whatever its status; `path` as written, from the root of the node. */
export async function send(url: string, path: string, sent: Sent = {}): Promise<Reply> {
  const { method = sent.json === undefined ? 'GET' : 'POST', token, headers = {}, json } = sent;
  const answer = await fetch(`${url}${path}`, {
    method,
    redirect: 'manual',
    headers: {
      ...(json === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...headers,
    },
    ...(json === undefined ? {} : { body: JSON.stringify(json) }),
    signal: AbortSignal.timeout(requestTimeoutMs),
  });
  const text = await answer.text();
  return {
    status: answer.status,
    headers: answer.headers,
    text,
    as: (schema) => schema.parse(JSON.parse(text)),
    code: /"code":"([a-z-]+)"/.exec(text)?.[1],
  };
}
