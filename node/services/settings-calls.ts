import { Problem } from '../problem.ts';
import type { UpdateSettings } from '../schemas/inputs.ts';
import type { SettingsView } from '../schemas/views.ts';
import { type Audit, changesBetween } from './audit.ts';
import type { RemoteActor } from './forward.ts';
import {
  learnSetting,
  type MeshSettings,
  type Setting,
  type SettingValue,
  settingsIn,
} from './settings-fields.ts';
import type { State } from './state.ts';
import type { Transaction } from './transaction.ts';
import { checkWeights } from './weights-preview.ts';

/** What admins see and change of the settings of the whole mesh. Each is written by itself, and only if it changes. */
export class SettingsCalls {
  readonly #state: State;
  readonly #audit: Audit;

  constructor({ state, audit }: { state: State; audit: Audit }) {
    this.#state = state;
    this.#audit = audit;
  }

  view(): SettingsView {
    const { weights, categories, learnsWeights, trustMeasure, changedAt, changedBy } = this.#state.settings;
    return {
      weights: { ...weights },
      categories: [...categories],
      learnsWeights,
      trustMeasure,
      ...(changedAt !== undefined && { changedAt }),
      ...(changedBy !== undefined && { changedBy }),
    };
  }

  /** @throws Problem invalid */
  async update(actor: RemoteActor, input: UpdateSettings): Promise<SettingsView> {
    if (input.weights) checkWeights(input.weights);
    if (input.categories && !input.categories.includes('other')) {
      throw new Problem('invalid', 'The category "other" cannot be removed.', {
        errors: [
          {
            pointer: '/categories',
            detail: 'Keep "other": whoever does not know what to choose needs it.',
            reason: 'keep-other',
          },
        ],
      });
    }
    await this.#state.ledger.run((transaction) => {
      const former = this.#state.settings;
      for (const setting of valuesOf(input)) {
        const isNew = JSON.stringify(former[setting.field]) !== JSON.stringify(setting.value);
        if (isNew) this.#write(transaction, actor, setting);
      }
      const changes = changesBetween(fieldsOf(former), fieldsOf(this.#state.settings));
      if (changes.length > 0)
        this.#audit.write(transaction, actor, 'settings', 'mesh', wordsOf(former, input), changes);
    });
    return this.view();
  }

  #write(transaction: Transaction, actor: RemoteActor, setting: SettingValue): void {
    const { settingsTable, self } = this.#state;
    const version = settingsTable.get(setting.field)?.version ?? { counter: 0, writer: self };
    const written: Setting = {
      ...setting,
      changedAt: transaction.now,
      changedBy: actor.name,
      version,
    };
    transaction.put(settingsTable, setting.field, this.#state.nextVersion(written));
  }
}

/** Takes over what a store of an earlier version has, each setting with the version of the whole. After memory has been read. */
export async function takeFormerSettings(state: State): Promise<void> {
  const former = state.formerSettings.values();
  if (former.length === 0) return;
  await state.ledger.run((transaction) => {
    for (const setting of former.flatMap(settingsIn)) learnSetting(transaction, state.settingsTable, setting);
  });
}

const valuesOf = ({ weights, categories, learnsWeights, trustMeasure }: UpdateSettings): SettingValue[] => [
  ...(weights ? [{ field: 'weights' as const, value: weights }] : []),
  ...(categories ? [{ field: 'categories' as const, value: [...new Set(categories)] }] : []),
  ...(learnsWeights === undefined ? [] : [{ field: 'learnsWeights' as const, value: learnsWeights }]),
  ...(trustMeasure ? [{ field: 'trustMeasure' as const, value: trustMeasure }] : []),
];

/** As the log compares them: each weight by itself. */
const fieldsOf = ({ weights, categories, learnsWeights, trustMeasure }: MeshSettings) => ({
  ...Object.fromEntries(Object.entries(weights).map(([term, weight]) => [`weights.${term}`, weight])),
  categories: [...categories],
  learnsWeights,
  trustMeasure,
});

/** What changed, in a line: name, former and new value. */
function wordsOf(
  former: MeshSettings,
  { weights, categories, learnsWeights, trustMeasure }: UpdateSettings,
): string {
  const changes = [
    ...(weights ? [`weights ${JSON.stringify(former.weights)} → ${JSON.stringify(weights)}`] : []),
    ...(learnsWeights !== undefined ? [`learns weights ${former.learnsWeights} → ${learnsWeights}`] : []),
    ...(categories ? [`categories ${former.categories.join(', ')} → ${categories.join(', ')}`] : []),
    ...(trustMeasure ? [`trust measure ${former.trustMeasure} → ${trustMeasure}`] : []),
  ];
  return changes.join('; ');
}
