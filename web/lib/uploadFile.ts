import type { AttachmentView } from '../../node/schemas/attachments.ts';
import type { ProblemView } from '../../node/schemas/views.ts';
import { ApiProblem, problemFrom } from './api.ts';
import { t } from './i18n.ts';
import type { SendFile } from './uploads.ts';

function parsed<T>(text: string): Partial<T> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

/** Sends a file to this page's node: by XMLHttpRequest, which alone tells how much has left. */
export const uploadFile: SendFile = (file, onSent, signal) =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/api/v1/attachments?name=${encodeURIComponent(file.name || 'file')}`);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.upload.addEventListener('progress', (event) => onSent(event.loaded));
    request.addEventListener('load', () => {
      const { id, name, size, type } = parsed<AttachmentView>(request.responseText);
      const isWhole = request.status === 200 && id !== undefined && name !== undefined && size !== undefined;
      if (isWhole) resolve({ id, name, size, type: type ?? '' });
      else reject(problemFrom(request.status, parsed<ProblemView>(request.responseText)));
    });
    const broken = () => reject(new ApiProblem(0, 'offline', t('files.broken')));
    request.addEventListener('error', broken);
    request.addEventListener('abort', broken);
    signal.addEventListener('abort', () => request.abort());
    request.send(file);
  });

/** Where the node has a file of an issue or its chat. */
export const fileAddress = (issueId: string, id: string): string =>
  `/api/v1/issues/${encodeURIComponent(issueId)}/attachments/${encodeURIComponent(id)}`;
