/** Which pictures are taken, of whose page, and what is done before. */
import type { Page } from 'playwright-core';
import type { Shot } from './camera.ts';
import type { Story } from './story.ts';

/** A sentence is looked at some moments after it was typed. */
const similarShown = '.similar';

const type = (field: string, text: string) => (page: Page) => page.locator(`[name=${field}]`).fill(text);

async function typeIssue(page: Page): Promise<void> {
  await type('title', 'VPN drops when I start a video call')(page);
  await type('description', 'Since this week, at home, on Wi-Fi. Without the camera it stays.')(page);
  await page.locator(similarShown).first().waitFor();
}

/** On the first look it begins, on the next it goes on. */
async function beginQuiz(page: Page): Promise<void> {
  await page.locator('.question, [name=category]').first().waitFor();
  if ((await page.locator('.question').count()) > 0) return;
  await page.locator('form button[type=submit]').click();
  await page.locator('.question').first().waitFor();
}

export const publicShots: readonly Shot[] = [
  { name: 'index', path: '/', ready: 'form' },
  { name: 'sign-up', path: '/#sign-up', ready: 'form' },
  { name: 'admin-login', path: '/admin_login', ready: 'form' },
  { name: 'components', path: '/design', ready: '.design-icons', isNeverAtRest: true },
];

export const userShots = ({ issues }: Story): readonly Shot[] => [
  { name: 'user-list', path: '/user_dashboard', ready: '.item' },
  { name: 'user-new-issue', path: '/user_dashboard?new', ready: 'form', prepare: typeIssue },
  { name: 'user-chat', path: `/user_dashboard?issue=${issues.chatting}`, ready: '[role=log] .bubble' },
  { name: 'user-waiting', path: `/user_dashboard?issue=${issues.waiting}`, ready: '.place' },
  { name: 'user-answer', path: `/user_dashboard?issue=${issues.answered}`, ready: '.resolution' },
  { name: 'profile-user', path: '/profile', ready: 'form' },
];

export const expertShots = ({ issues }: Story): readonly Shot[] => [
  { name: 'expert-inbox', path: '/expert_dashboard', ready: '.item' },
  { name: 'expert-issue', path: `/expert_dashboard?issue=${issues.chatting}`, ready: '[role=log] .bubble' },
  { name: 'expert-trust', path: '/expert_dashboard?view=trust', ready: 'main' },
  { name: 'expert-history', path: '/expert_dashboard?view=history', ready: 'main' },
  { name: 'profile-expert', path: '/profile', ready: 'form' },
  { name: 'quiz', path: '/quiz', ready: 'form', prepare: beginQuiz },
];

/** On a bad day. */
export const adminShots: readonly Shot[] = [
  { name: 'admin-overview', path: '/admin_dashboard', ready: 'main svg' },
  { name: 'admin-issues', path: '/admin_dashboard?view=issues', ready: 'table' },
  { name: 'admin-people', path: '/admin_dashboard?view=people', ready: 'main h1' },
  { name: 'admin-settings', path: '/admin_dashboard?view=settings', ready: 'form' },
  { name: 'admin-audit', path: '/admin_dashboard?view=audit', ready: 'main h1' },
  { name: 'mesh', path: '/mesh', ready: 'main svg' },
];

/** Last, so that all others look as before. @param path of a link for a new password */
export const newPasswordShots = (path: string): readonly Shot[] => [
  { name: 'new-password', path, ready: 'form' },
];
