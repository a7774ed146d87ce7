import type { Route } from '../route.ts';
import { accountRoutes } from './accounts.ts';
import { adminRoutes } from './admin.ts';
import { adminPeopleRoutes } from './admin-people.ts';
import { adminWatchRoutes } from './admin-watch.ts';
import { assistantRoutes } from './assistant.ts';
import { attachmentRoutes } from './attachments.ts';
import { issueRoutes } from './issues.ts';
import { meshRoutes } from './mesh.ts';
import { messageRoutes } from './messages.ts';
import { offerRoutes } from './offers.ts';
import { quizRoutes } from './quiz.ts';
import { replyRoutes } from './replies.ts';
import { sessionRoutes } from './sessions.ts';

/** Every operation under /api/v1, in the order in which they are shown, by subject. */
export const routesBySubject = {
  'Accounts and sessions': [...accountRoutes, ...sessionRoutes],
  Issues: [...issueRoutes, ...messageRoutes, ...attachmentRoutes],
  'Offers and quiz': [...offerRoutes, ...quizRoutes],
  'Canned replies': replyRoutes,
  Assistant: assistantRoutes,
  Mesh: meshRoutes,
  Administration: [...adminRoutes, ...adminPeopleRoutes, ...adminWatchRoutes],
} as const satisfies Record<string, readonly Route[]>;

export const allRoutes: readonly Route[] = Object.values(routesBySubject).flat();
