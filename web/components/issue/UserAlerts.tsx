import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { IssueSummary } from '../../../node/schemas/views.ts';
import { api } from '../../lib/api.ts';
import { useLive } from '../../lib/connection.ts';
import { alerts } from '../../lib/deviceAlerts.ts';
import { t } from '../../lib/i18n.ts';
import { besideList } from '../../lib/myIssues.ts';
import { onlyTab } from '../../lib/onlyTab.ts';
import { resource } from '../../lib/resource.ts';
import { go } from '../../lib/route.ts';
import { newsForUser, type UserNews } from '../../lib/userNews.ts';

/** Issues looked at, by the latest change: what has just happened is among them, whatever the list is filtered by. */
const lookedAt = 20;

function titleOf({ what, issue }: UserNews): string {
  const name = issue.expert?.name ?? t('issue.step.someone');
  return what === 'wrote' ? t('desk.wrote', { name }) : t(`home.news.${what}`, { name });
}

/**
 * Tells a user who has allowed it what an expert has done, while the page is out of sight: whoever looks at it sees it. Nothing
 * is read until then, and of several tabs one tells.
 */
export function UserAlerts() {
  const latest = useMemo(() => resource(() => api.issues({ as: 'user', limit: lookedAt })), []);
  const before = useRef<readonly IssueSummary[] | undefined>(undefined);
  const tab = useMemo(() => onlyTab('user-alerts', navigator.locks), []);
  const told = useRef(0);
  useEffect(() => tab.stop, [tab]);
  useEffect(() => {
    const look = () => {
      before.current = undefined;
      if (document.hidden) latest.refresh();
    };
    look();
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, [latest]);
  useLive(({ kind }) => {
    const isOfIssues = kind === 'issue' || kind === 'message' || kind === 'reset';
    if (isOfIssues && document.hidden) latest.refresh();
  });
  const items = latest.data.value?.items;
  useEffect(() => {
    if (items === undefined || !document.hidden) return;
    const news = before.current ? newsForUser(before.current, items) : [];
    before.current = items;
    if (!tab.isIt()) return;
    for (const one of news) {
      const { id, title } = one.issue;
      told.current += 1;
      alerts.tell({
        key: `${id}/${told.current}`,
        title: titleOf(one),
        text: title,
        open: () => go(besideList({ issue: id })),
      });
    }
  }, [items]);
  return null;
}
