import { createAlerts } from '../../lib/alerts.ts';
import { browserNotifier } from '../../lib/browserNotifier.ts';
import { deviceSetting } from '../../lib/deviceSetting.ts';
import { t } from '../../lib/i18n.ts';

/** The same setting as at the foot of the inbox: it belongs to the device, not to the account. */
const alerts = createAlerts(browserNotifier, deviceSetting('alerts', false));

/** How this device tells an expert of something new; and honestly, what does not exist. */
export function DeviceAlerts() {
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
          {t('home.alerts.offers')}
          <span class="muted line">{t('home.alerts.how')}</span>
        </span>
      </label>
      {isForbidden && <p class="hint">{t('home.alerts.forbidden')}</p>}
    </section>
  );
}
