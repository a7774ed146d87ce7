import type { MeView } from '../../node/schemas/views.ts';
import { t } from '../lib/i18n.ts';
import type { NavItem } from './Shell.tsx';

/** The links of the header: a person's own pages, the present one marked. `current` is the href of one of them. */
export function navFor(
  me: MeView | undefined,
  current: string,
  counts: Readonly<Record<string, number>> = {},
): NavItem[] {
  const status: NavItem = { href: '/mesh', icon: 'activity', label: t('common.nav.status') };
  const items: NavItem[] = [];
  const roles = me?.account.roles ?? [];
  if (roles.includes('admin')) {
    items.push(
      { href: '/admin_dashboard', icon: 'layout-dashboard', label: t('common.nav.mesh') },
      { href: '/admin_dashboard?view=issues', icon: 'inbox', label: t('common.nav.issues') },
      { href: '/admin_dashboard?view=people', icon: 'users', label: t('common.nav.people') },
      { href: '/admin_dashboard?view=settings', icon: 'sliders-horizontal', label: t('common.nav.settings') },
      { href: '/admin_dashboard?view=audit', icon: 'scroll-text', label: t('common.nav.audit') },
    );
  } else if (roles.includes('expert')) {
    items.push(
      { href: '/expert_dashboard', icon: 'inbox', label: t('common.nav.inbox') },
      { href: '/expert_dashboard?view=history', icon: 'clock', label: t('common.nav.history') },
      { href: '/expert_dashboard?view=trust', icon: 'star', label: t('common.nav.trust') },
      { href: '/user_dashboard', icon: 'life-buoy', label: t('common.nav.myIssues') },
      status,
    );
  } else if (me !== undefined) {
    items.push(
      { href: '/user_dashboard', icon: 'inbox', label: t('common.nav.myIssues') },
      { href: '/user_dashboard?new', icon: 'plus', label: t('common.nav.newIssue') },
      status,
    );
  } else {
    items.push({ href: '/', icon: 'user', label: t('common.nav.signIn') }, status);
  }
  return items.map((item) => {
    const count = counts[item.href];
    return { ...item, isCurrent: item.href === current, ...(count !== undefined && { count }) };
  });
}
