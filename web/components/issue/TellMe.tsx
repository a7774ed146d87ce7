import { alertsSetting } from '../../lib/alertsSetting.ts';
import { t } from '../../lib/i18n.ts';
import { say } from '../../lib/toast.ts';
import { Button } from '../Button.tsx';

/** Beside what is waited for: this device can tell of it. Gone once it does; the profile has it for good. */
export function TellMe() {
  if (alertsSetting.isOn.value) return null;
  const switchOn = async () => {
    const { alerts, howTold } = await import('../../lib/deviceAlerts.ts');
    await alerts.switchOn();
    say(t(howTold() === 'shown' ? 'home.alerts.isOn' : 'desk.soundIsOn'));
  };
  return (
    <p>
      <Button isSmall icon="bell" onClick={switchOn}>
        {t('home.alerts.tellMe')}
      </Button>
    </p>
  );
}
