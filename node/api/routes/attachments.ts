import { AttachmentId } from '../../core/attachments.ts';
import { AttachmentView, UploadFile } from '../../schemas/attachments.ts';
import { ListFiles, StoredFileList } from '../../schemas/stored-files.ts';
import type { OpenedAttachment } from '../../services/services.ts';
import { memberRoute, noInput, type Route } from '../route.ts';
import { IssueParams } from './params.ts';

export const attachmentRoutes: readonly Route[] = [
  memberRoute({
    ...noInput,
    who: 'signed-in',
    method: 'POST',
    path: '/attachments',
    operationId: 'uploadFile',
    summary: 'Upload a file, to attach it within a day: the body is its bytes',
    query: UploadFile,
    takesFile: true,
    reply: AttachmentView,
    handle: ({ attachments }, { actor, query, bytes }) =>
      attachments.upload(actor, { name: query.name, size: bytes.size }, bytes.all),
  }),
  memberRoute({
    ...noInput,
    who: 'signed-in',
    method: 'GET',
    path: '/issues/{id}/attachments',
    operationId: 'listAttachments',
    summary: 'Files of an issue and its chat, and which regions store each',
    params: IssueParams,
    query: ListFiles,
    reply: StoredFileList,
    handle: ({ attachments }, { actor, params, query }) => attachments.list(actor, params.id, query),
  }),
  memberRoute({
    ...noInput,
    who: 'signed-in',
    method: 'GET',
    path: '/issues/{id}/attachments/{attachmentId}',
    operationId: 'readAttachment',
    summary: 'A file of an issue or its chat, or a range of its bytes',
    params: IssueParams.extend({ attachmentId: AttachmentId }),
    file: (opened: OpenedAttachment) => opened,
    handle: ({ attachments }, { actor, params }) => attachments.open(actor, params.id, params.attachmentId),
  }),
];
