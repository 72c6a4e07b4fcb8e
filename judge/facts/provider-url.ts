import { isLoopback } from '../../estate/deployment';
import type { Estate } from '../../estate/model';
import { collectReferences } from '../../graph/configuration';
import type { ProviderConfig, Stack } from '../../graph/graph';
import { isMap, isOpen, Unknown, type Value } from '../../graph/value';

/** Whether calls to an address travel without encryption; undefined where that is not known. */
type IsPlain = boolean | undefined;

/** Whether calls travel without encryption to what an argument of a provider names: one address, or some by name. */
export function isPlainCall(config: ProviderConfig, path: string, stack: Stack, estate: Estate): IsPlain {
  const isPlain = (url: unknown) =>
    typeof url === 'string' && /^http:\/\//i.test(url.trim()) && !(estate.sandbox && isLoopback(url));
  const values = config.name.includes(':') ? undefined : stack.values;
  const judge = (value: Value): IsPlain => {
    if (isMap(value)) return anyOf(Object.values(value).map(judge));
    if (!isOpen(value)) return isPlain(value);
    if (/^https?:\/\//i.test(value.template ?? '')) return isPlain(value.template);
    const given = value.references.map(({ kind, address, attribute, index }) =>
      kind === 'variable' && attribute === '' && index === undefined ? values?.get(address) : undefined,
    );
    const found = given.map((one) => (one === undefined ? undefined : judge(one)));
    if (found.includes(true)) return true;
    return value.exact ? anyOf(found) : undefined;
  };
  return judge(asWritten(config, path, stack));
}

function anyOf(answers: readonly IsPlain[]): IsPlain {
  if (answers.includes(true)) return true;
  return answers.includes(undefined) ? undefined : false;
}

/** The argument as the source states it, where that is at hand and the plan only says what it depends on. */
function asWritten({ name, attributes }: ProviderConfig, path: string, { writtenAs }: Stack): Value {
  const planned = attributes[path] ?? null;
  const stated = writtenAs?.providers.find((one) => one.name === name)?.attributes[path];
  const isSame = stated !== undefined && planned instanceof Unknown && namesIn(stated) === namesIn(planned);
  return isSame ? stated : planned;
}

function namesIn(value: Value): string {
  const names = collectReferences(value).references.map(({ address }) => address);
  return [...new Set(names)].toSorted().join(' ');
}
