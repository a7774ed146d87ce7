/** The API's limits that forms show. Copies, because the schemas would bring zod into the pages; a test keeps them equal. */
export const limits = {
  title: 200,
  description: 20_000,
  message: 8_000,
  comment: 2_000,
  reason: 500,
  capacity: 20,
  passwordMin: 10,
  password: 256,
  attachments: 10,
  replyTitle: 80,
  replyText: 2_000,
} as const;

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
