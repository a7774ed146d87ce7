import catalogues from 'virtual:catalogues';
import { effect, untracked } from '@preact/signals';
import { deviceStorage } from './drafts.ts';
import { type Catalogue, directionOf, isLanguage, type Language, language, setCatalogue } from './i18n.ts';
import { preferredLanguage } from './preferredLanguage.ts';
import { me } from './session.ts';

/** On the device: the language that someone chose, and the one that the account read here last prefers. */
const chosenName = 'grapevine.language';
const accountName = 'grapevine.account-language';

function stored(name: string): string | undefined {
  try {
    return deviceStorage()?.getItem(name) ?? undefined;
  } catch {
    return undefined;
  }
}

function store(name: string, tag: Language): void {
  try {
    deviceStorage()?.setItem(name, tag);
  } catch {
    // The choice lasts as long as the page.
  }
}

/** What someone picked, here or earlier. */
let chosen: Language | undefined = [stored(chosenName) ?? ''].find(isLanguage);

const preferred = () => preferredLanguage(chosen, stored(accountName), navigator.languages);

/** The language that was asked for last: the words of an earlier one may come later, and are put aside. */
let wanted: Language | undefined;

/** Fetches a language's words and shows the page in them. @throws when the node does not answer */
async function show(tag: Language): Promise<void> {
  wanted = tag;
  const response = await fetch(catalogues[tag]);
  if (!response.ok) throw new Error(`The words of the page were not found: status ${response.status}.`);
  const catalogue: Catalogue = await response.json();
  if (wanted !== tag) return;
  setCatalogue(tag, catalogue);
  document.documentElement.lang = tag;
  document.documentElement.dir = directionOf(tag);
}

/** Asked for as soon as this module runs; whoever renders waits for it. */
const started = show(preferred());

/** Resolves when the page's words are there. From then on the page follows its account's language, unless one was chosen. */
export async function startLanguage(): Promise<void> {
  await started;
  effect(() => {
    const own = me.value?.account.languages.find(isLanguage);
    if (own === undefined) return;
    store(accountName, own);
    if (chosen === undefined && own !== untracked(language)) show(own).catch(() => undefined);
  });
}

/** Shows the page in another language, now and from now on. What is typed stays. @throws when the node does not answer */
export async function chooseLanguage(tag: Language): Promise<void> {
  const before = chosen;
  chosen = tag;
  try {
    await show(tag);
    store(chosenName, tag);
  } catch (error) {
    chosen = before;
    throw error;
  }
}
