/** What every page looks at to know whether somebody comes from another region; all the rest is in `goOn.ts`. */

/** Begins the fragment of the address by which they come. */
export const handoverMark = '#go-on=';
/** In the tab's storage: what was handed over to somebody who has to sign in first. */
export const waitingName = 'grapevine.handed-over';

export const isArriving = (): boolean => location.hash.startsWith(handoverMark);

export function isWaiting(): boolean {
  try {
    return window.sessionStorage.getItem(waitingName) !== null;
  } catch {
    return false;
  }
}
