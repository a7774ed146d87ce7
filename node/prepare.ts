/** What must be there before a region can start: the data folder, the mesh secret, the admin's password. */
import { access, constants, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AssistantOptions } from './assistant/http-assistant.ts';
import type { Config } from './config.ts';
import { exitCodes } from './exit-codes.ts';
import { BadMeshSecret, parseMeshSecret, readOrCreateMeshSecret } from './mesh/secret.ts';
import type { RegionOptions } from './region.ts';
import { ConfigProblem } from './settle.ts';

/** The data folder cannot be used; the message says which and why. */
export class DataUnusable extends Error {
  override readonly name = 'DataUnusable';
  readonly exitCode = exitCodes.dataUnusable;
}

const codeOf = (error: unknown) =>
  error instanceof Error && 'code' in error ? String(error.code) : String(error);

/** What the usual errors of a file system mean, for people. */
const inWords: Readonly<Record<string, string>> = {
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'the file system is read-only',
  ENOTDIR: 'a part of its path is a file',
  EEXIST: 'it is a file',
  ENOSPC: 'the disk is full',
};

/**
 * Makes the folder if need be, readable by its owner only, and checks that it can be written to.
 * @throws DataUnusable
 */
export const ensureDataDir = async (dir: string): Promise<void> => {
  try {
    await mkdir(dir, { recursive: true, mode: 0o700 });
    await access(dir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const code = codeOf(error);
    throw new DataUnusable(
      `The data folder ${dir} cannot be used: ${inWords[code] ?? code}. Choose another with --data.`,
      { cause: error },
    );
  }
};

const exists = (file: string) =>
  access(file).then(
    () => true,
    () => false,
  );

/**
 * For commands that work on what a region has: with a mistyped folder they would make a new one and find it empty.
 * @throws DataUnusable when the embedded store of this configuration does not exist
 */
export const ensureHasData = async ({ store }: Config): Promise<void> => {
  const folder = /^lmdb:(.+)$/.exec(store)?.[1];
  if (folder === undefined || (await exists(folder))) return;
  throw new DataUnusable(
    `No region keeps its data in ${folder}. Give the folder that the region was started with as --data.`,
  );
};

export type Prepared = {
  readonly options: RegionOptions;
  /** The file that holds the mesh secret, unless it was given as text. */
  readonly secretFile: string | undefined;
  /** Whether this start founds a mesh: its secret has just been made. */
  readonly isNewMesh: boolean;
};

/**
 * Prepares the machine for this configuration.
 * @throws ConfigProblem without a mesh secret that is needed, or with a bad one; DataUnusable
 */
export const prepareRegion = async (config: Config): Promise<Prepared> => {
  const secretFile =
    config.meshSecret === undefined
      ? (config.meshSecretFile ?? join(config.dataDir, 'mesh-secret'))
      : undefined;
  const isNewMesh = secretFile !== undefined && !(await exists(secretFile));
  if (isNewMesh && config.peers.length > 0) {
    throw new ConfigProblem([
      `--peer joins a mesh, and its secret is needed to get in, but ${secretFile} does not exist. Give a copy of the mesh-secret file of any of its nodes with --mesh-secret FILE.`,
    ]);
  }
  await ensureDataDir(config.dataDir);
  const meshSecret = await meshSecretOf(config, secretFile);
  const assistant = await assistantOf(config);
  const { region, meshSecretFile: _, assistantKey: __, ...rest } = config;
  const attachmentLimits = {
    sizeMaxBytes: config.attachmentMegabytes * 1e6,
    dayMaxBytes: config.attachmentMegabytesPerDay * 1e6,
  };
  const { adminPassword } = config;
  return {
    options: { ...rest, name: region, meshSecret, adminPassword, assistant, attachmentLimits },
    secretFile,
    isNewMesh,
  };
};

const meshSecretOf = async (config: Config, secretFile: string | undefined): Promise<string> => {
  try {
    if (secretFile !== undefined) return await readOrCreateMeshSecret(secretFile);
    const text = (config.meshSecret ?? '').trim();
    parseMeshSecret(text);
    return text;
  } catch (error) {
    if (!(error instanceof BadMeshSecret)) throw error;
    throw new ConfigProblem([
      secretFile === undefined ? `GRAPEVINE_MESH_SECRET: ${error.message}` : error.message,
    ]);
  }
};

/** @throws ConfigProblem when its key cannot be read */
const assistantOf = async (config: Config): Promise<AssistantOptions | undefined> => {
  const { assistantUrl: url, assistantModel: model } = config;
  if (url === undefined || model === undefined) return undefined;
  return {
    url,
    model,
    key: config.assistantKey ?? (await keyIn(config.assistantKeyFile)),
    timeoutMs: config.assistantTimeoutSeconds * 1_000,
    requestsPerHour: config.assistantRequestsPerHour,
    tokensPerHour: config.assistantTokensPerHour,
  };
};

const keyIn = async (file: string | undefined): Promise<string | undefined> => {
  if (file === undefined) return undefined;
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new ConfigProblem([
      `The file ${file}, given with --assistant-key, cannot be read: ${codeOf(error)}. It must hold the key of the assistant.`,
    ]);
  });
  const key = text.trim();
  if (/^[\x21-\x7e]{1,1000}$/.test(key)) return key;
  throw new ConfigProblem([
    `The file ${file}, given with --assistant-key, holds no key: it must be one line without spaces.`,
  ]);
};
