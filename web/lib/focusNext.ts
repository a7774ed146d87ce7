/**
 * Where the keyboard goes on when what had the focus is gone: an answered registration, an ended session, a reply that
 * was deleted, a row that news took away. Browsers put the focus on the body then, which is the start of the page: whoever
 * works by keyboard or listens would begin anew after each press.
 *
 * The next thing is, in this order: the same act in what came after it in its list, and at the end of a list in what
 * came before it; what else the row offers, if the row is still there; the first of what came, where a list has grown; the
 * heading of the part of the page it was in.
 */

/** What somebody may press. `label` is what is read on it: "Verify" in each row, whoever the row is about. */
export type Act = { readonly label: string; readonly look: string };

/** The others of a list in the order in which they come into question after `gone`: those below it, then upwards. */
export function nextInList<T>(list: readonly T[], gone: T): T[] {
  const at = list.indexOf(gone);
  return at < 0 ? [] : [...list.slice(at + 1), ...list.slice(0, at).toReversed()];
}

/**
 * Which of a neighbour's acts is the same one: the one that is called the same, or, where the label has a name in it
 * ("Retire South", "Retire West"), the one that stands in the same place and looks the same.
 */
export function sameAct(acts: readonly Act[], gone: Act, position: number): number {
  const called = acts.findIndex(({ label }) => label !== '' && label === gone.label);
  return called < 0 && acts[position]?.look === gone.look ? position : called;
}

/** Of a row that is still there: the same act, or what stands in its place ("Verify" where "Suspend" was), or the last. */
export function actInPlace(acts: readonly Act[], gone: Act, position: number): number {
  const same = sameAct(acts, gone, position);
  return same < 0 ? Math.min(position, acts.length - 1) : same;
}

/** One of several; `data-row` says so of what is none by its name. */
const rows = 'tbody > tr, li, article, [data-row]';
const pressable =
  'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), summary';

/** What had the focus, and what stood around it then. */
type Place = {
  readonly element: HTMLElement;
  readonly dialog: HTMLDialogElement | null;
  readonly act: Act;
  readonly position: number;
  readonly row: Element | null;
  readonly list: readonly Element[];
  /** Of what is in no row, as the button that shows more of a list: the row above it. */
  readonly rowAbove: Element | null;
  /** From the nearest to the page. */
  readonly around: readonly Element[];
};

const actOf = (element: HTMLElement): Act => ({
  label: element.textContent?.trim() ?? '',
  look: `${element.tagName} ${element.className}`,
});

function actsOf(row: Element): HTMLElement[] {
  const inside = [...row.querySelectorAll<HTMLElement>(pressable)].filter(
    (element) => element.closest('dialog') === row.closest('dialog'),
  );
  return row instanceof HTMLElement && row.matches(pressable) ? [row, ...inside] : inside;
}

function rowAboveOf(element: Element): Element | null {
  const part = element.closest('section, main');
  const isAbove = (row: Element) =>
    (row.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING) > 0;
  return [...(part?.querySelectorAll(rows) ?? [])].filter(isAbove).at(-1) ?? null;
}

function placeOf(element: HTMLElement): Place {
  const row = element.closest(rows);
  const around: Element[] = [];
  for (let part = element.parentElement; part !== null; part = part.parentElement) around.push(part);
  return {
    element,
    dialog: element.closest('dialog'),
    act: actOf(element),
    position: row === null ? -1 : actsOf(row).indexOf(element),
    row,
    rowAbove: row === null ? rowAboveOf(element) : null,
    list: [...(row?.parentElement?.children ?? [])].filter((sibling) => sibling.matches(rows)),
    around,
  };
}

function nextAct({ row, rowAbove, list, act, position }: Place): HTMLElement | undefined {
  if (row === null) {
    // Where a list has grown, at the first that came.
    const came = rowAbove?.nextElementSibling;
    return came?.matches(rows) ? actsOf(came)[0] : undefined;
  }
  if (row.isConnected) {
    const acts = actsOf(row);
    return acts[actInPlace(acts.map(actOf), act, position)];
  }
  for (const next of nextInList(list, row).filter((one) => one.isConnected)) {
    const acts = actsOf(next);
    const found = acts[sameAct(acts.map(actOf), act, position)];
    if (found !== undefined) return found;
  }
  return undefined;
}

function headingAround({ around }: Place): HTMLElement | undefined {
  for (const part of around.filter((one) => one.isConnected)) {
    const heading = part.querySelector<HTMLElement>('h1, h2, h3');
    if (heading !== null) return heading;
  }
  return undefined;
}

function goOnFrom(place: Place): void {
  const act = nextAct(place);
  const heading = headingAround(place);
  if (act !== undefined) act.focus();
  else if (heading !== undefined) {
    heading.tabIndex = -1;
    // What is in view stays there: a heading may be a long list away.
    heading.focus({ preventScroll: true });
  }
}

/**
 * Watches over the focus of the whole page, in all that comes and goes in it; started once, when the page is shown. A part
 * that has a better next thing to offer focuses it itself, in an effect: that comes after this.
 */
export function keepFocus(page: Document = document): void {
  let onPage: Place | undefined;
  let inDialog: Place | undefined;

  page.addEventListener('focusin', ({ target }) => {
    if (!(target instanceof HTMLElement)) return;
    const place = placeOf(target);
    if (place.dialog === null) onPage = place;
    // Where the dialog was opened is where it goes on when the dialog is closed.
    inDialog = place.dialog === null ? undefined : place;
  });

  page.addEventListener('focusout', ({ target, relatedTarget }) => {
    if (relatedTarget !== null || !(target instanceof HTMLElement)) return;
    // Removed, it is still there while the browser tells; put down by a click on the paper, it stays.
    queueMicrotask(() => {
      const isPutDown = target.isConnected && page.activeElement === page.body && page.hasFocus();
      if (isPutDown && target === onPage?.element) onPage = undefined;
    });
  });

  new MutationObserver(() => {
    const place = inDialog?.dialog?.isConnected ? inDialog : onPage;
    if (place === undefined || place.element.isConnected || page.activeElement !== page.body) return;
    onPage = undefined;
    inDialog = undefined;
    goOnFrom(place);
  }).observe(page.body, { childList: true, subtree: true });
}
