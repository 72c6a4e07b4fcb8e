import type { Contents } from '../../pack/contents';
import { code, t } from '../html';

type Promise = Contents['report']['promises'][number];
type Assumed = { readonly name: string; readonly confirmed: boolean };

interface Noted {
  /** Markup. */
  readonly said: string;
  /** Names of datasets, by markup of what it holds for of each. */
  readonly holds: Map<string, string[]>;
}

/** What has to hold, said once with a number, and beside each number where it holds. */
export class Conditions {
  readonly #noted = new Map<string, Noted>();

  /** @returns markup of the number, which leads to the condition; nothing for no condition */
  markTerms(said: string, dataset: string, kinds: readonly string[]): string {
    return said === '' ? '' : this.#mark(`${t('nur sofern', 'only if')} ${said}`, dataset, kinds.join(', '));
  }

  /** The same for the assumptions beneath a level. */
  markAssumptions(assumptions: readonly Assumed[], dataset: string): string {
    if (assumptions.length === 0) return '';
    const names = assumptions.map(({ name, confirmed }) =>
      confirmed ? code(name) : `${code(name)} (${t('nicht bestätigt', 'not confirmed')})`,
    );
    const said = `${t('Annahmen:', 'assumptions:')} ${names.join(', ')}`;
    return this.#mark(said, dataset, t('erreichte Stufe', 'level reached'));
  }

  /** All of them in the order of their numbers, each with where it holds. */
  get list(): string {
    if (this.#noted.size === 0) return '';
    const items = [...this.#noted.values()].map(({ said, holds }, at) => {
      const where = [...holds].map(([what, names]) => `${names.map(code).join(', ')} (${what})`).join('; ');
      return `<li id="condition-${at + 1}"><b>[${at + 1}]</b> ${said}<br><small>${t('gilt für', 'holds for')} ${where}</small></li>`;
    });
    return `<p>${t('Bedingungen und Annahmen, mit den Nummern der Tabelle:', 'Conditions and assumptions, by the numbers in the table:')}</p><ul>${items.join('\n')}</ul>`;
  }

  #mark(said: string, dataset: string, what: string): string {
    const noted = this.#noted.get(said) ?? { said, holds: new Map<string, string[]>() };
    this.#noted.set(said, noted);
    const names = noted.holds.get(what) ?? [];
    if (!names.includes(dataset)) noted.holds.set(what, [...names, dataset]);
    const number = [...this.#noted.keys()].indexOf(said) + 1;
    return `<a href="#condition-${number}">[${number}]</a>`;
  }
}

/** Markup of what has to hold so that a copy is left whichever one of these is lost. */
export function termsOf(promises: readonly Promise[]): string {
  const conditional = promises.filter((one) => one.conditional);
  const each = new Map(conditional.map(({ conditions }) => [JSON.stringify(conditions), conditions]));
  if ([...each.values()].every(({ length }) => length === 1)) {
    const names = [...new Set([...each.values()].flat(2))];
    return names.map(code).join(' + ');
  }
  const terms = [...each.values()].map((alternatives) => {
    const said = alternatives.map((names) => names.map(code).join(' + ')).join(` ${t('oder', 'or')} `);
    return each.size > 1 ? `(${said})` : said;
  });
  return terms.join(` ${t('und', 'and')} `);
}
