/**
 * Every setting of a node: what it may be, its default, the names it goes by, and why it exists.
 * `settle.ts` takes each from the first of: flag, environment, file, default.
 */
import { z } from 'zod';
import { attachmentSizeMaxBytes } from './core/attachments.ts';
import { passwordLengthMin, RegionName } from './schemas/words.ts';

/** What people read about a setting. */
export type About = {
  /** As commander declares it. Secrets have none: a command line can be read by everyone on the machine. */
  readonly flag?: string;
  readonly environment: string;
  /** The default, in words. */
  readonly initially: string;
  /** What would be right, to go on after "It must be". */
  readonly right: string;
  readonly reason: string;
  readonly isSecret?: true;
};

const abouts = z.registry<About>();

export const portMax = 65_535;
/** The API's and the mesh's ports of one node stand apart by this, so that 8000 to 8003 and 9000 to 9003 fit together. */
export const p2pPortOffset = 1_000;

const port = () =>
  z
    .union([z.int(), z.string().regex(/^\d+$/).transform(Number)])
    .pipe(z.int().min(0).max(portMax))
    .optional();
const flagLike = () =>
  z
    .union([
      z.boolean(),
      z.enum(['true', 'yes', '1', 'false', 'no', '0']).transform((word) => /^[ty1]/.test(word)),
    ])
    .default(false);
/** `/ip4/192.0.2.1/tcp/9000[/p2p/ID]`, `/dns4/north/tcp/9000` or `host:port`. */
const address = String.raw`(\/[a-z0-9]+\/[^/=]+\/tcp\/\d+(\/[^=]*)?|[^/\s=]+:\d+)`;
const Address = z.string().regex(new RegExp(`^${address}$`));
/** The announced address, and the one to dial instead. */
const AddressPair = z.string().regex(new RegExp(`^${address}=${address}$`));
const listOf = (item: z.ZodType<string, string>, countMax: number) =>
  z
    .union([
      z.array(z.string()),
      z.string().transform((words) => words.split(/[\s,]+/).filter((word) => word !== '')),
    ])
    .pipe(z.array(item).max(countMax))
    .default([]);
/** Ways in, or ways to announce: a machine has a few. */
const addressesMax = 32;
/** One for each address of each other region: several for each of some tens. */
const addressPairsMax = 256;
const addresses = () => listOf(Address, addressesMax);
const path = () => z.string().min(1).max(4_096).optional();
const host = () => z.string().regex(/^[\w.:-]+$/);

/** Flags and environment give text. */
const wholeNumber = (min: number, max: number, initially: number) =>
  z
    .union([z.int(), z.string().regex(/^\d+$/).transform(Number)])
    .pipe(z.int().min(min).max(max))
    .default(initially);

/** This machine, whatever it is called: what is sent there stays on it. */
const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Texts of people go there: encrypted, unless they stay on this machine. No path means `/v1`. */
const AssistantUrl = z
  .url({ protocol: /^https?$/, abort: true })
  .refine((text) => {
    const { protocol, hostname, username, password, search, hash } = new URL(text);
    const isPrivate = protocol === 'https:' || loopback.test(hostname);
    return isPrivate && [username, password, search, hash].every((part) => part === '');
  })
  .transform((text) => {
    const { origin, pathname } = new URL(text);
    return `${origin}${pathname === '/' ? '/v1' : pathname.replace(/\/+$/, '')}`;
  });

const addressForms = '/ip4/192.0.2.1/tcp/9000, /dns4/name/tcp/9000 or host:9000';

/** People look at the page while it works; longer than this nobody does. */
export const assistantTimeoutSecondsMax = 60;

