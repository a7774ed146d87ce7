/** The adapter over real HTTP, against an endpoint that speaks the protocol well, badly, slowly, too much, or not at all. */
import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { z } from 'zod';
import { keptLog, turnedClock } from '../api/testing.ts';
import { questionOf } from '../core/assistant-question.ts';
import { type Assistant, AssistantError, type AssistantFailure } from '../ports.ts';
import { type AssistantOptions, HttpAssistant } from './http-assistant.ts';
import { limits } from './limits.ts';
import {
  type Answering,
  completionOf,
  errorOf,
  saying,
  send,
  startEndpoint,
  type TestEndpoint,
} from './testing.ts';

const test = suite<{ endpoint: TestEndpoint }>('assistant over HTTP');

test.before.each(async (context) => {
  context.endpoint = await startEndpoint();
});
test.after.each(({ endpoint }) => endpoint.stop());

const question = questionOf({
  name: 'greeting',
  task: 'Greet.',
  material: { text: 'Hello {"}' },
  shape: z.object({ greeting: z.string() }),
  answerTokensMax: 50,
  read: ({ greeting }) => greeting,
});

function assistantAt({ url }: TestEndpoint, more: Partial<AssistantOptions> = {}) {
  const clock = turnedClock();
  const log = keptLog();
  const assistant = new HttpAssistant(
    {
      url,
      model: 'test-model',
      key: 'a secret key',
      timeoutMs: 20_000,
      requestsPerHour: 1_000,
      tokensPerHour: 1_000_000,
      ...more,
    },
    { clock, log },
  );
  return { assistant, clock, log };
}

async function failureOf(asking: Promise<unknown>): Promise<AssistantError> {
  try {
    await asking;
  } catch (error) {
    if (error instanceof AssistantError) return error;
    throw error;
  }
  throw new Error('It was answered.');
}

const failsAs = async (code: AssistantFailure, asking: Promise<unknown>) =>
  assert.is((await failureOf(asking)).code, code);

test('it asks as the protocol says, and reads the answer', async ({ endpoint }) => {
  endpoint.answer = saying({ greeting: 'Good day' });
  const { assistant } = assistantAt(endpoint);
  assert.is(await assistant.ask(question), 'Good day');
  const [request] = endpoint.requests;
  assert.is(request?.path, '/v1/chat/completions');
  assert.is(request?.headers.authorization, 'Bearer a secret key');
  assert.is(request?.headers['content-type'], 'application/json');
  const { messages, ...rest } = request?.body ?? {};
  assert.equal(
    messages?.map(({ role }) => role),
    ['system', 'user'],
  );
  assert.is(messages?.[1]?.content, '{"text":"Hello {\\"}"}');
  assert.equal(rest, {
    model: 'test-model',
    stream: false,
    max_tokens: 50,
    response_format: {
      type: 'json_schema',
      json_schema: {
        name: 'greeting',
        strict: true,
        schema: {
          type: 'object',
          properties: { greeting: { type: 'string' } },
          required: ['greeting'],
          additionalProperties: false,
        },
      },
    },
  });
});

test('without a key none is sent', async ({ endpoint }) => {
  endpoint.answer = saying({ greeting: 'Hi' });
  await assistantAt(endpoint, { key: undefined }).assistant.ask(question);
  assert.is(endpoint.requests[0]?.headers.authorization, undefined);
});

test('models without structured output are asked without, from then on', async ({ endpoint }) => {
  endpoint.answer = ({ body }, reply) =>
    body.response_format
      ? send(
          reply,
          errorOf("'response_format' of type 'json_schema' is not supported", 'response_format'),
          400,
        )
      : send(reply, completionOf('Sure!\n```json\n{"greeting": "Hi {you}"}\n```\nAnything else?'));
  const { assistant } = assistantAt(endpoint);
  assert.is(await assistant.ask(question), 'Hi {you}');
  assert.is(await assistant.ask(question), 'Hi {you}');
  assert.is(endpoint.requests.length, 3);
  assert.is(assistant.figures().requests, 3);
  assert.is(assistant.figures().failures, 0);
});

test('a request that is bad for its text does not take structured output from the others', async ({
  endpoint,
}) => {
  const { assistant } = assistantAt(endpoint);
  endpoint.answer = (_request, reply) => send(reply, errorOf('context length exceeded'), 400);
  await failsAs('refused', assistant.ask(question));
  endpoint.answer = saying({ greeting: 'Hi' });
  await assistant.ask(question);
  assert.ok(endpoint.requests.at(-1)?.body.response_format);
});

