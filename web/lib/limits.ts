/** The API's limits that forms show. Copies, because the schemas would bring zod into the pages; a test keeps them equal. */
export const limits = {
  name: 80,
  title: 200,
  description: 20_000,
  message: 8_000,
  comment: 2_000,
  reason: 500,
  qualifications: 4_000,
  capacity: 20,
  passwordMin: 10,
  password: 256,
  attachments: 10,
  replyTitle: 80,
  replyText: 2_000,
} as const;

/** How long a text is for the node: it takes blanks away from both ends. */
export const lengthOf = (text: string): number => text.trim().length;

export const isTooLong = (text: string, max: number): boolean => lengthOf(text) > max;

/** From here on a form says how much is left: earlier it would only be in the way. */
const nearLimit = 0.8;

export const isNearLimit = (text: string, max: number): boolean => lengthOf(text) >= nearLimit * max;

/** What a form offers before the mesh has said which categories there are. */
export const categoriesDefault: readonly string[] = [
  'network',
  'hardware',
  'software',
  'account',
  'database',
  'web',
  'mobile',
  'cloud',
  'security',
  'other',
];