/** Settings as given: checked one by one, not yet completed by those that follow from others. */
export const Given = z.strictObject({
  region: RegionName.clone().register(abouts, {
    flag: '--region <name>',
    environment: 'GRAPEVINE_REGION',
    initially: 'none; must be given',
    right: 'a name of letters, digits, spaces and hyphens, at most 40 characters, for example North',
    reason: 'The part of the world this node serves; unique in the mesh.',
  }),
  host: host().default('127.0.0.1').register(abouts, {
    flag: '--host <address>',
    environment: 'GRAPEVINE_HOST',
    initially: '127.0.0.1',
    right: 'an address of this machine, for example 0.0.0.0 for all of them',
    reason:
      'Where the API and pages listen; only this machine by default, as a proxy with TLS belongs in front.',
  }),
  port: port().register(abouts, {
    flag: '--port <number>',
    environment: 'GRAPEVINE_PORT',
    initially: '8000',
    right: `a whole number from 0 (any free port) to ${portMax}, for example 8000`,
    reason: 'Port of the API and the pages.',
  }),
  publicUrl: z
    .url({ protocol: /^https?$/, abort: true })
    .refine((url) => new URL(url).pathname === '/')
    .transform((url) => new URL(url).origin)
    .optional()
    .register(abouts, {
      flag: '--public-url <url>',
      environment: 'GRAPEVINE_PUBLIC_URL',
      initially: 'http://localhost:PORT',
      right: 'a web address without a path, for example https://north.example',
      reason:
        'Where people reach this node; other regions link to it, and cookies are secure when it is https.',
    }),
  dataDir: path().register(abouts, {
    flag: '--data <folder>',
    environment: 'GRAPEVINE_DATA',
    initially: '.data/REGION',
    right: 'a folder that this process may write to',
    reason: 'Holds the store and the mesh secret.',
  }),
  store: z
    .string()
    .regex(/^(lmdb:.+|mongodb(\+srv)?:\/\/.+|memory:)$/)
    .optional()
    .register(abouts, {
      flag: '--store <where>',
      environment: 'GRAPEVINE_STORE',
      initially: 'lmdb:DATA/store',
      right: 'lmdb:PATH, mongodb://HOST/DATABASE?replicaSet=NAME or memory:',
      reason: 'Where this region keeps its documents; memory: forgets everything at the end.',
    }),
  p2pHost: host().default('0.0.0.0').register(abouts, {
    flag: '--p2p-host <address>',
    environment: 'GRAPEVINE_P2P_HOST',
    initially: '0.0.0.0',
    right: 'an address of this machine, for example 0.0.0.0 for all of them',
    reason: 'Where the mesh listens; only holders of the mesh secret get in.',
  }),
  p2pPort: port().register(abouts, {
    flag: '--p2p-port <number>',
    environment: 'GRAPEVINE_P2P_PORT',
    initially: `PORT + ${p2pPortOffset}`,
    right: `a whole number from 0 (any free port) to ${portMax}, for example 9000`,
    reason: 'Port of the mesh.',
  }),
  announce: addresses().register(abouts, {
    flag: '--announce <address...>',
    environment: 'GRAPEVINE_ANNOUNCE',
    initially: 'the addresses of this machine',
    right: `addresses such as ${addressForms}`,
    reason: 'What other nodes are told to dial, where this machine cannot know it (containers, NAT).',
  }),
  dialInstead: listOf(AddressPair, addressPairsMax).register(abouts, {
    flag: '--dial-instead <announced=address...>',
    environment: 'GRAPEVINE_DIAL_INSTEAD',
    initially: 'none; what is announced is dialled',
    right:
      'pairs such as north.example:9000=10.0.0.7:9000: what a node announces, and what to dial in its place',
    reason:
      'For a peer whose announced address does not lead to it from here (the same NAT, a tunnel, a relay).',
  }),
  peers: addresses().register(abouts, {
    flag: '--peer <address...>',
    environment: 'GRAPEVINE_PEERS',
    initially: 'none; this node founds a mesh',
    right: `addresses such as ${addressForms}`,
    reason: 'One node of the mesh to join, the way in; the others are learnt.',
  }),
  meshSecret: z.string().min(1).max(1_024).optional().register(abouts, {
    environment: 'GRAPEVINE_MESH_SECRET',
    initially: 'read from the file',
    right: "the content of another node's mesh-secret file",
    reason: 'What lets a node into the mesh, as text; for where no file can be given.',
    isSecret: true,
  }),
  meshSecretFile: path().register(abouts, {
    flag: '--mesh-secret <file>',
    environment: 'GRAPEVINE_MESH_SECRET_FILE',
    initially: 'DATA/mesh-secret',
    right: 'a file with the mesh secret',
    reason: 'What lets a node into the mesh; the first node of a mesh makes it.',
  }),
  adminEmail: z.email().max(254).optional().register(abouts, {
    flag: '--admin-email <email>',
    environment: 'GRAPEVINE_ADMIN_EMAIL',
    initially: 'admin@REGION.example',
    right: 'an e-mail address',
    reason: 'The first admin, made at the first start.',
  }),
  adminPassword: z
    .string()
    .min(passwordLengthMin)
    .max(256)
    .optional()
    .register(abouts, {
      environment: 'GRAPEVINE_ADMIN_PASSWORD',
      initially: 'generated and printed once',
      right: `a password of at least ${passwordLengthMin} characters`,
      reason: "The first admin's password; used at the first start only.",
      isSecret: true,
    }),
  isRejoining: flagLike().register(abouts, {
    flag: '--rejoin',
    environment: 'GRAPEVINE_REJOIN',
    initially: 'no',
    right: 'true or false',
    reason: 'Starts a region again that has left the mesh.',
  }),
  isDemo: flagLike().register(abouts, {
    flag: '--demo',
    environment: 'GRAPEVINE_DEMO',
    initially: 'no',
    right: 'true or false',
    reason:
      'For a try-out on one machine: raises the limits on sign-ups and sign-ins that come from one address.',
  }),
  isBackup: flagLike().register(abouts, {
    flag: '--restored',
    environment: 'GRAPEVINE_RESTORED',
    initially: 'no',
    right: 'true or false',
    reason:
      'Says at one start that the store is a backup that was put back. Peers tell a node that, too; where none can be reached, it has to be told.',
  }),
  matcher: z.enum(['keyword', 'semantic']).default('keyword').register(abouts, {
    flag: '--matcher <name>',
    environment: 'GRAPEVINE_MATCHER',
    initially: 'keyword',
    right: 'keyword or semantic',
    reason:
      'How issues are compared with what experts know: by words, or by a sentence model (`npm run model`) and words, which also finds what is said in other words. Where the model does not answer, words do.',
  }),
  modelDir: z.string().min(1).max(4_096).default('.data/model').register(abouts, {
    flag: '--model-dir <folder>',
    environment: 'GRAPEVINE_MODEL_DIR',
    initially: '.data/model',
    right: 'a folder with a sentence model',
    reason: 'The sentence model of `--matcher semantic`: any in ONNX form with its tokenizer.json.',
  }),
  assistantUrl: AssistantUrl.optional().register(abouts, {
    flag: '--assistant-url <url>',
    environment: 'GRAPEVINE_ASSISTANT_URL',
    initially: 'none; there is no assistant',
    right:
      'the base address of chat completions without a password, https:// unless it is on this machine, for example https://api.openai.com/v1 or http://localhost:11434/v1',
    reason:
      'A language model that suggests, sums up, drafts and translates when somebody asks it to; it is sent the texts of that issue and its chat.',
  }),
  assistantModel: z.string().trim().min(1).max(200).optional().register(abouts, {
    flag: '--assistant-model <name>',
    environment: 'GRAPEVINE_ASSISTANT_MODEL',
    initially: 'none; must be given with assistantUrl',
    right: 'the name of a model as its server knows it, at most 200 characters',
    reason: 'Which model answers there; people are told its name.',
  }),
  assistantKey: z
    .string()
    .regex(/^[\x21-\x7e]{1,1000}$/)
    .optional()
    .register(abouts, {
      environment: 'GRAPEVINE_ASSISTANT_KEY',
      initially: 'none; read from the file, if one is given',
      right: 'a key without spaces',
      reason: 'What the server of the model asks for; one on this machine mostly asks for none.',
      isSecret: true,
    }),
  assistantKeyFile: path().register(abouts, {
    flag: '--assistant-key <file>',
    environment: 'GRAPEVINE_ASSISTANT_KEY_FILE',
    initially: 'none',
    right: 'a file with the key',
    reason: 'Where the key of the assistant is kept.',
  }),
  assistantTimeoutSeconds: wholeNumber(1, assistantTimeoutSecondsMax, 20).register(abouts, {
    flag: '--assistant-timeout <seconds>',
    environment: 'GRAPEVINE_ASSISTANT_TIMEOUT_SECONDS',
    initially: '20',
    right: `a whole number of seconds from 1 to ${assistantTimeoutSecondsMax}`,
    reason:
      'How long the assistant may take, waiting for its turn included; a large model on a small machine is slow.',
  }),
  assistantRequestsPerHour: wholeNumber(1, 1_000_000, 300).register(abouts, {
    flag: '--assistant-requests <number>',
    environment: 'GRAPEVINE_ASSISTANT_REQUESTS_PER_HOUR',
    initially: '300',
    right: 'a whole number from 1 to 1000000',
    reason: 'How often the assistant is asked in an hour, at most, by everybody of this region together.',
  }),
  assistantTokensPerHour: wholeNumber(1_000, 1_000_000_000, 500_000).register(abouts, {
    flag: '--assistant-tokens <number>',
    environment: 'GRAPEVINE_ASSISTANT_TOKENS_PER_HOUR',
    initially: '500000',
    right: 'a whole number from 1000 to 1000000000',
    reason: 'What the assistant may cost in an hour, at most, in tokens read and written.',
  }),
  isAssistantAdvising: flagLike().register(abouts, {
    flag: '--assistant-advises',
    environment: 'GRAPEVINE_ASSISTANT_ADVISES',
    initially: 'no',
    right: 'true or false; true only with assistantUrl',
    reason:
      'Lets the assistant say, of the ten best experts for an issue that waits, who fits it: without their names, with their qualifications. It moves the skill of each by at most 0.1.',
  }),
  attachmentMegabytes: wholeNumber(1, attachmentSizeMaxBytes / 1e6, 10).register(abouts, {
    flag: '--attachment-mb <number>',
    environment: 'GRAPEVINE_ATTACHMENT_MB',
    initially: '10',
    right: `a whole number from 1 to ${attachmentSizeMaxBytes / 1e6}`,
    reason: "What a file that people attach may have at most, in MB: a phone's photo or an hour's log fits.",
  }),
  attachmentMegabytesPerDay: wholeNumber(1, 100_000, 200).register(abouts, {
    flag: '--attachment-mb-per-day <number>',
    environment: 'GRAPEVINE_ATTACHMENT_MB_PER_DAY',
    initially: '200',
    right: 'a whole number from 1 to 100000',
    reason:
      'What one person may upload here in a day, in MB: nobody fills the disk alone. At most a thousand files, whatever their size.',
  }),
  logLevel: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info').register(abouts, {
    flag: '--log-level <level>',
    environment: 'GRAPEVINE_LOG_LEVEL',
    initially: 'info',
    right: 'debug, info, warn, error or silent',
    reason: 'How much is logged to standard error.',
  }),
  webRoot: path().register(abouts, {
    flag: '--web-root <folder>',
    environment: 'GRAPEVINE_WEB_ROOT',
    initially: 'dist/web of this package',
    right: 'a folder with the built pages',
    reason: 'The pages to serve.',
  }),
  trustProxy: flagLike().register(abouts, {
    flag: '--trust-proxy',
    environment: 'GRAPEVINE_TRUST_PROXY',
    initially: 'no',
    right: 'true or false',
    reason: 'Believes X-Forwarded-For; only where a proxy always sets it, as limits count by address.',
  }),
});
export type Given = z.infer<typeof Given>;

