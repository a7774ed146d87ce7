import { z } from 'zod';
import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
  type ZodOpenApiResponsesObject,
} from 'zod-openapi';
import { LiveEvent, ProblemView } from '../schemas/views.ts';
import { problemType } from './problems.ts';
import type { Route } from './route.ts';

const IdempotencyKey = z.object({
  'Idempotency-Key': z
    .string()
    .regex(/^[\x21-\x7e]{1,200}$/)
    .optional()
    .meta({ description: 'Repeated with the same key, it is done once and answered the same.' }),
});

const refusals: Readonly<Record<string, string>> = {
  '400': 'The request cannot be understood.',
  '401': 'There is no session, or it has ended.',
  '403': 'Not for this role, or not from a page of this node.',
  '404': 'There is no such thing, or you may not see it.',
  '409': 'Not possible in its present state.',
  '413': 'The file is too large.',
  '416': 'The file has no such range.',
  '422': 'Some of the input is not valid; `errors` says what.',
  '429': 'Too many; `Retry-After` says when to try again.',
  '503': 'This region, or the one in charge, cannot do it now.',
};

/**
 * The OpenAPI 3.1 document of the declared operations, made of the schemas that check them.
 * Takes some milliseconds and 1 MB: make it when it is first asked for.
 */
export function openApiDocument(
  routesBySubject: Readonly<Record<string, readonly Route[]>>,
  about: { readonly version: string; readonly region: string },
): ReturnType<typeof createDocument> {
  const paths: ZodOpenApiPathsObject = {};
  for (const [subject, routes] of Object.entries(routesBySubject)) {
    for (const route of routes) {
      paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation(route, subject) };
    }
  }
  return createDocument({
    openapi: '3.1.1',
    info: {
      title: 'Grapevine',
      version: about.version,
      description:
        `The API of the region ${about.region}; every region has the same. Errors are problem documents (RFC 9457) with a stable \`code\`. ` +
        'Lists page by cursor: give `next` of one page as `after` for the following. Changes with the session cookie need an Origin header of this node; programs send a bearer token. ' +
        'A WebSocket at `/api/v1/live?cursor=N` sends a `LiveEvent` for whatever changed since that cursor; it closes with code 4401 when the session has ended.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/api/v1' }],
    tags: Object.keys(routesBySubject).map((name) => ({ name })),
    paths,
    components: {
      schemas: { LiveEvent },
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'The token of `POST /sessions`.' },
        cookie: {
          type: 'apiKey',
          in: 'cookie',
          name: 'grapevine_<region>',
          description: 'Set by `POST /sessions`; for pages of this node.',
        },
      },
    },
  });
}

function operation(route: Route, subject: string): ZodOpenApiOperationObject {
  const isPublic = route.who === 'public';
  const hasBody = members(route.body).length > 0;
  return {
    operationId: route.operationId,
    summary: route.summary,
    tags: [subject],
    security: isPublic ? [] : [{ bearer: [] }, { cookie: [] }],
    ...(route.who !== 'public' &&
      route.who !== 'signed-in' && { description: `Needs the role "${route.who}".` }),
    requestParams: {
      ...(members(route.params).length > 0 && { path: asObject(route.params) }),
      ...(members(route.query).length > 0 && { query: asObject(route.query) }),
      ...(route.isIdempotent && { header: IdempotencyKey }),
    },
    ...(hasBody && {
      requestBody: {
        required: !route.body.safeParse({}).success,
        content: { 'application/json': { schema: route.body } },
      },
    }),
    ...(route.takesFile && { requestBody: { required: true, content: fileContent } }),
    responses: responses(route, { isPublic, hasInput: hasBody || members(route.query).length > 0 }),
  };
}

function responses(
  route: Route,
  { isPublic, hasInput }: { isPublic: boolean; hasInput: boolean },
): ZodOpenApiResponsesObject {
  const codes = [
    ...(hasInput ? ['400', '422'] : []),
    ...(isPublic ? [] : ['401', '403']),
    ...(members(route.params).length > 0 ? ['404'] : []),
    ...(route.method === 'GET' ? [] : ['409']),
    ...(route.takesFile ? ['413'] : []),
    ...(route.givesFile ? ['416'] : []),
    ...(route.method === 'GET' && !route.isSearch ? [] : ['429']),
    '503',
  ].sort();
  return {
    [route.status]: {
      description: route.status === 204 ? 'Done.' : 'The answer.',
      ...(route.reply && { content: { 'application/json': { schema: route.reply } } }),
      ...(route.givesFile && { content: fileContent }),
      ...(route.status === 201 && {
        headers: z.object({ Location: z.string().meta({ description: 'Where it is now.' }) }),
      }),
    },
    ...(route.givesFile && {
      '206': { description: 'The range of bytes that was asked for.', content: fileContent },
      '304': { description: 'It is as `If-None-Match` has it.' },
    }),
    ...Object.fromEntries(
      codes.map((code) => [code, { description: refusals[code] ?? '', content: problemContent }]),
    ),
    default: { description: 'Any other failure.', content: problemContent },
  };
}

/** Bytes of any kind; the type of what is answered is in its headers. */
const fileContent = { 'application/octet-stream': { schema: { type: 'string' as const, format: 'binary' } } };

const problemContent = { [problemType]: { schema: ProblemView } };

function members(schema: z.ZodType): string[] {
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}

function asObject(schema: z.ZodType): z.ZodObject {
  if (schema instanceof z.ZodObject) return schema;
  throw new TypeError('Parameters of a path or query are declared as an object.');
}
