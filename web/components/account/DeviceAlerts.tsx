import { browserNotifier } from '../../lib/browserNotifier.ts';
import { alerts } from '../../lib/deviceAlerts.ts';
import { t } from '../../lib/i18n.ts';

/**
 * How this device tells of something new; and honestly, what does not exist. The same setting as at the foot of the inbox and
 * beside an issue that waits.
 */
export function DeviceAlerts({ isExpert }: { isExpert: boolean }) {
  const isOn = alerts.isOn.value;
  const isForbidden = isOn && browserNotifier.permission() === 'denied';
  return (
    <section class="card pad stack">
      <h2>{t('home.alerts.title')}</h2>
      <label class="check">
        <input
          type="checkbox"
          name="alerts"
          checked={isOn}
          onChange={async (event) => {
            if (event.currentTarget.checked) await alerts.switchOn();
            else alerts.switchOff();
          }}
        />
        <span>
          {t(isExpert ? 'home.alerts.offers' : 'home.alerts.answers')}
          <span class="muted line">{t(isExpert ? 'home.alerts.how' : 'home.alerts.howUser')}</span>
        </span>
      </label>
      {isForbidden && <p class="hint">{t('home.alerts.forbidden')}</p>}
    </section>
  );
}
