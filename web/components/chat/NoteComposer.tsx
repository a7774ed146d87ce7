import { useRef } from 'preact/hooks';
import type { IssueView } from '../../../node/schemas/views.ts';
import type { Chat } from '../../lib/chat.ts';
import { Composer, type ComposerDesk } from '../Chat.tsx';

/** Where somebody writes who can write nothing but notes: an admin. */
export function NoteComposer({ chat, issue, meId }: { chat: Chat; issue: IssueView; meId: string }) {
  const box: ComposerDesk['box'] = useRef(undefined);
  return (
    <Composer
      chat={chat}
      issue={issue}
      meId={meId}
      to={issue.user.name}
      desk={{ isNote: true, tools: null, onSlash: () => undefined, box }}
    />
  );
}
