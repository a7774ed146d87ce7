import { Icon } from '../../icons.tsx';
import { alerts, howTold } from '../../lib/deviceAlerts.ts';
import { t } from '../../lib/i18n.ts';
import { followInPage, pageWith } from '../../lib/route.ts';
import { isHelpOpen } from '../../lib/shortcutKeys.ts';
import { say } from '../../lib/toast.ts';
import { Button } from '../Button.tsx';

/** An offer that was accepted is gone at once: of a double click on it, the second would land here. */
const refuseSecond = (event: MouseEvent) => {
  if (event.detail < 2) return;
  event.preventDefault();
  event.stopPropagation();
};

/** At the end of the inbox: canned replies, how this device tells of something new, and that there are keys for everything. */
export function DeskFoot() {
  const isOn = alerts.isOn.value;
  return (
    <div class="desk-foot" onClickCapture={refuseSecond}>
      <a class="button quiet small" href={pageWith({ view: 'replies' })} onClick={followInPage}>
        <Icon name="message-square-text" />
        {t('desk.repliesManage')}
      </a>
      <Button
        look="quiet"
        isSmall
        icon="bell"
        aria-pressed={isOn}
        onClick={async () => {
          if (isOn) alerts.switchOff();
          else await alerts.switchOn();
          if (!alerts.isOn.peek()) say(t('desk.alertsAreOff'));
          else say(t(howTold() === 'shown' ? 'desk.alertsAreOn' : 'desk.soundIsOn'));
        }}
      >
        {isOn ? t('desk.alertsOn') : t('desk.alertsOff')}
      </Button>
      <Button
        look="quiet"
        isSmall
        icon="keyboard"
        onClick={() => {
          isHelpOpen.value = true;
        }}
      >
        {t('desk.keys')}
      </Button>
    </div>
  );
}
