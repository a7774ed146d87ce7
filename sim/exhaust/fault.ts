/** Every way to strike, what it strikes at, and what it says in words. */
const blows = {
  lost: { at: 'letter', words: 'never arrives' },
  twice: { at: 'letter', words: 'arrives twice' },
  again: { at: 'letter', words: 'arrives, and once more a minute later' },
  late: { at: 'letter', words: 'arrives half a minute late' },
  cut: { at: 'letter', words: 'never arrives, nor does anything that goes this way for half a minute' },
  'crash-before': { at: 'commit', words: 'is lost: the process crashes right before it' },
  'crash-after': { at: 'commit', words: 'is kept, but nothing is sent: the process crashes right after it' },
  'disk-refuses': { at: 'commit', words: 'is refused by the disk, which then is whole again' },
  'disk-unsure': { at: 'commit', words: 'is kept, and the disk says that it failed' },
  freeze: { at: 'commit', words: 'is kept half a minute late: the process is frozen right before it' },
  'call-lost': { at: 'call', words: 'never arrives' },
  'answer-lost': { at: 'call', words: 'is carried out, and the answer never arrives' },
} as const;

export type Blow = keyof typeof blows;
export type PointKind = (typeof blows)[Blow]['at'];

const isBlow = (text: string): text is Blow => Object.hasOwn(blows, text);

/** One blow at one point of a run: the n-th letter of a link, commit of a region or command of a person since the story began. */
export type Fault = { readonly blow: Blow; readonly where: string; readonly n: number };

export const kindOf = ({ blow }: Pick<Fault, 'blow'>): PointKind => blows[blow].at;

/** A person types it like this: `lost North>South 3`, `crash-after North 7`, `answer-lost Uma 2`. */
export const faultText = ({ blow, where, n }: Fault): string => `${blow} ${where} ${n}`;

/** Several faults of one run, as `--replay` takes them. */
export const faultsText = (faults: readonly Fault[]): string => faults.map(faultText).join(', ');

/** The other way round. @throws Error that says what to write instead */
export const parseFaults = (text: string): readonly Fault[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map(parseFault);

const parseFault = (text: string): Fault => {
  const [blow = '', where = '', number = '', ...more] = text.split(/\s+/);
  if (!isBlow(blow))
    throw new Error(`"${text}" does not begin with what happens: one of ${Object.keys(blows).join(', ')}.`);
  if (!/^[1-9]\d*$/.test(number) || more.length > 0)
    throw new Error(`"${text}" cannot be read: write it like "${examples[blows[blow].at](blow)}".`);
  return { blow, where, n: Number(number) };
};

const examples: Record<PointKind, (blow: Blow) => string> = {
  letter: (blow) => `${blow} North>South 3`,
  commit: (blow) => `${blow} North 7`,
  call: (blow) => `${blow} Uma 2`,
};

/** What happens to the point, which is said in words of its own. */
export const inWords = ({ blow }: Pick<Fault, 'blow'>, point: string): string =>
  `${point} ${blows[blow].words}`;

/** In the order in which they are tried at each point. */
export const blowsAt = (kind: PointKind): readonly Blow[] =>
  Object.keys(blows)
    .filter(isBlow)
    .filter((blow) => blows[blow].at === kind);
