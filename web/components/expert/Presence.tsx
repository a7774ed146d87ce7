import { useSignal } from '@preact/signals';
import type { ExpertProfile } from '../../../node/schemas/views.ts';
import { ApiProblem, api } from '../../lib/api.ts';
import { t } from '../../lib/i18n.ts';
import { readMe } from '../../lib/session.ts';
import { keysOf } from '../../lib/shortcutKeys.ts';
import { say } from '../../lib/toast.ts';
import { Berries } from '../Pieces.tsx';

/** How many seats are taken, and the switch that asks for offers or stops them. */
export function PresenceSwitch({ profile, isEnabled }: { profile: ExpertProfile; isEnabled: boolean }) {
  /** What was pressed, until the node has answered. */
  const asked = useSignal<boolean | undefined>(undefined);
  const isOnlineShown = asked.value ?? profile.presence === 'online';
  const label = t('expert.seats', { n: profile.load, max: profile.capacity });
  async function set(isOnline: boolean): Promise<void> {
    if (asked.peek() !== undefined) return;
    asked.value = isOnline;
    try {
      await api.setPresence({ presence: isOnline ? 'online' : 'away' });
      await readMe();
      say(isOnline ? t('expert.onlineNow') : t('expert.awayNow'));
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      say(error.message);
      // What counts is what the node said last.
      await readMe().catch(() => undefined);
    } finally {
      asked.value = undefined;
    }
  }
  return (
    <>
      <span class="row small wide-only">
        <Berries taken={profile.load} of={profile.capacity} label={label} />
        <span class="muted" aria-hidden="true">
          {t('expert.seatsShort', { n: profile.load, max: profile.capacity })}
        </span>
      </span>
      <label class="switch">
        <input
          type="checkbox"
          role="switch"
          aria-checked={isOnlineShown}
          checked={isOnlineShown}
          // Not disabled while busy: that would take the focus from who pressed it by keyboard.
          aria-busy={asked.value === undefined ? undefined : 'true'}
          disabled={!isEnabled}
          {...keysOf('online')}
          onChange={(event) => set(event.currentTarget.checked)}
        />
        {t('expert.online')}
      </label>
    </>
  );
}
