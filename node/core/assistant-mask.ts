/**
 * What stands for an e-mail address or a telephone number while a text is elsewhere. Addresses of machines, versions,
 * dates and error codes stay, for they are what issues are about; so a number that is written in an unusual way may
 * stay, too.
 */

/** RFC 5321 limits the parts to 64 and 255; bounded so that no text takes long. */
const email = /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,8}/gu;

/** Not a part of a longer number, address or word. */
const start = String.raw`(?<![\p{L}\p{N}.:/_-])`;
const end = String.raw`(?![\p{L}\p{N}_])(?![.:/-]\p{N})`;

const phoneForms = [
  // +49 171 2345678, +91-98765-43210 (ITU-T E.164: at most 15 digits)
  String.raw`\+\d(?:[ ().-]{0,2}\d){6,14}`,
  // 0049 171 2345678
  String.raw`00[1-9](?:[ ().-]{0,2}\d){7,14}`,
  // (0171) 234 5678
  String.raw`\(\d{2,5}\) ?\d{2,4}(?:[ -]?\d{2,4}){1,3}`,
  // 555-123-4567
  String.raw`\d{3}[-. ]\d{3}[-. ]\d{4}`,
  // 0171 2345678, 0171/2345678, 020 7946 0958
  String.raw`0\d{1,4}[ /-]\d{3,4}(?:[ -]?\d{2,4}){1,3}`,
  // 98765 43210
  String.raw`[6-9]\d{4} \d{5}`,
  // 01712345678, 9876543210
  String.raw`0[1-9]\d{8,9}`,
  String.raw`[6-9]\d{9}`,
];
const phone = new RegExp(`${start}(?:${phoneForms.join('|')})${end}`, 'gu');

/** Puts stand-ins into texts, the same for the same words, and what they stand for back into what is made of them. */
export class Mask {
  readonly #standIns = new Map<string, string>();
  #emails = 0;
  #phones = 0;

  hide(text: string): string {
    return text
      .replace(email, (found) => this.#standIn(found, () => `[e-mail ${++this.#emails}]`))
      .replace(phone, (found) => this.#standIn(found, () => `[phone ${++this.#phones}]`));
  }

  /** For a text that only readers of the hidden one see. */
  restore(text: string): string {
    const words = new Map([...this.#standIns].map(([found, standIn]) => [standIn, found]));
    return text.replace(/\[(?:e-mail|phone) \d+\]/g, (standIn) => words.get(standIn) ?? standIn);
  }

  #standIn(found: string, make: () => string): string {
    const known = this.#standIns.get(found);
    if (known !== undefined) return known;
    const made = make();
    this.#standIns.set(found, made);
    return made;
  }
}

/** A name shorter than this may be a word of any language. */
const namePartMin = 3;

/** A text about somebody without their own name: all of it, and each part of it that is long enough. */
export function withoutName(text: string, name: string): string {
  const parts = name.split(/\s+/).filter((part) => part.length >= namePartMin);
  return [name.trim(), ...parts]
    .filter((part) => part !== '')
    .reduce((rest, part) => {
      const escaped = part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
      return rest.replace(new RegExp(`(?<!\\p{L})${escaped}(?!\\p{L})`, 'giu'), '[name]');
    }, text);
}
