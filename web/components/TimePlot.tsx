import { useSignal } from '@preact/signals';
import { number } from '../lib/i18n.ts';
import { everyNth, type Line, linePath, topOf } from '../lib/trends.ts';

const box = { width: 400, height: 120 };
const looks = ['l1', 'l2', 'l3', 'l4'];
/** Rows of the table beside a plot: an hour in five minutes, a day in two hours, a week in half days. */
const rowsMost = 14;

type Props = {
  title: string;
  /** When each value was, in words, the oldest first. */
  times: readonly string[];
  lines: readonly Line[];
  /** A value in words, with its unit. */
  said?: (value: number) => string;
  /** Where the axis ends; found from the values, when left out. */
  top?: number;
  /** What the table says of itself, and of its column of times; what is said instead of a plot without any value. */
  words: { readonly asTable: string; readonly time: string; readonly none?: string };
};

const nothing = '–';

/**
 * Figures over time. Time runs left to right in every language. Whoever points at it reads the values of that moment; whoever
 * does not see it, or likes figures better, opens the table.
 */
export function TimePlot({ title, times, lines, said = number, top = topOf(lines), words }: Props) {
  const pointed = useSignal<number | undefined>(undefined);
  const at = pointed.value ?? times.length - 1;
  const last = Math.max(1, times.length - 1);
  const marks = [top, top / 2, 0];
  const sayAt = (line: Line, i: number) => {
    const value = line.values[i];
    return value === undefined ? nothing : said(value);
  };
  const point = (event: PointerEvent) => {
    const area = event.currentTarget;
    if (!(area instanceof Element)) return;
    const { left, width } = area.getBoundingClientRect();
    pointed.value = Math.min(last, Math.max(0, Math.round(((event.clientX - left) / width) * last)));
  };
  const isEmpty = lines.every(({ values }) => values.every((value) => value === undefined));
  if (isEmpty && words.none !== undefined)
    return (
      <section class="card pad stack close">
        <h3>{title}</h3>
        <p class="muted">{words.none}</p>
      </section>
    );
  return (
    <section class="card pad stack close">
      <h3 class="row">
        <span class="grow">{title}</span>
        <span class="muted small">{times[at]}</span>
      </h3>
      <ul class="legend">
        {lines.map((line, i) => (
          <li key={line.name}>
            <svg viewBox="0 0 14 4" aria-hidden="true">
              <line class={looks[i]} x1="0" y1="2" x2="14" y2="2" />
            </svg>
            {line.name} <span class="muted">{sayAt(line, at)}</span>
          </li>
        ))}
      </ul>
      <div class="plot" dir="ltr" aria-hidden="true">
        <div class="plot-y">
          {marks.map((mark) => (
            <span key={mark}>{number(mark)}</span>
          ))}
        </div>
        <svg
          aria-hidden="true"
          viewBox={`0 0 ${box.width} ${box.height}`}
          preserveAspectRatio="none"
          onPointerMove={point}
          onPointerLeave={() => {
            pointed.value = undefined;
          }}
        >
          {marks.map((mark, i) => (
            <path key={mark} class="grid" d={`M0 ${(i / 2) * box.height}H${box.width}`} />
          ))}
          {pointed.value !== undefined && (
            <path class="pointed" d={`M${(pointed.value / last) * box.width} 0V${box.height}`} />
          )}
          {lines.map(({ name, values }, i) => (
            <path key={name} class={`line ${looks[i]}`} d={linePath(values, { top, ...box })} />
          ))}
        </svg>
        <div class="plot-x">
          <span>{times[0]}</span>
          <span>{times[Math.floor(last / 2)]}</span>
          <span>{times.at(-1)}</span>
        </div>
      </div>
      <details>
        <summary>{words.asTable}</summary>
        <table class="table plot-table" aria-label={title}>
          <thead>
            <tr>
              <th scope="col">{words.time}</th>
              {lines.map(({ name }) => (
                <th key={name} scope="col" class="num">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {everyNth(
              times.map((_, i) => i),
              rowsMost,
            ).map((i) => (
              <tr key={times[i]}>
                <th scope="row">{times[i]}</th>
                {lines.map((line) => (
                  <td key={line.name} class="num">
                    {sayAt(line, i)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </section>
  );
}
