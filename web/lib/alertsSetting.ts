import { deviceSetting } from './deviceSetting.ts';

/** Whether this device tells of something new. It belongs to the device, not to the account. */
export const alertsSetting = deviceSetting('alerts', false);
