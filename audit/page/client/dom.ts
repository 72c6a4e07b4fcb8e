/** As much of a browser as the page's script uses: the whole library of its types would reach every room. */
export interface PageElement {
  id: string;
  className: string;
  textContent: string | null;
  lang: string;
  hidden: boolean;
  open: boolean;
  checked: boolean;
  value: string;
  title: string;
  readonly dataset: Record<string, string | undefined>;
  readonly classList: { toggle(name: string, on: boolean): void };
  append(...parts: readonly (PageElement | string)[]): void;
  replaceChildren(...parts: readonly (PageElement | string)[]): void;
  setAttribute(name: string, value: string): void;
  getAttribute(name: string): string | null;
  addEventListener(kind: string, listener: (event: PageEvent) => void): void;
  scrollIntoView(): void;
  closest(selector: string): PageElement | null;
  focus(options?: { preventScroll: boolean }): void;
}

export interface PageEvent {
  readonly target: PageElement;
  preventDefault(): void;
}

interface Page {
  readonly document: {
    readonly documentElement: PageElement;
    title: string;
    createElement(name: string): PageElement;
    getElementById(id: string): PageElement | null;
    querySelectorAll(selector: string): Iterable<PageElement>;
    addEventListener(kind: string, listener: (event: PageEvent) => void): void;
  };
  readonly location: { readonly hash: string };
  readonly history: { replaceState(state: null, unused: string, url: string): void };
  addEventListener(kind: string, listener: () => void): void;
}

/** The page that the script runs in. */
export const page = globalThis as unknown as Page;

/** An element that the page is made with. */
export function byId(id: string): PageElement {
  const found = page.document.getElementById(id);
  if (!found) throw new Error(`the page has no element #${id}`);
  return found;
}

/** A new element; text goes in as text, never as markup. */
export function make(
  name: string,
  className: string,
  ...parts: readonly (PageElement | string)[]
): PageElement {
  const element = page.document.createElement(name);
  if (className !== '') element.className = className;
  element.append(...parts);
  return element;
}

/** The same text in both languages, of which the page shows one. */
export function both(text: { readonly de: string; readonly en: string }): readonly PageElement[] {
  return (['de', 'en'] as const).map((language) => {
    const element = make('span', language, text[language]);
    element.lang = language;
    return element;
  });
}
