import './shim.ts';
import { generateKeyPair, privateKeyFromProtobuf, privateKeyToProtobuf } from '@libp2p/crypto/keys';
import type { PrivateKey } from '@libp2p/interface';
import { peerIdFromPrivateKey, peerIdFromString } from '@libp2p/peer-id';
import { RegionId } from '../core/ids.ts';

/** A new identity for a node: an Ed25519 private key, protobuf-encoded as libp2p does. Keep it with the store. */
export async function newPrivateKey(): Promise<Uint8Array> {
  return privateKeyToProtobuf(await generateKeyPair('Ed25519'));
}

/**
 * The region id of the node that has this private key.
 * @throws Error when these bytes are no private key
 */
export function peerIdOf(privateKey: Uint8Array): RegionId {
  return regionIdOf(decodePrivateKey(privateKey));
}

/** @throws Error when these bytes are no protobuf-encoded Ed25519 private key */
export function decodePrivateKey(bytes: Uint8Array): PrivateKey {
  let key: PrivateKey;
  try {
    key = privateKeyFromProtobuf(bytes);
  } catch (error) {
    throw new Error('The node’s stored key is damaged: these bytes are not a libp2p private key.', {
      cause: error,
    });
  }
  if (key.type !== 'Ed25519')
    throw new Error(`The node’s stored key is of type ${key.type}; only Ed25519 is used here.`);
  return key;
}

/** The region id that belongs to a decoded private key. */
export function regionIdOf(key: PrivateKey): RegionId {
  return RegionId.parse(peerIdFromPrivateKey(key).toString());
}

/** Whether `peer`'s key made this signature; false also for what is no peer id and no signature. */
export async function isSignedBy(peer: RegionId, bytes: Uint8Array, signature: Uint8Array): Promise<boolean> {
  try {
    const { publicKey } = peerIdFromString(peer);
    return publicKey !== undefined && (await publicKey.verify(bytes, signature));
  } catch {
    return false;
  }
}
