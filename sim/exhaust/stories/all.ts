import type { Story } from '../story.ts';
import { signedInElsewhere } from './abroad.ts';
import { adoptedInTurn } from './adopted-in-turn.ts';
import { answeredApart } from './apart.ts';
import { withFiles } from './files.ts';
import { handedOn } from './handed-on.ts';
import { leftInGoodOrder } from './left.ts';
import { passedOn } from './passed-on.ts';
import { putBack } from './put-back.ts';
import { cancelledAndReopened } from './second-thoughts.ts';

/** Every story, in the order in which they are listed. */
export const stories: readonly Story[] = [
  handedOn,
  cancelledAndReopened,
  signedInElsewhere,
  passedOn,
  withFiles,
  answeredApart,
  leftInGoodOrder,
  putBack,
  adoptedInTurn,
];

/** The story of that name, or undefined. */
export const storyNamed = (name: string): Story | undefined => stories.find((story) => story.name === name);
