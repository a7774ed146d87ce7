import { z } from 'zod';
import { type Json, MeshError } from '../ports.ts';

/** The version is part of the name: another one would be another protocol, served beside this. */
export const RPC_PROTOCOL = '/grapevine/rpc/1';

/** The port's limit for the JSON text of one request's or reply's body. */
export const BODY_SIZE_MAX_BYTES = 1024 * 1024;

const METHOD_LENGTH_MAX = 128;

/** A body and what goes around it: id, method, field names. */
export const FRAME_SIZE_MAX_BYTES = BODY_SIZE_MAX_BYTES + 1024;

const Id = z.number().int().nonnegative();
/** Whatever JSON.parse yields is Json; only its absence has to be found out. */
const Body = z.custom<Json>((value) => value !== undefined);

const Request = z.strictObject({ id: Id, method: z.string().min(1).max(METHOD_LENGTH_MAX), body: Body });
type Request = z.infer<typeof Request>;

/** What the answering side tells of a failure: a code, never a text. */
const Refusal = z.enum(['unknown-method', 'failed', 'too-large']);
export type Refusal = z.infer<typeof Refusal>;

const Reply = z.union([z.strictObject({ id: Id, body: Body }), z.strictObject({ id: Id, error: Refusal })]);
type Reply = z.infer<typeof Reply>;

/**
 * A request's text on the wire; `toFrame` puts in the id once it is known.
 * @throws MeshError 'too-large'
 */
export function encodeRequest(method: string, body: Json): { toFrame(id: number): string } {
  if (method.length === 0 || method.length > METHOD_LENGTH_MAX)
    throw new MeshError('unknown-method', `A method's name has 1 to ${METHOD_LENGTH_MAX} characters.`);
  const json = encodeBody(body);
  if (json === undefined)
    throw new MeshError(
      'too-large',
      `A request's body may have ${BODY_SIZE_MAX_BYTES} bytes as JSON; this one has more.`,
    );
  const name = JSON.stringify(method);
  return { toFrame: (id) => `{"id":${id},"method":${name},"body":${json}}` };
}

/** The text of a reply; one that is too large becomes the refusal that says so. */
export function encodeReply(id: number, body: Json): string {
  const json = encodeBody(body);
  return json === undefined ? encodeRefusal(id, 'too-large') : `{"id":${id},"body":${json}}`;
}

export function encodeRefusal(id: number, error: Refusal): string {
  return JSON.stringify({ id, error } satisfies Reply);
}

/** @throws Error when the text is no request */
export function parseRequest(text: string): Request {
  return Request.parse(JSON.parse(text));
}

/** @throws Error when the text is no reply */
export function parseReply(text: string): Reply {
  return Reply.parse(JSON.parse(text));
}

function encodeBody(body: Json): string | undefined {
  const json = JSON.stringify(body);
  return Buffer.byteLength(json) > BODY_SIZE_MAX_BYTES ? undefined : json;
}
