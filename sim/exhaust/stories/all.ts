import type { Story } from '../story.ts';
import { handedOn } from './handed-on.ts';

/** Every story, in the order in which they are listed. */
export const stories: readonly Story[] = [handedOn];

/** The story of that name, or undefined. */
export const storyNamed = (name: string): Story | undefined => stories.find((story) => story.name === name);
