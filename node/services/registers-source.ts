import type { z } from 'zod';
import type { RegisterSource } from '../mesh/registers.ts';
import {
  isLater,
  type Register,
  type RegisterEntry,
  type RegisterVersion,
} from '../mesh/registers-digest.ts';
import type { Cancel, Json, Log } from '../ports.ts';
import type { AccountReplicas } from './account-replicas.ts';
import type { Adoptions } from './adoptions.ts';
import { asJson } from './as-json.ts';
import { Account, AdoptionRegister, Retirement, Settings } from './documents.ts';
import type { Retirements } from './retirements.ts';
import { learnSetting, Setting, settingsIn } from './settings-fields.ts';
import type { State } from './state.ts';
import type { Table } from './table.ts';
import type { AnyTable, Transaction } from './transaction.ts';

/** All settings in one: what a region of an earlier version tells. */
const formerSettingsKey = 'settings';
const accountPrefix = 'account/';

type Versioned = { readonly version: RegisterVersion };

/** One kind of registers: a table of its own, of which each document is replicated under prefix and id. */
type Kind = {
  readonly prefix: string;
  readonly table: AnyTable;
  readonly get: (id: string) => Versioned | undefined;
  readonly entries: () => readonly RegisterEntry[];
  /** Takes in what another region has. A value that cannot be read, or whose id is not `id`, is refused: false. */
  readonly merge: (transaction: Transaction, id: string, value: Json) => boolean;
};

/** What is replicated to every region: accounts, which their homes write and seal, adoptions, retirements, and the mesh-wide settings. */
export class ReplicatedRegisters implements RegisterSource {
  readonly #state: State;
  readonly #accounts: AccountReplicas;
  readonly #log: Log;
  /** An adoption first: an account that it moves comes with it. */
  readonly #kinds: readonly [adoptions: Kind, ...others: Kind[]];
  readonly #listeners = new Set<(keys: readonly string[]) => void>();
  /** Made when all of it was on the disk; undefined since something was written. */
  #whole: readonly RegisterEntry[] | undefined;

  constructor({
    state,
    adoptions,
    accounts,
    retirements,
    log,
  }: {
    state: State;
    adoptions: Adoptions;
    accounts: AccountReplicas;
    retirements: Pick<Retirements, 'learn'>;
    log: Log;
  }) {
    this.#state = state;
    this.#accounts = accounts;
    this.#log = log;
    this.#kinds = [
      kind('adoption/', state.adoptions, AdoptionRegister, {
        idOf: ({ region }) => region,
        learn: (transaction, adoption) => adoptions.learn(transaction, adoption),
      }),
      kind(accountPrefix, state.accounts, Account, {
        idOf: ({ id }) => id,
        learn: (transaction, account) => accounts.learn(transaction, account),
      }),
      kind('retirement/', state.retirements, Retirement, {
        idOf: ({ region }) => region,
        learn: (transaction, retirement) => retirements.learn(transaction, retirement),
      }),
      kind('settings/', state.settingsTable, Setting, {
        idOf: ({ field }) => field,
        learn: (transaction, setting) => learnSetting(transaction, state.settingsTable, setting),
      }),
    ];
    for (const { table } of this.#kinds)
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
    const all = this.#kinds.flatMap(({ entries }) => entries());
    const stored = all.filter(({ key }) => !this.#isUnstored(key));
    if (stored.length === all.length) this.#whole = stored;
    return stored;
  }

  async read(keys: readonly string[]): Promise<readonly Register[]> {
    const stored = keys.filter((key) => !this.#isUnstored(key));
    const found = await Promise.all(
      stored.map(async (key) => {
        const value = isAccount({ key })
          ? await this.#accounts.told(key.slice(accountPrefix.length))
          : this.#valueOf(key);
        return value ? [{ key, version: value.version, value: asJson(value) }] : [];
      }),
    );
    return found.flat();
  }

  async merge(all: readonly Register[]): Promise<void> {
    const registers: Register[] = [];
    for (const register of all)
      if (!isAccount(register) || (await this.#accounts.isGenuine(register.value))) registers.push(register);
    const [adoptions] = this.#kinds;
    await this.#state.ledger.run((transaction) => {
      const isAdoption = ({ key }: Register) => key.startsWith(adoptions.prefix);
      // As they came about: who has been declared gone gives up what it had, before who it worked for is.
      const news = registers.filter(isAdoption).sort((a, b) => (isLater(a.version, b.version) ? 1 : -1));
      for (const register of news) this.#merge(transaction, register);
      for (const register of registers) if (!isAdoption(register)) this.#merge(transaction, register);
    });
  }

  #merge(transaction: Transaction, { key, value }: Register): void {
    const place = this.#placeOf(key);
    // One of a kind that a later version has is nobody's business here.
    if (!place && key !== formerSettingsKey) return;
    const isRead = place
      ? place.kind.merge(transaction, place.id, value)
      : this.#mergeFormerSettings(transaction, value);
    if (!isRead) this.#log.warn({ key }, 'A replicated register cannot be read; it is passed over.');
  }

  #mergeFormerSettings(transaction: Transaction, value: Json): boolean {
    const former = Settings.safeParse(value);
    if (former.success)
      for (const setting of settingsIn(former.data))
        learnSetting(transaction, this.#state.settingsTable, setting);
    return former.success;
  }

  #keyOf(table: AnyTable, id: string): string | undefined {
    const of = this.#kinds.find((one) => one.table === table);
    return of && of.prefix + id;
  }

  /** Where a register stands: among those of its kind. */
  #placeOf(key: string): { readonly kind: Kind; readonly id: string } | undefined {
    const of = this.#kinds.find(({ prefix }) => key.startsWith(prefix));
    return of && { kind: of, id: key.slice(of.prefix.length) };
  }

  #valueOf(key: string): Versioned | undefined {
    const place = this.#placeOf(key);
    return place?.kind.get(place.id);
  }

  #isUnstored(key: string): boolean {
    const place = this.#placeOf(key);
    return place !== undefined && this.#state.ledger.isUnstored(place.kind.table, place.id);
  }

  onLocalChange(listener: (keys: readonly string[]) => void): Cancel {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

function isAccount({ key }: Pick<Register, 'key'>): boolean {
  return key.startsWith(accountPrefix);
}

function kind<D extends Versioned>(
  prefix: string,
  table: Table<D>,
  schema: z.ZodType<D>,
  { idOf, learn }: { idOf: (doc: D) => string; learn: (transaction: Transaction, doc: D) => void },
): Kind {
  return {
    prefix,
    table,
    get: (id) => table.get(id),
    entries: () => table.values().map((doc) => ({ key: prefix + idOf(doc), version: doc.version })),
    merge: (transaction, id, value) => {
      const doc = schema.safeParse(value);
      if (!doc.success || idOf(doc.data) !== id) return false;
      learn(transaction, doc.data);
      return true;
    },
  };
}
