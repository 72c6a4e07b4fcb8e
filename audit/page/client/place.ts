/** What a link into the page says: where, what is off, what is searched, in which language. */
export interface Place {
  /** Id of the element to show; empty for the top. */
  readonly anchor: string;
  readonly off: readonly string[];
  readonly query: string;
  /** Undefined where the link does not say. */
  readonly language: 'de' | 'en' | undefined;
}

/** Reads `#anchor?off=site:primary&q=imaging&lang=en`. */
export function readPlace(hash: string): Place {
  const [anchor = '', ...rest] = hash.replace(/^#/, '').split('?');
  const said = new URLSearchParams(rest.join('?'));
  const language = said.get('lang');
  return {
    anchor,
    off: said.getAll('off'),
    query: said.get('q') ?? '',
    language: language === 'de' || language === 'en' ? language : undefined,
  };
}

export function writePlace({ anchor, off, query, language }: Place): string {
  const said = new URLSearchParams(off.map((one) => ['off', one]));
  if (query !== '') said.set('q', query);
  if (language) said.set('lang', language);
  const text = said.toString();
  return text === '' ? `#${anchor}` : `#${anchor}?${text}`;
}
