/** How long it takes to make one shows when a table has hundreds of times in it: each is made once. */
function kept<Options, Formatter>(make: (tag: string, options: Options) => Formatter) {
  // As many as there are languages and ways to write, both of which the code names.
  const made = new Map<string, Formatter>();
  return (tag: string, options: Options): Formatter => {
    const key = JSON.stringify([tag, options]);
    const known = made.get(key);
    if (known !== undefined) return known;
    const formatter = make(tag, options);
    made.set(key, formatter);
    return formatter;
  };
}

export const numbers = kept((tag, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(tag, options));
export const times = kept(
  (tag, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(tag, options),
);
export const lists = kept((tag, options: Intl.ListFormatOptions) => new Intl.ListFormat(tag, options));
