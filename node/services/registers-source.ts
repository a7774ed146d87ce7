import type { RegisterSource } from '../mesh/registers.ts';
import { isLater, type Register, type RegisterEntry } from '../mesh/registers-digest.ts';
import type { Cancel, Log } from '../ports.ts';
import { Account, Settings } from './documents.ts';
import type { State } from './state.ts';

const accountPrefix = 'account/';
const settingsKey = 'settings';

/** What is replicated to every region: accounts, which their homes write, and the mesh-wide settings. */
export class ReplicatedRegisters implements RegisterSource {
  readonly #state: State;
  readonly #log: Log;
  readonly #listeners = new Set<(keys: readonly string[]) => void>();

  constructor({ state, log }: { state: State; log: Log }) {
    this.#state = state;
    this.#log = log;
    state.ledger.onCommand((transaction) => {
      const keys = [...transaction.writes.values()].flatMap(({ table, id }) => {
        const written =
          table === state.accounts ? state.accounts.get(id) : table === state.settingsTable && state.settings;
        if (!written || written.version.writer !== state.self) return [];
        return [table === state.accounts ? accountPrefix + id : settingsKey];
      });
      if (keys.length === 0) return;
      transaction.afterCommit(() => {
        for (const listener of this.#listeners) listener(keys);
      });
    });
  }

  /** What is on the disk: a version told before its commit, which then fails, would be spent a second time. */
  digest(): readonly RegisterEntry[] {
    const { accounts: table, ledger } = this.#state;
    const accounts = table
      .values()
      .filter(({ id }) => !ledger.isUnstored(table, id))
      .map(({ id, version }) => ({ key: accountPrefix + id, version }));
    const { version } = this.#state.settings;
    const isTold = version.counter > 0 && !this.#isUnstored(settingsKey);
    return isTold ? [...accounts, { key: settingsKey, version }] : accounts;
  }

  read(keys: readonly string[]): readonly Register[] {
    return keys.flatMap((key) => {
      const value =
        key === settingsKey
          ? this.#state.settings
          : this.#state.accounts.get(key.slice(accountPrefix.length));
      if (!value || this.#isUnstored(key)) return [];
      return [{ key, version: value.version, value: JSON.parse(JSON.stringify(value)) }];
    });
  }

  #isUnstored(key: string): boolean {
    const { accounts, settingsTable, ledger } = this.#state;
    return key === settingsKey
      ? ledger.isUnstored(settingsTable, 'mesh')
      : ledger.isUnstored(accounts, key.slice(accountPrefix.length));
  }

  async merge(registers: readonly Register[]): Promise<void> {
    await this.#state.ledger.run((transaction) => {
      for (const { key, value } of registers) {
        if (key === settingsKey) {
          const settings = Settings.safeParse(value);
          if (!settings.success)
            this.#log.warn({ key }, 'Replicated settings cannot be read; they are passed over.');
          else if (isLater(settings.data.version, this.#state.settings.version)) {
            transaction.put(this.#state.settingsTable, 'mesh', settings.data);
          }
          continue;
        }
        const account = Account.safeParse(value);
        if (!account.success || key !== accountPrefix + account.data.id) {
          this.#log.warn({ key }, 'A replicated account cannot be read; it is passed over.');
          continue;
        }
        const known = this.#state.accounts.get(account.data.id);
        if (!known || isLater(account.data.version, known.version)) {
          transaction.put(this.#state.accounts, account.data.id, account.data);
        }
      }
    });
  }

  onLocalChange(listener: (keys: readonly string[]) => void): Cancel {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
