import type { QuizWords } from '../question.ts';
import { accountWords } from './account.ts';
import { cloudWords } from './cloud.ts';
import { databaseWords } from './database.ts';
import { hardwareWords } from './hardware.ts';
import { mobileWords } from './mobile.ts';
import { networkWords } from './network.ts';
import { otherWords } from './other.ts';
import { securityWords } from './security.ts';
import { softwareWords } from './software.ts';
import { webWords } from './web.ts';

export const words: QuizWords = {
  ...accountWords,
  ...cloudWords,
  ...databaseWords,
  ...hardwareWords,
  ...mobileWords,
  ...networkWords,
  ...otherWords,
  ...securityWords,
  ...softwareWords,
  ...webWords,
};
