import { AttachmentId } from '../../node/core/attachments.ts';
import { IssueId } from '../../node/core/ids.ts';
import type { AttachmentView } from '../../node/schemas/attachments.ts';
import type { Client } from '../client.ts';
import type { Person } from './person.ts';

/** What is in a file follows from its name, so that whoever reads it knows whether it is whole. */
const textOf = (name: string): string => `What stands in ${name}. `.repeat(repeats);
/** A few kB: a narrow line has something to carry, and a run of hundreds stays quick. */
const repeats = 100;

const linesReadMax = 200;

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

/** Gives the region where the page is open a file. Undefined when it was refused for good. */
export const upload = async ({ client }: Person, name: string): Promise<AttachmentId | undefined> => {
  const view = await client.insist(
    'upload',
    client.newKey(),
    ({ attachments }, actor) => attachments.upload(actor, { name }, bytesOf(textOf(name))),
    ({ id }) => id,
  );
  return view && AttachmentId.parse(view.id);
};

/** Opens every file that a person's page shows with an issue and its chat. */
export const openFiles = async (client: Client, person: Person, id: string): Promise<void> => {
  const issue = IssueId.parse(id);
  const view = await client.look('issue', ({ issues }, actor) => issues.get(actor, issue));
  const chat = await client.look('chat', ({ issues }, actor) =>
    issues.messages(actor, issue, { after: 0, limit: linesReadMax }),
  );
  const files = [view?.attachments, ...(chat?.items ?? []).map(({ attachments }) => attachments)];
  for (const file of files.flatMap((some) => some ?? [])) {
    const got = await open(client, issue, file);
    person.world.trace.add({ kind: 'opened', person: client.name, issue, file: file.id, got });
  }
};

const open = async (client: Client, issue: IssueId, { id, name }: AttachmentView): Promise<string> => {
  const text = await client.look('file', async ({ attachments }, actor) => {
    const file = await attachments.open(actor, issue, AttachmentId.parse(id));
    const pieces: Uint8Array[] = [];
    for await (const piece of await file.read()) pieces.push(piece);
    return Buffer.concat(pieces).toString();
  });
  if (text === undefined) return 'nothing';
  return text === textOf(name) ? 'all of it' : 'other bytes';
};
