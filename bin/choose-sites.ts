import { UsageError } from './usage-error';

interface Named {
  readonly name: string;
}

/**
 * Sites that a command line names, in the order of the estate; all where it names none.
 * @throws UsageError for a name that no site has
 */
export function chooseSites<S extends Named>(
  sites: readonly S[],
  names: readonly string[],
  { command, usage }: { readonly command: string; readonly usage: string },
): readonly S[] {
  for (const name of names) refuseUnknownSite(sites, name, `${command} ${name}`, usage);
  return names.length === 0 ? sites : sites.filter(({ name }) => names.includes(name));
}

/**
 * @param value what was written, as its writer would recognise it
 * @throws UsageError where no site has the name
 */
export function refuseUnknownSite(sites: readonly Named[], name: string, value: string, usage: string): void {
  const known = sites.map((site) => site.name);
  if (!known.includes(name)) throw new UsageError(value, `a site of the estate: ${known.join(', ')}`, usage);
}
