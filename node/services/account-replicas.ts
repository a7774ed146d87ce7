import { mayWrite } from '../core/account-writer.ts';
import type { RegionId } from '../core/ids.ts';
import { isLater } from '../mesh/registers-digest.ts';
import type { Json, Log } from '../ports.ts';
import type { AccountSeals } from './account-seals.ts';
import type { Adoptions } from './adoptions.ts';
import { Account } from './documents.ts';
import type { State } from './state.ts';
import type { Transaction } from './transaction.ts';

type Deps = {
  readonly state: State;
  readonly adoptions: Pick<Adoptions, 'onAccount'>;
  readonly seals: AccountSeals;
  readonly log: Log;
};

/**
 * Accounts on their way between regions. They come by way of any region; of each only its writer's word is taken, and only
 * if it is the writer's to write.
 */
export class AccountReplicas {
  readonly #deps: Deps;
  /** Regions known to seal what they write. */
  readonly #sealing = new Set<RegionId>();

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** As others are told of it: what this region wrote it seals, what another wrote goes on as it came. */
  async told(id: string): Promise<Account | undefined> {
    const { state, seals } = this.#deps;
    const account = state.accounts.get(id);
    return account?.version.writer === state.self ? seals.sealed(account) : account;
  }

  /** Whether the region wrote it that is said to have. What is no news, or cannot be read, is not looked at further here. */
  async isGenuine(value: Json): Promise<boolean> {
    const { seals, log } = this.#deps;
    const { data: account } = Account.safeParse(value);
    if (account === undefined || !this.#isNews(account)) return true;
    const isGenuine =
      account.seal === undefined ? this.#mayLackSeal(account) : await seals.isGenuine(account);
    if (!isGenuine)
      log.warn(
        { account: account.id, writer: account.version.writer },
        'A replicated account is not what its region wrote; it is refused.',
      );
    return isGenuine;
  }

  /** Takes in one that is genuine. */
  learn(transaction: Transaction, account: Account): void {
    if (!this.#isNews(account)) return;
    const { state, adoptions, log } = this.#deps;
    if (!mayWrite(account, state.accounts.get(account.id), (region) => state.adoptionOf(region))) {
      // What moved by an adoption that is not known here comes again.
      log.warn(
        { account: account.id, writer: account.version.writer },
        'A region wrote an account that is not its own; it is passed over.',
      );
      return;
    }
    transaction.put(state.accounts, account.id, account);
    adoptions.onAccount(transaction, account);
  }

  #isNews({ id, version }: Account): boolean {
    return isLater(version, this.#deps.state.accounts.get(id)?.version);
  }

  /** Nodes of a former version seal nothing. Once a region has sealed an account, nothing unsealed is taken for its word. */
  #mayLackSeal({ version: { writer } }: Account): boolean {
    const { self, accounts, isRestoring } = this.#deps.state;
    if (writer === self) return isRestoring;
    if (this.#sealing.has(writer)) return false;
    const hasSealed = accounts
      .values()
      .some(({ seal, version }) => seal !== undefined && version.writer === writer);
    if (hasSealed) this.#sealing.add(writer);
    return !hasSealed;
  }
}
