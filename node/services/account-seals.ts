import type { AccountId } from '../core/ids.ts';
import type { Mesh } from '../ports.ts';
import type { Account } from './documents.ts';

/** So that a signature over an account is never one over something else. */
const purpose = 'grapevine account 1';

/**
 * What a seal vouches for: who somebody is, what opens their account, and how they are trusted, in this version. A fixed
 * list, so that regions of different versions agree on it; what is optional and not sealed, each region says for itself.
 */
const sealedBytes = ({
  id,
  email,
  roles,
  home,
  formerHome,
  passwordHash,
  credentialVersion,
  verification,
  trust,
  standing,
  version,
}: Account): Uint8Array =>
  new TextEncoder().encode(
    JSON.stringify([
      purpose,
      ...[id, email, roles, home, formerHome ?? null, passwordHash, credentialVersion, verification ?? null],
      ...[trust, standing].flatMap(({ value, at, evidence }) => [
        value,
        at,
        evidence?.good ?? null,
        evidence?.bad ?? null,
      ]),
      ...[version.counter, version.writer],
    ]),
  );

/**
 * Seals of accounts: the signature of the region that wrote this version, with the key that is its identity in the mesh. They
 * travel with the account, so it can come by way of any region, and none can change on the way what it does not own.
 */
export class AccountSeals {
  readonly #keys: Pick<Mesh, 'sign' | 'verify'>;
  /** Of this region's own accounts, in their newest version. */
  readonly #made = new Map<AccountId, { readonly counter: number; readonly seal: string }>();

  constructor(keys: Pick<Mesh, 'sign' | 'verify'>) {
    this.#keys = keys;
  }

  /** The account, sealed by this region, which wrote it. */
  async sealed(account: Account): Promise<Account> {
    const { counter } = account.version;
    const made = this.#made.get(account.id);
    if (made?.counter === counter) return { ...account, seal: made.seal };
    const signature = await this.#keys.sign(sealedBytes(account));
    const seal = Buffer.from(signature).toString('base64');
    this.#made.set(account.id, { counter, seal });
    return { ...account, seal };
  }

  /** Whether the seal is of who is said to have written it. An account without any has no genuine seal. */
  async isGenuine(account: Account): Promise<boolean> {
    if (account.seal === undefined) return false;
    const signature = Uint8Array.from(Buffer.from(account.seal, 'base64'));
    return this.#keys.verify(account.version.writer, sealedBytes(account), signature);
  }
}
