import type { Question } from '../question.ts';
import { accountQuestions } from './account.ts';
import { cloudQuestions } from './cloud.ts';
import { databaseQuestions } from './database.ts';
import { hardwareQuestions } from './hardware.ts';
import { mobileQuestions } from './mobile.ts';
import { networkQuestions } from './network.ts';
import { otherQuestions } from './other.ts';
import { securityQuestions } from './security.ts';
import { softwareQuestions } from './software.ts';
import { webQuestions } from './web.ts';

/** Every question, by the category it is asked for. */
export const quizQuestions: ReadonlyMap<string, readonly Question[]> = new Map([
  ['network', networkQuestions],
  ['hardware', hardwareQuestions],
  ['software', softwareQuestions],
  ['account', accountQuestions],
  ['database', databaseQuestions],
  ['web', webQuestions],
  ['mobile', mobileQuestions],
  ['cloud', cloudQuestions],
  ['security', securityQuestions],
  ['other', otherQuestions],
]);
