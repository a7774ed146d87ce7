import { useEffect, useMemo } from 'preact/hooks';
import type { IssueView } from '../../node/schemas/views.ts';
import { api } from './api.ts';
import { useLive } from './connection.ts';
import { type Resource, resource } from './resource.ts';

/** One issue, read when shown and again whenever it changed. */
export function useIssue(id: string): Resource<IssueView> {
  const issue = useMemo(() => resource(() => api.issue(id)), [id]);
  useEffect(() => {
    issue.refresh();
  }, [issue]);
  useLive((event) => {
    if (event.kind === 'reset' || (event.kind === 'issue' && event.issue === id)) issue.refresh();
  });
  return issue;
}
