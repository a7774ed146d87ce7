/**
 * Little WebAssembly programs, written as expressions in TypeScript: several times as fast as JavaScript where numbers of
 * many kinds are read from one memory, the same on every machine, and no tool is needed to make them.
 */

/** Instructions in the binary format (WebAssembly Core Specification 2.0, chapter 5). */
export type Code = readonly number[];

/** Types of values. */
export const types = { i32: 0x7f, f64: 0x7c, v128: 0x7b } as const;
export type Type = (typeof types)[keyof typeof types];

/** Something that leaves one value, made of others that do. */
const of =
  (...opcode: number[]) =>
  (...operands: readonly Code[]): Code => [...operands.flat(), ...opcode];

/** Reads or writes at an address, `offset` bytes further on. The alignment is a hint, and left out. */
const at =
  (...opcode: number[]) =>
  (offset: number, ...operands: readonly Code[]): Code => [
    ...operands.flat(),
    ...opcode,
    0,
    ...unsigned(offset),
  ];

/** Parameters come first, then the other locals. */
export const get = (local: number): Code => [0x20, local];
export const set = (local: number, value: Code): Code => [...value, 0x21, local];

export const i32 = {
  /** Whole and not negative: all that is needed here. @throws RangeError for any other */
  const: (value: number): Code => {
    if (!Number.isInteger(value) || value < 0) throw new RangeError(`${value} is not to be written here.`);
    return [0x41, ...positive(value)];
  },
  add: of(0x6a),
  sub: of(0x6b),
  and: of(0x71),
  shl: of(0x74),
  /** As all comparisons and shifts here, of numbers without a sign. */
  shr: of(0x76),
  lt: of(0x49),
  le: of(0x4d),
  load: at(0x28),
  store: at(0x36),
} as const;

export const f64 = {
  zero: [0x44, ...new Array<number>(8).fill(0)] as Code,
  add: of(0xa0),
  mul: of(0xa2),
  div: of(0xa3),
  /** As all comparisons it leaves 1 or 0. */
  eq: of(0x61),
  lt: of(0x63),
  fromI32: of(0xb8),
  fromSignedI32: of(0xb7),
  load: at(0x2b),
  store: at(0x39),
  /** A number that is kept in four bytes. */
  loadF32: (offset: number, address: Code): Code => [...at(0x2a)(offset, address), 0xbb],
} as const;

/** Sixteen bytes at once, taken for numbers of 8 bits, or of 16 or 32 bits with a sign. */
export const v128 = {
  zero: [0xfd, 0x0c, ...new Array<number>(16).fill(0)] as Code,
  load: at(0xfd, 0x00),
  /** Eight bytes with a sign, as numbers of 16 bits. */
  load8x8: at(0xfd, 0x01),
  /** Multiplies numbers of 16 bits, and adds the products of neighbours to four of 32. */
  dot16: of(0xfd, 0xba, 0x01),
  add32: of(0xfd, 0xae, 0x01),
  and: of(0xfd, 0x4e),
  /** The ones among the bits of each byte. */
  ones8: of(0xfd, 0x62),
  add8: of(0xfd, 0x6e),
  add16: of(0xfd, 0x8e, 0x01),
  sub16: of(0xfd, 0x91, 0x01),
  shl16: of(0xfd, 0x8b, 0x01),
  /** Adds neighbours: bytes without a sign to numbers of 16 bits, and those to numbers of 32. */
  pairs8: of(0xfd, 0x7d),
  pairs16: of(0xfd, 0x7e),
  /** One of the four numbers of 32 bits. */
  lane32: (lane: 0 | 1 | 2 | 3, vector: Code): Code => [...vector, 0xfd, 0x1b, lane],
} as const;

/** The sum of the four numbers of 32 bits in a local. */
export const sumOf32 = (local: number): Code => {
  const lane = (n: 0 | 1 | 2 | 3) => v128.lane32(n, get(local));
  return i32.add(i32.add(lane(0), lane(1)), i32.add(lane(2), lane(3)));
};

/** All of it again and again, as long as `condition` leaves 1 before. */
export const loopWhile = (condition: Code, ...body: readonly Code[]): Code => [
  ...[0x02, 0x40, 0x03, 0x40],
  ...[...condition, 0x45, 0x0d, 1],
  ...body.flat(),
  ...[0x0c, 0, 0x0b, 0x0b],
];

/** A function with a name of one letter. */
export type FunctionCode = {
  readonly name: string;
  readonly params: readonly Type[];
  readonly result?: Type;
  readonly locals: readonly Type[];
  /** Leaves the result, if there is one. */
  readonly body: Code;
};

/** A number without a sign as LEB128. */
function unsigned(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)];
}
/** A number that could have a sign, as LEB128: the highest bit of its last seven would be that. */
function positive(value: number): number[] {
  return value < 0x40 ? [value] : [(value & 0x7f) | 0x80, ...positive(value >>> 7)];
}
const list = (items: readonly Code[]): Code => [...unsigned(items.length), ...items.flat()];
const sized = (content: Code): Code => [...unsigned(content.length), ...content];
const section = (id: number, content: Code): Code => [id, ...sized(content)];
const nameOf = (name: string): Code => sized([...Buffer.from(name)]);

function typeOf({ params, result }: FunctionCode): Code {
  return [0x60, ...list(params.map((type) => [type])), ...list(result === undefined ? [] : [[result]])];
}

function bodyOf({ locals, body }: FunctionCode): Code {
  return sized([...list(locals.map((type) => [1, type])), ...body, 0x0b]);
}

export type Memory = { readonly buffer: ArrayBuffer; grow(pages: number): number };
type Compute = (...given: number[]) => number;

/** The part of the language that is used here: Node's types leave it out. */
declare const WebAssembly: {
  readonly Module: new (program: Uint8Array) => object;
  readonly Memory: new (size: { readonly initial: number }) => Memory;
  readonly Instance: new (
    module: object,
    imports: { readonly m: { readonly m: Memory } },
  ) => { readonly exports: Readonly<Record<string, Compute>> };
};

/** WebAssembly's memory comes in pages of this size. */
const pageBytes = 65_536;

/** @returns what starts the program on a memory of its own, of one page to begin with; a function is called by its name */
export function program(
  functions: readonly FunctionCode[],
): () => { readonly memory: Memory; readonly functionOf: (name: string) => Compute } {
  const numbers = functions.map((_, number) => [number]);
  const bytes = Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, list(functions.map(typeOf))),
    // A memory "m" from outside, of a page or more.
    ...section(2, list([[...nameOf('m'), ...nameOf('m'), 0x02, 0, 1]])),
    ...section(3, list(numbers)),
    ...section(7, list(functions.map(({ name }, number) => [...nameOf(name), 0, number]))),
    ...section(10, list(functions.map(bodyOf))),
  ]);
  /** Compiled once, when somebody needs it. */
  let compiled: object | undefined;
  return () => {
    compiled ??= new WebAssembly.Module(bytes);
    const memory = new WebAssembly.Memory({ initial: 1 });
    const { exports } = new WebAssembly.Instance(compiled, { m: { m: memory } });
    const functionOf = (name: string): Compute => {
      const found = exports[name];
      if (!found) throw new Error(`The program has no function "${name}".`);
      return found;
    };
    return { memory, functionOf };
  };
}

/** Makes a memory as long as `bytes` at least. Views of it are to be made anew. */
export function lengthen(memory: Memory, bytes: number): void {
  const missing = Math.ceil((bytes - memory.buffer.byteLength) / pageBytes);
  if (missing > 0) memory.grow(missing);
}
