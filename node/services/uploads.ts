import type { AttachmentId, AttachmentRef } from '../core/attachments.ts';
import type { AccountId } from '../core/ids.ts';
import { Problem } from '../problem.ts';
import type { State } from './state.ts';

/** The files that somebody names of their own uploads here, if any, in that order. @throws Problem invalid, at the first that is none */
export function uploadsOf(
  { uploads }: Pick<State, 'uploads'>,
  actor: AccountId,
  ids: readonly AttachmentId[] = [],
): readonly AttachmentRef[] | undefined {
  if (ids.length === 0) return undefined;
  return [...new Set(ids)].map((id, index) => {
    const upload = uploads.get(id);
    if (upload?.accountId !== actor)
      throw new Problem('invalid', 'One of the files is not here (any more). Please add it again.', {
        errors: [
          {
            pointer: `/attachments/${index}`,
            detail: 'Upload this file here, and use its new id.',
            reason: 'file-not-here',
          },
        ],
      });
    const { sha256, name, size, type } = upload;
    return { id, sha256, name, size, type };
  });
}
