import { mayWrite } from '../core/account-writer.ts';
import type { RegionId } from '../core/ids.ts';
import type { RegisterSource } from '../mesh/registers.ts';
import { isLater, type Register, type RegisterEntry } from '../mesh/registers-digest.ts';
import type { Cancel, Log } from '../ports.ts';
import type { AccountSeals } from './account-seals.ts';
import type { Adoptions } from './adoptions.ts';
import { asJson } from './as-json.ts';
import { Account, AdoptionRegister, Settings } from './documents.ts';
import type { State } from './state.ts';
import type { AnyTable, Transaction } from './transaction.ts';

const accountPrefix = 'account/';
const adoptionPrefix = 'adoption/';
const settingsKey = 'settings';

/**
 * What is replicated to every region: accounts, which their homes write and seal, adoptions, and the mesh-wide settings. A
 * register comes by way of any region; of an account only its writer's word is taken, and only if it is the writer's to write.
 */
export class ReplicatedRegisters implements RegisterSource {
  readonly #state: State;
  readonly #adoptions: Adoptions;
  readonly #seals: AccountSeals;
  readonly #log: Log;
  readonly #listeners = new Set<(keys: readonly string[]) => void>();
  /** Regions known to seal what they write. */
  readonly #sealing = new Set<RegionId>();
  /** Made when all of it was on the disk; undefined since something was written. */
  #whole: readonly RegisterEntry[] | undefined;

  constructor(deps: { state: State; adoptions: Adoptions; seals: AccountSeals; log: Log }) {
    const { state, adoptions, seals, log } = deps;
    this.#state = state;
    this.#adoptions = adoptions;
    this.#seals = seals;
    this.#log = log;
    for (const table of [state.accounts, state.adoptions, state.settingsTable])
      table.onChange(() => {
        this.#whole = undefined;
      });
    state.ledger.onCommand((transaction) => {
      const keys = [...transaction.writes.values()].flatMap(({ table, id }) => {
        const key = this.#keyOf(table, id);
        return key !== undefined && this.#valueOf(key)?.version.writer === state.self ? [key] : [];
      });
      if (keys.length === 0) return;
      transaction.afterCommit(() => {
        for (const listener of this.#listeners) listener(keys);
      });
    });
  }

  /**
   * What is on the disk: a version told before its commit, which then fails, would be spent a second time. The same list
   * as long as nothing has changed.
   */
  digest(): readonly RegisterEntry[] {
    if (this.#whole !== undefined && this.#state.ledger.isInStep) return this.#whole;
    const { accounts, adoptions, settings } = this.#state;
    const all = [
      ...accounts.values().map(({ id, version }) => ({ key: accountPrefix + id, version })),
      ...adoptions.values().map(({ region, version }) => ({ key: adoptionPrefix + region, version })),
      ...(settings.version.counter > 0 ? [{ key: settingsKey, version: settings.version }] : []),
    ];
    const stored = all.filter(({ key }) => !this.#isUnstored(key));
    if (stored.length === all.length) this.#whole = stored;
    return stored;
  }

  async read(keys: readonly string[]): Promise<readonly Register[]> {
    const found = keys.flatMap((key) => {
      const value = this.#valueOf(key);
      return value && !this.#isUnstored(key) ? [{ key, value }] : [];
    });
    return Promise.all(
      found.map(async ({ key, value }) => {
        const isOwnAccount = 'email' in value && value.version.writer === this.#state.self;
        const told = isOwnAccount ? await this.#seals.sealed(value) : value;
        return { key, version: value.version, value: asJson(told) };
      }),
    );
  }

  async merge(registers: readonly Register[]): Promise<void> {
    const accounts = await this.#genuineAccounts(
      registers.filter(({ key }) => key !== settingsKey && !key.startsWith(adoptionPrefix)),
    );
    await this.#state.ledger.run((transaction) => {
      // An adoption first: an account that it moves comes with it.
      const adoptions = registers.filter(({ key }) => key.startsWith(adoptionPrefix));
      for (const register of adoptions) this.#mergeAdoption(transaction, register);
      for (const register of registers)
        if (register.key === settingsKey) this.#mergeSettings(transaction, register);
      for (const account of accounts) this.#mergeAccount(transaction, account);
    });
  }

