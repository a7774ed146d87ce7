import catalogues from 'virtual:catalogues';
import { effect } from '@preact/signals';
import { deviceStorage } from './drafts.ts';
import { directionOf, isLanguage, type Language, language, setCatalogue } from './i18n.ts';
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

const preferred = () => preferredLanguage(stored(chosenName), stored(accountName), navigator.languages);

/** Fetches a language's words and shows the page in them. @throws when the node does not answer */
async function show(tag: Language): Promise<void> {
  const response = await fetch(catalogues[tag]);
  if (!response.ok) throw new Error(`The words of the page were not found: status ${response.status}.`);
  setCatalogue(tag, await response.json());
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
    if (stored(chosenName) === undefined && own !== language()) show(own).catch(() => undefined);
  });
}

/** Shows the page in another language, now and from now on. What is typed stays. @throws when the node does not answer */
export async function chooseLanguage(tag: Language): Promise<void> {
  await show(tag);
  store(chosenName, tag);
}
