/** Every limit of the API with its reason. `createApi` takes a partial set of these to raise or lower them. */
export const limitsDefault = {
  /** The longest valid body is a registration with a 20,000-character résumé in a script of 3 bytes a character. */
  bodyMaxBytes: 64 * 1024,
  /** A store that hangs must not make people wait for a minute. Longer than any wait inside the services. */
  requestDeadlineMs: 10_000,
  /** The largest file over a phone's slow way up, 100 kB a second. */
  uploadDeadlineMs: 10 * 60_000,
  /** An upload of which nothing comes any more is given up after this: a tunnel is passed by then, or the page has gone. */
  uploadIdleMs: 30_000,
  /** Any other body has so long to come: 64 KiB over the slowest phone connection. */
  bodyDeadlineMs: 30_000,
  /** Longer than the assistant may take by any setting, so that its own time limit says what happened. */
  assistantDeadlineMs: 70_000,
  /** Readiness is asked every few seconds by machines: an answer later than this is a "no". */
  readyDeadlineMs: 3_000,
  /** Room for what is being committed; longer and the process manager would kill us anyway. */
  closeDeadlineMs: 5_000,

  /** Wrong passwords for one e-mail from one address: enough for a forgetful person, hopeless for guessing. */
  signInFailuresPerEmailAndIp: 10,
  /** Wrong passwords from one address: a whole office behind one address, yet not a list of leaked passwords. */
  signInFailuresPerIp: 100,
  signInWindowSeconds: 15 * 60,
  /** A classroom signs up at once from one address; each costs a slow hash and a replicated account. */
  registrationsPerIp: 60,
  registrationWindowSeconds: 60 * 60,
  /** Busy chat with presence beats stays below 60 a minute. */
  writesPerAccount: 240,
  writeWindowSeconds: 60,
  /** What one person may ask of the assistant: a lively chat translated line by line stays below it. */
  assistantQuestionsPerAccount: 60,
  assistantWindowSeconds: 10 * 60,
  /** A page looks for similar issues at each pause in typing: a fast writer makes thirty in a minute. */
  searchesPerAccount: 60,

  /** Tabs and devices of one person. */
  socketsPerAccount: 20,
  /** Some 30 kB each: 60 MB at worst. */
  socketsTotal: 2_000,
  /** Proxies cut what is silent for 30 to 60 s. */
  socketPingMs: 20_000,
  /** A session that ended elsewhere is noticed within this time. */
  socketRecheckMs: 30_000,
  /** Nothing is expected from clients. */
  socketInboundMaxBytes: 4 * 1024,
  /** A client this far behind catches up faster by reconnecting with its cursor. */
  socketBufferMaxBytes: 1024 * 1024,
  /** How long a closing handshake may take before the connection is cut. */
  socketCloseGraceMs: 2_000,
} as const satisfies Record<string, number>;

export type ApiLimits = { readonly [name in keyof typeof limitsDefault]: number };
