import { createAlerts } from './alerts.ts';
import { alertsSetting } from './alertsSetting.ts';
import { browserNotifier } from './browserNotifier.ts';

/** Whether and how this device tells of something new: one for all parts of a page. */
export const alerts = createAlerts(browserNotifier, alertsSetting);

/** Allowed here, but not by the browser: the sound alone is left. */
export const howTold = (): 'shown' | 'sound' =>
  browserNotifier.permission() === 'granted' ? 'shown' : 'sound';