test('models that reason name the limit of their answers otherwise', async ({ endpoint }) => {
  endpoint.answer = ({ body }, reply) =>
    'max_tokens' in body
      ? send(reply, errorOf("Unsupported parameter: use 'max_completion_tokens' instead.", 'max_tokens'), 400)
      : send(reply, completionOf('{"greeting":"Hi"}'));
  const { assistant } = assistantAt(endpoint);
  assert.is(await assistant.ask(question), 'Hi');
  assert.is(endpoint.requests[1]?.body.max_completion_tokens, 50);
  assert.ok(endpoint.requests[1]?.body.response_format);
});

const odd: readonly (readonly [what: string, completion: object])[] = [
  ['thoughts first', completionOf('<think>{"greeting"? maybe {"a":1}</think>{"greeting":"Hi"}')],
  [
    'content in parts',
    completionOf(null, {
      message: { role: 'assistant', content: [{ type: 'text', text: '{"greeting":"Hi"}' }] },
    }),
  ],
  ['no usage, no refusal', { choices: [{ message: { content: '{"greeting":"Hi"}' } }] }],
  ['whole though it ran out of room', completionOf('{"greeting":"Hi"}', { finish_reason: 'length' })],
];
for (const [what, completion] of odd) {
  test(`an answer is read: ${what}`, async ({ endpoint }) => {
    endpoint.answer = (_request, reply) => send(reply, completion);
    assert.is(await assistantAt(endpoint).assistant.ask(question), 'Hi');
  });
}

const refusing = {
  message: { role: 'assistant', content: null, refusal: "I'm sorry, I can't help with that." },
};
const provoked: readonly (readonly [what: string, completion: object, code: AssistantFailure])[] = [
  ['a refusal', completionOf(null, refusing), 'refused'],
  ['a content filter', completionOf('', { finish_reason: 'content_filter' }), 'refused'],
  ['cut short', completionOf('{"greeting":"Hi', { finish_reason: 'length' }), 'unreadable'],
  ['reasoned until there was no room', completionOf('', { finish_reason: 'length' }), 'unreadable'],
  ['calls a tool nobody offered', completionOf(null, { finish_reason: 'tool_calls' }), 'unreadable'],
  ['a text', completionOf('Hello there!'), 'unreadable'],
  ['another object', completionOf('{"hello": "Hi"}'), 'unreadable'],
  ['another kind of value', completionOf('{"greeting": ["Hi"]}'), 'unreadable'],
];
for (const [what, completion, code] of provoked) {
  test(`no answer, and no reason for a pause: ${what}`, async ({ endpoint }) => {
    endpoint.answer = (_request, reply) => send(reply, completion);
    const { assistant } = assistantAt(endpoint);
    for (let i = 0; i < 2 * limits.failuresMax; i++) await failsAs(code, assistant.ask(question));
    assert.is(assistant.figures().pausedForMs, 0);
    assert.is(assistant.figures().failures, 2 * limits.failuresMax);
  });
}

test('an enormous answer is not read to its end', async ({ endpoint }) => {
  let isCutOff: () => void = () => undefined;
  const cutOff = new Promise<void>((resolve) => {
    isCutOff = resolve;
  });
  endpoint.answer = (_request, reply) => {
    reply.on('close', isCutOff);
    reply.writeHead(200, { 'content-type': 'application/json' });
    const more = () => {
      while (!reply.destroyed && reply.write(' '.repeat(64 * 1024)));
    };
    reply.on('drain', more);
    more();
  };
  await failsAs('unreadable', assistantAt(endpoint).assistant.ask(question));
  await cutOff;
});

