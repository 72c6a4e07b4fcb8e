import { isTemplate } from './secret-forms';

/** `${openstack_t.n.id}`, and parts of it: `${substr(openstack_t.n.id, 0, 20)}`. Nothing in it is text. */
const reference = /\$\{(?:[a-z0-9]+\()*[\w.[\]]+(?:, ?-?\d+)*\)*\}/.source;
const anyReference = new RegExp(reference);
const plainReferences = new RegExp(`(?<!\\$)${reference}`, 'g');
const nameOfRemoved = new RegExp(`^removed-secret-\\d+(?: ${reference})*$`);

export function hasReference(text: string): boolean {
  return anyReference.test(text);
}

export function isNameOfRemoved(text: string): boolean {
  return nameOfRemoved.test(text);
}

/** What stands in the place of secrets, each with its own name. */
export class SecretNames {
  readonly #names = new Map<string, string>();
  #used = 0;

  /** What a secret made of words and of references refers to stays: it is no secret, and rules follow it. */
  nameOf(secret: string): string {
    this.#used += 1;
    const name = this.#names.get(secret) ?? `removed-secret-${this.#names.size + 1}`;
    this.#names.set(secret, name);
    const references = [...new Set(secret.match(plainReferences) ?? [])];
    return isTemplate(secret) || references.length === 0 ? name : [name, ...references].join(' ');
  }

  /** How many names were given since it was last asked. */
  takeUsed(): number {
    const used = this.#used;
    this.#used = 0;
    return used;
  }
}
