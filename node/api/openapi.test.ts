import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { z } from 'zod';
import { allRoutes } from './routes/all.ts';
import { fakeServices, type RunningApi, startApi } from './testing.ts';

const test = suite<{ running: RunningApi; document: z.infer<typeof Document>; text: string }>('openapi');

const Operation = z.object({
  operationId: z.string(),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  parameters: z.array(z.object({ name: z.string(), in: z.string() })).default([]),
  requestBody: z.object({ required: z.boolean() }).optional(),
  responses: z.record(z.string(), z.object({ content: z.record(z.string(), z.unknown()).optional() })),
});
const Document = z.object({
  openapi: z.string(),
  paths: z.record(z.string(), z.record(z.string(), Operation)),
  components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
});

test.before(async (context) => {
  context.running = await startApi(fakeServices());
  const answer = await context.running.call('/api/v1/openapi.json');
  assert.is(answer.status, 200);
  context.text = await answer.text();
  context.document = Document.parse(JSON.parse(context.text));
});
test.after(({ running }) => running.api.close());

/** The names issue 3 promises to programs. */
const promised = `
POST /users, POST /experts, POST /sessions, DELETE /sessions/current, GET /me, PATCH /me, PUT /me/presence,
GET /issues, POST /issues, GET /issues/{id}, PATCH /issues/{id}, POST /issues/{id}/cancel, POST /issues/{id}/escalate,
POST /issues/{id}/urgency, POST /issues/{id}/resolution, POST /issues/{id}/confirm, POST /issues/{id}/decline, POST /issues/{id}/reopen,
POST /issues/{id}/rating, PUT /issues/{id}/consent, GET /issues/similar, GET /admin/clusters, POST /issues/{id}/transfer, GET /issues/{id}/messages, POST /issues/{id}/messages,
POST /attachments, GET /issues/{id}/attachments, GET /issues/{id}/attachments/{attachmentId},
GET /me/sessions, DELETE /me/sessions, DELETE /me/sessions/{id}, POST /sessions/current/tickets, POST /sessions/roaming,
POST /issues/{id}/read, POST /issues/{id}/typing,
GET /offers, POST /offers/{id}/accept, POST /offers/{id}/reject, GET /quiz, GET /quiz/standing, PUT /quiz/answers, POST /quiz/attempts, GET /mesh,
GET /admin/experts, POST /admin/experts/{id}/verify, POST /admin/experts/{id}/decline, POST /admin/experts/{id}/suspend,
GET /admin/issues, POST /admin/issues/{id}/reassign, GET /admin/trust, GET /admin/settings, PUT /admin/settings, POST /admin/settings/preview, GET /admin/learning, GET /admin/audit,
POST /admin/regions/{name}/adopt, GET /admin/adoptions,
POST /assistant/suggestion, POST /issues/{id}/assistant/summary, POST /issues/{id}/assistant/reply,
POST /issues/{id}/assistant/translation, GET /admin/assistant,
POST /admin/regions/{name}/drain, DELETE /admin/regions/{name}/drain, GET /admin/drains,
POST /admin/regions/{name}/retire, DELETE /admin/regions/{name}/retire,
GET /issues/{id}/candidates, GET /replies, POST /replies, PUT /replies/{id}, DELETE /replies/{id},
 POST /admin/verdicts, GET /admin/experts/{id}/performance, GET /admin/accounts, PUT /admin/accounts/{id}/admin,
 POST /admin/accounts/{id}/password-link, POST /password-link, POST /sessions/password-link,
 GET /admin/series, GET /admin/moves, POST /admin/issues/reassign`
  .split(',')
  .map((operation) => operation.trim());

test('it lists exactly the promised operations, each under its own id', ({ document }) => {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  assert.equal(operations.sort(), [...promised].sort());
  const ids = allRoutes.map((route) => route.operationId);
  assert.is(new Set(ids).size, ids.length);
});

test('every reference leads somewhere, and no schema is doubled', ({ document, text }) => {
  assert.match(document.openapi, /^3\.1/);
  const names = Object.keys(document.components.schemas);
  for (const [, name] of text.matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
    assert.ok(names.includes(name ?? ''), name);
  }
  assert.equal(
    names.filter((name) => name.endsWith('Output')),
    [],
  );
});

test('parameters of the address, bodies and keys are described where they are taken', ({ document }) => {
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const operation of Object.values(methods)) {
      const inPath = operation.parameters.filter((parameter) => parameter.in === 'path');
      assert.is(inPath.length, path.match(/\{\w+\}/g)?.length ?? 0, path);
      assert.ok(operation.responses.default?.content?.['application/problem+json'], path);
    }
  }
  const submit = document.paths['/issues']?.post;
  assert.ok(submit?.requestBody?.required);
  assert.ok(submit?.parameters.some((parameter) => parameter.name === 'Idempotency-Key'));
  assert.is(document.paths['/issues/{id}/cancel']?.post?.requestBody?.required, false);
  assert.is(document.paths['/issues/{id}/confirm']?.post?.requestBody?.required, false);
  assert.is(document.paths['/sessions/current']?.delete?.requestBody, undefined);
  assert.ok(document.paths['/issues/similar']?.get?.responses['429'], 'asked at a limited rate');
  assert.ok(document.paths['/attachments']?.post?.requestBody?.required);
  assert.equal(document.paths['/mesh']?.get?.security, []);
});

test('the page that shows it is whole, and keeps to the policy', async ({ running }) => {
  const html = await (await running.call('/api/v1/docs')).text();
  assert.match(html, 'id="problem-offer-gone"');
  assert.not.match(html, /<script(?![^>]* src=)|<style| style=| on\w+=/);
  for (const [, address] of html.matchAll(/(?:href|src)="(\/api[^"]+)"/g)) {
    assert.is((await running.call(address ?? '')).status, 200, address);
  }
  const script = await (await running.call('/api/v1/docs/page.js')).text();
  assert.not.match(script, /innerHTML|eval\(/);
});

test.run();