const broken: readonly (readonly [what: string, answer: Answering, code: AssistantFailure])[] = [
  ['a page', (_request, reply) => send(reply, '<html>Welcome to nginx</html>'), 'misconfigured'],
  ['JSON of another kind', (_request, reply) => send(reply, '{"result": "ok"}'), 'misconfigured'],
  ['no choices', (_request, reply) => send(reply, completionOf('', {}, { choices: [] })), 'misconfigured'],
  ['broken JSON', (_request, reply) => send(reply, '{"choices": [{"mess'), 'misconfigured'],
  [
    'a wrong key',
    (_request, reply) => send(reply, errorOf('Incorrect API key provided'), 401),
    'misconfigured',
  ],
  [
    'an unknown model',
    (_request, reply) => send(reply, errorOf('The model does not exist'), 404),
    'misconfigured',
  ],
  [
    'elsewhere',
    (_request, reply) => send(reply, '', 307, { location: 'http://127.0.0.1:1/' }),
    'misconfigured',
  ],
  ['a failure', (_request, reply) => send(reply, 'oops', 500), 'unreachable'],
  ['a bad gateway', (_request, reply) => send(reply, '<html>502</html>', 502), 'unreachable'],
  ['hangs up', (_request, reply) => reply.destroy(), 'unreachable'],
  ['too many requests', (_request, reply) => send(reply, errorOf('Rate limit'), 429), 'overloaded'],
];
for (const [what, answer, code] of broken) {
  test(`the endpoint fails: ${what}`, async ({ endpoint }) => {
    endpoint.answer = answer;
    const { assistant, log } = assistantAt(endpoint);
    await failsAs(code, assistant.ask(question));
    assert.is(assistant.figures().failures, 1);
    assert.ok(assistant.figures().lastFailure);
    assert.is(log.lines.length, 1);
    assert.not.match(JSON.stringify(log.lines), /Hello|secret key|oops/);
  });
}

test('whatever an endpoint says, it is an answer or a failure with a code', async ({ endpoint }) => {
  const { assistant, clock } = assistantAt(endpoint, { requestsPerHour: 1_000_000, tokensPerHour: 1e9 });
  const content = fc.oneof(
    fc.jsonValue().map((value) => JSON.stringify({ greeting: value })),
    fc.string({ unit: 'binary', maxLength: 50 }),
  );
  const body = fc.oneof(
    content.map((text) => JSON.stringify(completionOf(text))),
    fc
      .record({ choices: fc.array(fc.record({ message: fc.jsonValue() })) })
      .map((value) => JSON.stringify(value)),
    fc.string({ unit: 'binary', maxLength: 50 }),
  );
  const status = fc.constantFrom(200, 200, 200, 201, 204, 302, 400, 401, 422, 429, 500, 503, 599);
  const header = fc.constantFrom('', '-1', '1e9', 'tomorrow', 'Thu, 01 Jan 1970 00:00:00 GMT');
  await fc.assert(
    fc.asyncProperty(status, header, body, async (code, retryAfter, text) => {
      endpoint.answer = (_request, reply) =>
        send(reply, text, code, retryAfter === '' ? {} : { 'retry-after': retryAfter });
      const said = await assistant.ask(question).catch((error: unknown) => error);
      assert.ok(typeof said === 'string' || said instanceof AssistantError, String(said));
      clock.advance(limits.pauseMaxMs);
      assert.is(assistant.figures().pausedForMs, 0);
    }),
    { numRuns: 150 },
  );
});

test('nobody listens there', async ({ endpoint }) => {
  await endpoint.stop();
  const error = await failureOf(assistantAt(endpoint).assistant.ask(question));
  assert.is(error.code, 'unreachable');
  assert.match(error.message, /ECONNREFUSED/);
});

test('one that never answers is given up in time, and so is one that never ends', async ({ endpoint }) => {
  const { assistant, clock } = assistantAt(endpoint);
  endpoint.answer = () => undefined;
  const hanging = failsAs('timeout', assistant.ask(question));
  await endpoint.came(1);
  clock.advance(20_000);
  await hanging;
  const begun = new Promise<void>((resolve) => {
    endpoint.answer = (_request, reply) => {
      reply.writeHead(200, { 'content-type': 'application/json' });
      reply.write('{"choices":', () => resolve());
    };
  });
  const trickling = failsAs('timeout', assistant.ask(question, { timeoutMs: 5_000 }));
  await begun;
  clock.advance(5_000);
  await trickling;
  assert.is(clock.pending(), 0);
});

test('few are asked at once, some wait for their turn, more are turned away', async ({ endpoint }) => {
  const { assistant, clock } = assistantAt(endpoint);
  const open: (() => void)[] = [];
  endpoint.answer = (_request, reply) => {
    open.push(() => send(reply, completionOf('{"greeting":"Hi"}')));
  };
  const asked = Array.from({ length: limits.concurrency + limits.queueLength }, () =>
    assistant.ask(question),
  );
  await endpoint.came(limits.concurrency);
  assert.is(assistant.figures().waiting, limits.queueLength);
  await failsAs('busy', assistant.ask(question));
  open.shift()?.();
  await endpoint.came(limits.concurrency + 1);
  assert.is(assistant.figures().waiting, limits.queueLength - 1);
  const ends = Promise.allSettled(asked);
  clock.advance(20_000);
  const failed = (await ends).filter(({ status }) => status === 'rejected');
  assert.is(failed.length, asked.length - 1, 'time runs while one waits, too');
  assert.is(endpoint.requests.length, limits.concurrency + 1, 'who waited in vain was not asked for');
});