  /** Those that can be read, are news, and are what the region wrote that is said to have written them. */
  async #genuineAccounts(registers: readonly Register[]): Promise<Account[]> {
    const genuine: Account[] = [];
    for (const { key, value } of registers) {
      const account = Account.safeParse(value);
      if (!account.success || key !== accountPrefix + account.data.id) {
        this.#log.warn({ key }, 'A replicated account cannot be read; it is passed over.');
        continue;
      }
      const known = this.#state.accounts.get(account.data.id);
      if (known && !isLater(account.data.version, known.version)) continue;
      const isGenuine =
        account.data.seal === undefined
          ? this.#mayLackSeal(account.data)
          : await this.#seals.isGenuine(account.data);
      if (isGenuine) genuine.push(account.data);
      else {
        const { writer } = account.data.version;
        this.#log.warn({ key, writer }, 'A replicated account is not what its region wrote; it is refused.');
      }
    }
    return genuine;
  }

  /** Nodes of a former version seal nothing. Once a region has sealed an account, nothing unsealed is taken for its word. */
  #mayLackSeal({ version: { writer } }: Account): boolean {
    const { self, accounts, isRestoring } = this.#state;
    if (writer === self) return isRestoring;
    if (this.#sealing.has(writer)) return false;
    const hasSealed = accounts
      .values()
      .some(({ seal, version }) => seal !== undefined && version.writer === writer);
    if (hasSealed) this.#sealing.add(writer);
    return !hasSealed;
  }

  #mergeAdoption(transaction: Transaction, { key, value }: Register): void {
    const adoption = AdoptionRegister.safeParse(value);
    if (adoption.success && key === adoptionPrefix + adoption.data.region)
      this.#adoptions.learn(transaction, adoption.data);
    else this.#log.warn({ key }, 'A replicated adoption cannot be read; it is passed over.');
  }

  #mergeSettings(transaction: Transaction, { key, value }: Register): void {
    const settings = Settings.safeParse(value);
    if (!settings.success)
      this.#log.warn({ key }, 'Replicated settings cannot be read; they are passed over.');
    else if (isLater(settings.data.version, this.#state.settings.version))
      transaction.put(this.#state.settingsTable, 'mesh', settings.data);
  }

  #mergeAccount(transaction: Transaction, account: Account): void {
    const known = this.#state.accounts.get(account.id);
    if (known && !isLater(account.version, known.version)) return;
    if (!mayWrite(account, known, (region) => this.#state.adoptionOf(region))) {
      // What moved by an adoption that is not known here comes again.
      this.#log.warn(
        { account: account.id, writer: account.version.writer },
        'A region wrote an account that is not its own; it is passed over.',
      );
      return;
    }
    transaction.put(this.#state.accounts, account.id, account);
    this.#adoptions.onAccount(transaction, account);
  }

  #keyOf(table: AnyTable, id: string): string | undefined {
    if (table === this.#state.accounts) return accountPrefix + id;
    if (table === this.#state.adoptions) return adoptionPrefix + id;
    return table === this.#state.settingsTable ? settingsKey : undefined;
  }

  #valueOf(key: string): Account | AdoptionRegister | Settings | undefined {
    if (key === settingsKey) return this.#state.settings;
    return key.startsWith(adoptionPrefix)
      ? this.#state.adoptions.get(key.slice(adoptionPrefix.length))
      : this.#state.accounts.get(key.slice(accountPrefix.length));
  }

  #isUnstored(key: string): boolean {
    const { accounts, adoptions, settingsTable, ledger } = this.#state;
    if (key === settingsKey) return ledger.isUnstored(settingsTable, 'mesh');
    return key.startsWith(adoptionPrefix)
      ? ledger.isUnstored(adoptions, key.slice(adoptionPrefix.length))
      : ledger.isUnstored(accounts, key.slice(accountPrefix.length));
  }

  onLocalChange(listener: (keys: readonly string[]) => void): Cancel {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
