/**
 * A 32-bit hash of the parts: FNV-1a (Fowler, Noll, Vo) over the UTF-16 code units, each part ended by
 * a unit that no well-formed text holds alone, then MurmurHash3's finaliser, without which the order of two hashes
 * hardly depends on what comes early. For spreading ties and naming things, never for security.
 */
export function hash32(...parts: readonly string[]): number {
  let hash = 0x811c9dc5;
  for (const part of parts) {
    for (let i = 0; i < part.length; i++) {
      const unit = part.charCodeAt(i);
      hash = mixed(mixed(hash, unit & 0xff), unit >>> 8);
    }
    hash = mixed(mixed(hash, 0xff), 0xdf);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

const mixed = (hash: number, byte: number): number => Math.imul(hash ^ byte, 0x01000193);
