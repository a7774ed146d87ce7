import { AssistantError, type AssistantQuestion, type Clock } from '../ports.ts';
import { limits } from './limits.ts';
import { readBody } from './read-body.ts';
import { retryAfterMs } from './retry-after.ts';
import { Completion, type Dialect, dialectAfter, dialectFirst, Refusal, requestOf } from './wire.ts';

export type EndpointOptions = {
  /** Up to and including the version, as `https://api.example/v1`. */
  readonly url: string;
  readonly model: string;
  /** Sent as a bearer token; a server on this machine may need none. */
  readonly key: string | undefined;
};

/** What a model said, and what it cost, if the endpoint counts that. */
export type Said = { readonly text: string; readonly tokens: number | undefined };

type Deps = {
  readonly clock: Pick<Clock, 'now'>;
  /** Called for each request that goes out: there are two where the endpoint did not take the first as it was. */
  readonly onRequest: () => void;
};

/** One exchange at a time with `/chat/completions` of any server that speaks OpenAI's protocol, without streaming. */
export class Endpoint {
  readonly #options: EndpointOptions;
  readonly #deps: Deps;
  #dialect: Dialect = dialectFirst;

  constructor(options: EndpointOptions, deps: Deps) {
    this.#options = options;
    this.#deps = deps;
  }

  /** @throws AssistantError */
  async complete(question: AssistantQuestion<unknown>, signal: AbortSignal): Promise<Said> {
    let dialect: Dialect | undefined = this.#dialect;
    let said = '';
    while (dialect !== undefined) {
      const answer: Answer = await this.#post(requestOf(this.#options.model, question, dialect), signal);
      if (answer.status !== 400 && answer.status !== 422) {
        const completion = this.#completionOf(answer);
        // Only now: a request may also be bad for what stands in it.
        this.#dialect = dialect;
        return completion;
      }
      said = messageOf(answer.text);
      dialect = dialectAfter(dialect, said);
    }
    throw new AssistantError('refused', `The assistant's endpoint refused a request: ${said}`);
  }

  async #post(body: object, signal: AbortSignal): Promise<Answer> {
    const { url, key } = this.#options;
    this.#deps.onRequest();
    try {
      const answer = await fetch(`${url}/chat/completions`, {
        method: 'POST',
        headers: {
          accept: 'application/json',
          'content-type': 'application/json',
          ...(key !== undefined && { authorization: `Bearer ${key}` }),
        },
        body: JSON.stringify(body),
        // Nobody but the endpoint that the operator named is told anything.
        redirect: 'manual',
        signal,
      });
      return {
        status: answer.status,
        retryAfterMs: retryAfterMs(answer.headers.get('retry-after'), this.#deps.clock.now()),
        text: await readBody(answer, limits.answerMaxBytes),
      };
    } catch (cause) {
      if (cause instanceof AssistantError) throw cause;
      if (signal.aborted)
        throw new AssistantError('timeout', 'The assistant did not answer in time.', { cause });
      throw new AssistantError(
        'unreachable',
        `The assistant's endpoint cannot be reached: ${reasonOf(cause)}`,
        {
          cause,
        },
      );
    }
  }

  /** @throws AssistantError */
  #completionOf({ status, retryAfterMs: waitMs, text }: Answer): Said {
    if (status !== 200) throw failureOf(status, waitMs, messageOf(text));
    const completion = Completion.safeParse(jsonOf(text));
    const choice = completion.data?.choices[0];
    if (choice === undefined) {
      throw new AssistantError(
        'misconfigured',
        'What answers at the address of the assistant does not speak the protocol of chat completions.',
      );
    }
    const { finish_reason: reason, message } = choice;
    if (message.refusal || reason === 'content_filter')
      throw new AssistantError('refused', 'The assistant would not answer.');
    const tokens = completion.data?.usage?.total_tokens;
    if (message.content) return { text: message.content, tokens };
    throw new AssistantError('unreadable', `The assistant's answer is empty (it ended with "${reason}").`);
  }
}

type Answer = {
  readonly status: number;
  readonly retryAfterMs: number | undefined;
  readonly text: string;
};

function failureOf(status: number, waitMs: number | undefined, said: string): AssistantError {
  const told = `it answered ${status}${said === '' ? '' : `, "${said}"`}`;
  const more = waitMs === undefined ? {} : { retryAfterMs: waitMs };
  if (status === 401 || status === 403)
    return new AssistantError('misconfigured', `The assistant's endpoint does not take the key: ${told}.`);
  if (status === 404 || status === 402 || (status >= 300 && status < 400))
    return new AssistantError('misconfigured', `The assistant's address or model is not right: ${told}.`);
  if (status === 429 || (status === 503 && waitMs !== undefined))
    return new AssistantError('overloaded', `The assistant's endpoint asks for a pause: ${told}.`, more);
  if (status >= 500 || status === 408)
    return new AssistantError('unreachable', `The assistant's endpoint failed: ${told}.`);
  return new AssistantError('refused', `The assistant's endpoint refused a request: ${told}.`);
}

/** As long as an operator reads; what an endpoint says may be anything. */
const messageLengthMax = 200;

function messageOf(text: string): string {
  const refusal = Refusal.safeParse(jsonOf(text));
  const said = refusal.success ? `${refusal.data.error.message} ${refusal.data.error.param ?? ''}` : text;
  return said.replace(/\s+/g, ' ').trim().slice(0, messageLengthMax);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** fetch hides why it failed in the cause. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  if (cause instanceof Error && 'code' in cause) return String(cause.code);
  return cause instanceof Error ? cause.message : String(cause);
}
