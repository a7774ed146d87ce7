/** Limits of the assistant's adapter that are not settings, each with its reason. */
export const limits = {
  /** Questions under way at once: a small model on one machine answers few at a time, and a provider allows more. */
  concurrency: 4,
  /** Questions of people that wait for their turn; whoever comes later would wait longer than they look at the page. */
  queueLength: 16,
  /** The longest allowed answer, a translated page, takes some 100 kB with all that stands around it. */
  answerMaxBytes: 256 * 1024,
  /** Failures of the endpoint in a row after which it is left alone. */
  failuresMax: 5,
  /** It is left alone for so long, doubling up to the maximum while one more try fails. */
  pauseMs: 30_000,
  pauseMaxMs: 10 * 60_000,
  /** A wrong key or model does not right itself in seconds. */
  misconfiguredPauseMs: 60_000,
  /** When the endpoint says that it is overloaded, and not for how long. */
  overloadedPauseMs: 10_000,
  /** Of an hour's requests and tokens, what questions in the background may use: people come first. */
  backgroundShare: 0.5,
  /** Letters of a token, roughly, until the endpoint says what it counted. */
  lettersPerToken: 3,
} as const satisfies Record<string, number>;
