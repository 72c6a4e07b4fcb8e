import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { checkFreeName, checkTogether, existingEstate, firstFree } from './existing-estate';
import { type Dataset, type Domain, lossKinds, type Site } from './model';
import type { NewEntry } from './new-entry';
import { feedingOrder } from './objects';
import { Identifier, objectText } from './source-text';

export interface NewDatasetOptions {
  /** @default identity */
  readonly domain?: Domain;
  /** @default the class of the domain's other datasets, or where they differ the one that suits the domain */
  readonly dataClass?: string;
  /** @default made from the name */
  readonly title?: string;
  /** GiB for each copy. @default 64 */
  readonly sizeGiB?: number;
  /** Made of objects: its copies follow. @default false */
  readonly objects?: boolean;
  /** The project's folder. @default the one this program belongs to */
  readonly root?: string;
}

type Places = Pick<Dataset, 'home' | 'copies' | 'outOfReach' | 'backup' | 'retention' | 'withstands'>;

const classOfDomain: ReadonlyMap<Domain, string> = new Map([
  ['identity', 'health'],
  ['mapping', 'health'],
  ['research', 'pseudonymised-health'],
  ['operations', 'evidence'],
]);

const keysComment =
  'Every key id in this file is random and names no key: replace each by the id of the key that the key ' +
  "custodian of its site has made for this dataset alone. 'replication' is to name what the application does.";

/**
 * The file of a new dataset, placed like the other datasets of its domain, with a port of its own and keys for
 * the operator to replace. It is checked together with the estate as it is.
 * @throws EstateError
 */
export function newDataset(name: string, options: NewDatasetOptions = {}): NewEntry {
  const existing = existingEstate(options.root);
  checkFreeName(existing, 'datasets', name);
  const { sites, datasets } = existing.parts;
  const domain = options.domain ?? 'identity';
  const neighbours = datasets.filter((each) => each.domain === domain);
  const [alike] = neighbours;
  const usual = neighbours.every(({ dataClass }) => dataClass === alike?.dataClass)
    ? alike?.dataClass
    : undefined;
  const plain: Dataset = {
    name,
    title: options.title ?? titleOf(name),
    domain,
    dataClass: options.dataClass ?? usual ?? classOfDomain.get(domain) ?? 'health',
    ...placesOf(alike ?? datasets[0] ?? placesByRole(sites)),
    sizeGiB: options.sizeGiB ?? 64,
    replication: { protocol: 'PostgreSQL streaming replication over TLS', port: freePort(datasets) },
  };
  const dataset = options.objects ? { ...plain, ...followed(plain), objects: true } : plain;
  checkTogether(existing, { dataset });
  return { file: join(existing.sources, 'datasets', `${name}.ts`), text: textOf(dataset) };
}

/** Seconds that container synchronisation takes for one step, at most: its daemon looks every 300, and then sends. */
const stepSeconds = 450;

/** Copies of objects are passed on in a row, so each lags one step more. */
function followed(dataset: Dataset): Pick<Dataset, 'copies' | 'replication'> {
  const row = feedingOrder(dataset);
  return {
    copies: dataset.copies.map((copy) => ({
      ...copy,
      mode: 'asynchronous',
      lagSeconds: row.indexOf(copy.site) * stepSeconds,
    })),
    replication: { ...dataset.replication, protocol: 'object synchronisation over TLS' },
  };
}

function titleOf(name: string): string {
  const words = name.replaceAll('-', ' ');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

/** The same places with keys of its own. */
function placesOf(places: Places): Places {
  const { home, copies, outOfReach, backup, retention, withstands } = places;
  return {
    home: { ...home, key: randomUUID() },
    copies: copies.map((copy) => ({ ...copy, key: randomUUID() })),
    outOfReach,
    backup: { ...backup, key: randomUUID() },
    retention,
    withstands,
  };
}

/** The promise itself, for an estate without datasets. */
function placesByRole(sites: readonly Site[]): Places {
  const at = (role: Site['role']) => firstFree(sites, (site) => site.role === role, `a ${role} site`).name;
  const [home, mirror, clinic] = [at('primary'), at('mirror'), at('clinic')];
  const keeper = firstFree(
    sites,
    (site) => site.name !== home && site.capabilities.objects,
    'a site for backups',
  );
  return {
    home: { site: home, key: '' },
    copies: [
      { site: mirror, key: '', mode: 'synchronous', lagSeconds: 0 },
      { site: clinic, key: '', mode: 'asynchronous', lagSeconds: 60 },
    ],
    outOfReach: clinic,
    backup: { site: keeper.name, key: '', keepDays: 35 },
    retention: { years: 10, erasure: 'destroy-key' },
    withstands: lossKinds,
  };
}

function freePort(datasets: readonly Dataset[]): number {
  const used = datasets.map(({ replication }) => replication.port);
  const candidates = Array.from({ length: 1000 }, (_, index) => 5432 + index);
  return firstFree(candidates, (port) => !used.includes(port), 'a port for replication');
}

function textOf(dataset: Dataset): string {
  const { name, title, domain, dataClass, home, copies, outOfReach, backup, sizeGiB, retention } = dataset;
  const everyLoss = lossKinds.every((kind) => dataset.withstands.includes(kind));
  const value = {
    ...{ name, title, domain, dataClass, home: { ...home }, copies: copies.map((copy) => ({ ...copy })) },
    ...{ outOfReach, backup: { ...backup }, sizeGiB, retention: { ...retention } },
    withstands: everyLoss ? new Identifier('lossKinds') : dataset.withstands,
    replication: { ...dataset.replication },
    ...(dataset.objects ? { objects: true } : {}),
  };
  const imports = everyLoss ? 'import { type Dataset, lossKinds }' : 'import type { Dataset }';
  const literal = objectText(value, { home: keysComment });
  return `${imports} from '../model';\n\nconst dataset: Dataset = ${literal};\n\nexport default dataset;\n`;
}