test('a question in the background waits for nobody, and leaves room', async ({ endpoint }) => {
  const { assistant } = assistantAt(endpoint);
  endpoint.answer = () => undefined;
  const asked = Array.from({ length: limits.concurrency - 1 }, () =>
    failureOf(assistant.ask(question, { isBackground: true })),
  );
  await endpoint.came(limits.concurrency - 1);
  await failsAs('busy', assistant.ask(question, { isBackground: true }));
  const person = failureOf(assistant.ask(question));
  await endpoint.came(limits.concurrency);
  assistant.stop();
  await Promise.all([...asked, person]);
});

const failRepeatedly = async (assistant: Assistant) => {
  for (let i = 0; i < limits.failuresMax; i++) await failsAs('unreachable', assistant.ask(question));
};

test('after failures in a row it is left alone, then tried once, then again after longer', async ({
  endpoint,
}) => {
  const { assistant, clock } = assistantAt(endpoint);
  endpoint.answer = (_request, reply) => send(reply, 'oops', 500);
  await failRepeatedly(assistant);
  assert.is(assistant.figures().pausedForMs, limits.pauseMs);
  const refused = await failureOf(assistant.ask(question));
  assert.is(refused.code, 'paused');
  assert.is(refused.retryAfterMs, limits.pauseMs);
  assert.is(endpoint.requests.length, limits.failuresMax);
  clock.advance(limits.pauseMs);
  const [first, second] = await Promise.all([
    failureOf(assistant.ask(question)),
    failureOf(assistant.ask(question)),
  ]);
  assert.equal([first.code, second.code].sort(), ['paused', 'unreachable']);
  assert.is(assistant.figures().pausedForMs, 2 * limits.pauseMs);
  clock.advance(2 * limits.pauseMs);
  endpoint.answer = saying({ greeting: 'Back' });
  assert.is(await assistant.ask(question), 'Back');
  endpoint.answer = (_request, reply) => send(reply, 'oops', 500);
  await failsAs('unreachable', assistant.ask(question));
  assert.is(assistant.figures().pausedForMs, 0, 'one failure is none after an answer');
});

for (const [what, header, waitMs] of [
  ['in seconds', '7', 7_000],
  ['as a date', new Date(1_700_000_000_000 + 9_000).toUTCString(), 9_000],
  ['for ever', '999999999', limits.pauseMaxMs],
  ['not at all', '', limits.overloadedPauseMs],
] as const) {
  test(`a pause that the endpoint asks for is kept: ${what}`, async ({ endpoint }) => {
    const { assistant, clock } = assistantAt(endpoint);
    endpoint.answer = (_request, reply) =>
      send(reply, errorOf('Rate limit'), 429, header === '' ? {} : { 'retry-after': header });
    await failsAs('overloaded', assistant.ask(question));
    assert.is(assistant.figures().pausedForMs, waitMs);
    await failsAs('paused', assistant.ask(question));
    clock.advance(waitMs);
    endpoint.answer = saying({ greeting: 'Hi' });
    assert.is(await assistant.ask(question), 'Hi');
  });
}

test('an hour has so many requests, of which the background gets a part', async ({ endpoint }) => {
  const { assistant, clock } = assistantAt(endpoint, { requestsPerHour: 4 });
  endpoint.answer = saying({ greeting: 'Hi' });
  for (let i = 0; i < 2; i++) await assistant.ask(question, { isBackground: true });
  await failsAs('spent', assistant.ask(question, { isBackground: true }));
  for (let i = 0; i < 2; i++) await assistant.ask(question);
  await failsAs('spent', assistant.ask(question));
  assert.is(endpoint.requests.length, 4);
  clock.advance(3_600_000);
  await assistant.ask(question);
  assert.equal(assistant.figures().requests, 1);
});

test('an hour has so many tokens, as the endpoint counts them', async ({ endpoint }) => {
  const { assistant } = assistantAt(endpoint, { tokensPerHour: 1_000 });
  endpoint.answer = (_request, reply) =>
    send(reply, completionOf('{"greeting":"Hi"}', {}, { usage: { total_tokens: 900 } }));
  await assistant.ask(question);
  assert.is(assistant.figures().tokens, 900);
  await failsAs('spent', assistant.ask(question));
});

test.run();
