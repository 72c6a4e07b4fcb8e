/** How the APIs call what they list and make. */
export interface Kind {
  readonly name: string;
  /** Member of a list of them. */
  readonly member: string;
  /** Member of one of them; without one it stands alone. */
  readonly one?: string;
  /** Member in what is sent and answered when one is made, where it differs. */
  readonly sent?: string;
}

const kinds: readonly Kind[] = [
  ...['domain', 'project', 'user', 'role', 'network', 'subnet', 'flavor', 'volume'].map((one) => ({
    name: `${one}s`,
    member: `${one}s`,
    one,
  })),
  { name: 'types', member: 'volume_types', one: 'volume_type' },
  { name: 'os-aggregates', member: 'aggregates', one: 'aggregate' },
  { name: 'services', member: 'services' },
  { name: 'images', member: 'images' },
  { name: 'secrets', member: 'secrets' },
  { name: 'orders', member: 'orders' },
];

export function kindOf(word: string): Kind | undefined {
  const name = { detail: 'volumes', 'os-services': 'services' }[word] ?? word;
  return kinds.find((kind) => kind.name === name);
}
