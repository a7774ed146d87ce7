import { hkdfSync, randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Tells people, and tools that look for leaked secrets, what they have before them. */
const PREFIX = 'grapevine-mesh-';

/** As strong as the keys derived from it. */
const SECRET_BYTES = 32;

/** A text is not a mesh secret, or its file cannot be used. The message says what to do. */
export class BadMeshSecret extends Error {
  override readonly name = 'BadMeshSecret';
}

/** A new mesh secret in its printable form: the prefix, then 256 random bits in base64url. */
export function newMeshSecret(): string {
  return PREFIX + randomBytes(SECRET_BYTES).toString('base64url');
}

/**
 * The 32 bytes of a printed mesh secret; white space around it does no harm.
 * @throws BadMeshSecret without repeating the text
 */
export function parseMeshSecret(text: string): Uint8Array {
  const trimmed = text.trim();
  if (trimmed === '') throw new BadMeshSecret('The mesh secret is empty.');
  if (!trimmed.startsWith(PREFIX))
    throw new BadMeshSecret(
      `This is not a mesh secret: one starts with "${PREFIX}". Copy the whole line that the first node's secret file holds.`,
    );
  const encoded = trimmed.slice(PREFIX.length);
  const secret = Buffer.from(encoded, 'base64url');
  if (secret.byteLength !== SECRET_BYTES || secret.toString('base64url') !== encoded)
    throw new BadMeshSecret(
      'The mesh secret is damaged, perhaps cut off. Copy the whole line that the first node’s secret file holds.',
    );
  return secret;
}

/**
 * The printable mesh secret in `file`, which only its owner may read. It is created, with its folder, if it
 * does not exist; of several processes that do so at once all return the same secret.
 * @throws BadMeshSecret when the file holds something else, or can be neither read nor made
 */
export async function readOrCreateMeshSecret(file: string): Promise<string> {
  try {
    const known = await readIfExists(file);
    if (known === undefined) await createOnce(file, newMeshSecret());
    const text = (known ?? (await readFile(file, 'utf8'))).trim();
    parseMeshSecret(text);
    return text;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new BadMeshSecret(`Mesh secret file ${file}: ${reason}`, { cause: error });
  }
}

/**
 * The private-network key that libp2p's pnet takes, derived from the mesh secret with HKDF-SHA256 (RFC 5869).
 * The label keeps it apart from whatever else is derived from the same secret.
 */
export function privateNetworkKey(secret: Uint8Array): Uint8Array {
  const key = hkdfSync('sha256', secret, '', 'grapevine private network 1', 32);
  return Buffer.from(`/key/swarm/psk/1.0.0/\n/base16/\n${Buffer.from(key).toString('hex')}`);
}

async function readIfExists(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

/**
 * Makes the file appear with its whole content or not at all, and leaves alone one that exists: it is written
 * beside and then linked, which fails if another process was first.
 */
async function createOnce(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const draft = `${file}.${randomBytes(6).toString('hex')}.new`;
  try {
    const handle = await open(draft, 'wx', 0o600);
    try {
      await handle.writeFile(`${text}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await link(draft, file);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
