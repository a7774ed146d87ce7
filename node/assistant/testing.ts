/** For tests: an endpoint on this machine that speaks the protocol of chat completions, and says what it is told to. */
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { z } from 'zod';

/** What a request held, as it went over the wire. */
export type WireRequest = {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly body: z.infer<typeof RequestBody>;
};

const RequestBody = z.looseObject({
  model: z.string(),
  messages: z.array(z.strictObject({ role: z.string(), content: z.string() })),
  response_format: z.looseObject({ json_schema: z.looseObject({ name: z.string() }) }).optional(),
});

/** Answers one request, or leaves it open. */
export type Answering = (request: WireRequest, reply: ServerResponse) => void;

export type TestEndpoint = {
  /** To be given as the assistant's URL. */
  readonly url: string;
  readonly requests: WireRequest[];
  /** What it does from now on. */
  answer: Answering;
  /** Resolves when so many requests have come, since the start. */
  came(count: number): Promise<void>;
  stop(): Promise<void>;
};

/** A completion as OpenAI's API sends it (recorded shape); `choice` replaces members of its only choice. */
export function completionOf(content: string | null, choice: object = {}, more: object = {}): object {
  return {
    id: 'chatcmpl-B9MBs8CjcvOU2jLn4n570S5qMJKcT',
    object: 'chat.completion',
    created: 1741569952,
    model: 'test-model-2025',
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content, refusal: null, annotations: [] },
        logprobs: null,
        finish_reason: 'stop',
        ...choice,
      },
    ],
    usage: {
      prompt_tokens: 60,
      completion_tokens: 40,
      total_tokens: 100,
      prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
      completion_tokens_details: { reasoning_tokens: 0 },
    },
    service_tier: 'default',
    system_fingerprint: null,
    ...more,
  };
}

/** An error as OpenAI's API sends it. */
export const errorOf = (message: string, param: string | null = null) => ({
  error: { message, type: 'invalid_request_error', param, code: null },
});

export function send(reply: ServerResponse, body: unknown, status = 200, headers: object = {}): void {
  reply.writeHead(status, { 'content-type': 'application/json', ...headers });
  reply.end(typeof body === 'string' ? body : JSON.stringify(body));
}

/** Says this object in answer to everything. */
export const saying =
  (answer: unknown): Answering =>
  (_request, reply) =>
    send(reply, completionOf(JSON.stringify(answer)));

export async function startEndpoint(): Promise<TestEndpoint> {
  const requests: WireRequest[] = [];
  const waiting = new Set<{ count: number; resolve: () => void }>();
  const server = createServer((request, reply) => {
    let text = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => {
      text += chunk;
    });
    request.on('end', () => {
      const body = RequestBody.parse(JSON.parse(text));
      const whole = { path: request.url ?? '', headers: request.headers, text, body };
      requests.push(whole);
      endpoint.answer(whole, reply);
      for (const one of waiting) {
        if (requests.length < one.count) continue;
        waiting.delete(one);
        one.resolve();
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const endpoint: TestEndpoint = {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/v1`,
    requests,
    answer: saying({}),
    came: (count) =>
      new Promise((resolve) => {
        if (requests.length >= count) resolve();
        else waiting.add({ count, resolve });
      }),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return endpoint;
}
