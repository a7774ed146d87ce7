import type { MeView } from '../../node/schemas/views.ts';
import { common } from '../words/common.ts';
import type { NavItem } from './Shell.tsx';

/** The links of the header: a person's own pages, the present one marked. `current` is the href of one of them. */
export function navFor(
  me: MeView | undefined,
  current: string,
  counts: Readonly<Record<string, number>> = {},
): NavItem[] {
  const words = common.nav;
  const status: NavItem = { href: '/mesh', icon: 'activity', label: words.status };
  const items: NavItem[] = [];
  const roles = me?.account.roles ?? [];
  if (roles.includes('admin')) {
    items.push(
      { href: '/admin_dashboard', icon: 'layout-dashboard', label: words.mesh },
      { href: '/admin_dashboard?view=issues', icon: 'inbox', label: words.issues },
      { href: '/admin_dashboard?view=people', icon: 'users', label: words.people },
      { href: '/admin_dashboard?view=settings', icon: 'sliders-horizontal', label: words.settings },
      { href: '/admin_dashboard?view=audit', icon: 'scroll-text', label: words.audit },
    );
  } else if (roles.includes('expert')) {
    items.push(
      { href: '/expert_dashboard', icon: 'inbox', label: words.inbox },
      { href: '/expert_dashboard?view=history', icon: 'clock', label: words.history },
      { href: '/expert_dashboard?view=trust', icon: 'star', label: words.trust },
      { href: '/user_dashboard', icon: 'life-buoy', label: words.myIssues },
      status,
    );
  } else if (me !== undefined) {
    items.push(
      { href: '/user_dashboard', icon: 'inbox', label: words.myIssues },
      { href: '/user_dashboard?new', icon: 'plus', label: words.newIssue },
      status,
    );
  } else {
    items.push({ href: '/', icon: 'user', label: words.signIn }, status);
  }
  return items.map((item) => ({
    ...item,
    isCurrent: item.href === current,
    count: counts[item.href] ?? 0,
  }));
}
