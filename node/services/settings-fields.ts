/**
 * The mesh-wide settings, each a register of its own: two admins who change different ones at the same time, in two regions,
 * both keep their change. Of one that both change the later wins, as of any register.
 */
import { z } from 'zod';
import { defaultWeights, Weights } from '../core/rank.ts';
import { trustMeasureDefault } from '../core/trust.ts';
import { isLater, RegisterVersion } from '../mesh/registers-digest.ts';
import { Category, categoriesDefault, Time, TrustMeasure } from '../schemas/words.ts';
import type { Settings } from './documents.ts';
import type { Table } from './table.ts';
import type { Transaction } from './transaction.ts';

const written = {
  changedAt: Time.optional(),
  changedBy: z.string().max(200).optional(),
  version: RegisterVersion,
};

/** One setting as it is stored and replicated, under the name of its field. */
export const Setting = z.discriminatedUnion('field', [
  z.object({ field: z.literal('weights'), value: Weights, ...written }),
  z.object({ field: z.literal('categories'), value: z.array(Category).min(1).max(50), ...written }),
  /** Whether regions learn weights of their own from outcomes. */
  z.object({ field: z.literal('learnsWeights'), value: z.boolean(), ...written }),
  /** How the trust term is made. */
  z.object({ field: z.literal('trustMeasure'), value: TrustMeasure, ...written }),
]);
export type Setting = z.infer<typeof Setting>;

/** A field and its value, before it is written. */
export type SettingValue = Setting extends infer S
  ? S extends Setting
    ? Pick<S, 'field' | 'value'>
    : never
  : never;

/** All settings together, as services use them. */
export type MeshSettings = {
  readonly weights: Weights;
  readonly categories: readonly string[];
  readonly learnsWeights: boolean;
  readonly trustMeasure: TrustMeasure;
  /** Of the last change of any. */
  readonly changedAt?: number | undefined;
  readonly changedBy?: string | undefined;
};

const nothingSet: MeshSettings = {
  weights: defaultWeights,
  categories: [...categoriesDefault],
  learnsWeights: false,
  trustMeasure: trustMeasureDefault,
};

/** What the settings are together; what nobody has set is as it is by default. */
export const settingsFrom = (all: readonly Setting[]): MeshSettings => {
  const newest = all.reduce<Setting | undefined>(
    (last, one) => (last === undefined || (one.changedAt ?? 0) > (last.changedAt ?? 0) ? one : last),
    undefined,
  );
  return {
    ...nothingSet,
    ...Object.fromEntries(all.map(({ field, value }) => [field, value])),
    ...(newest?.changedAt !== undefined && { changedAt: newest.changedAt }),
    ...(newest?.changedBy !== undefined && { changedBy: newest.changedBy }),
  };
};

/** The settings of a store, or a region, of a version that kept them in one register: each with the version of the whole. */
export const settingsIn = (former: Settings): Setting[] => {
  const { weights, categories, learnsWeights, trustMeasure, changedAt, changedBy, version } = former;
  const rest = {
    ...(changedAt !== undefined && { changedAt }),
    ...(changedBy !== undefined && { changedBy }),
    version,
  };
  return [
    { field: 'weights', value: weights, ...rest },
    { field: 'categories', value: categories, ...rest },
    ...(learnsWeights === undefined
      ? []
      : [{ field: 'learnsWeights' as const, value: learnsWeights, ...rest }]),
    ...(trustMeasure === undefined ? [] : [{ field: 'trustMeasure' as const, value: trustMeasure, ...rest }]),
  ];
};

/** Takes in a setting that is known elsewhere, if it is later than what is here. */
export const learnSetting = (transaction: Transaction, table: Table<Setting>, setting: Setting): void => {
  if (isLater(setting.version, table.get(setting.field)?.version))
    transaction.put(table, setting.field, setting);
};