export type SettingName = keyof Given;
export const SettingName = Given.keyof();

/** All settings in the order in which they are shown. */
export const settings: readonly (About & { readonly name: SettingName })[] = SettingName.options.map(
  (name) => {
    const about = abouts.get(Given.shape[name]);
    if (about === undefined) throw new Error(`The setting ${name} is not described.`);
    return { name, ...about };
  },
);

/** Settings that have been checked and completed. */
export type Config = Given & {
  readonly port: number;
  readonly publicUrl: string;
  readonly dataDir: string;
  readonly store: string;
  readonly p2pPort: number;
  readonly adminEmail: string;
  readonly webRoot: string;
};

/** The name of the flag alone, `--port` of `--port <number>`. */
export const flagName = (about: About) => about.flag?.split(' ')[0];

/** A region's name as a part of file names and addresses: "South East" gives `south-east`. */
export const slugOf = (region: string) =>
  region
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');

/** A value as it may be shown: secrets and passwords in addresses are hidden. */
export const shown = (about: About, value: unknown): string => {
  if (value === undefined) return '';
  if (about.isSecret) return '(hidden)';
  if (Array.isArray(value)) return value.join(' ');
  return String(value).replace(/^(mongodb(?:\+srv)?:\/\/)[^@/]*@/, '$1(hidden)@');
};
