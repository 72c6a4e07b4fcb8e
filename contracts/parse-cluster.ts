import { shown } from '../estate/estate-error';
import type { Estate } from '../estate/model';
import { isRecord } from '../estate/shape';
import { uuid } from '../estate/syntax';
import { InputError, type InputProblem } from '../terraform/errors';
import { type ClusterContract, contractOf, plannedId } from './cluster';
import { type Difference, differences } from './differences';

/** What a contract is read for: from a planned one, nothing may be deployed. */
export type Purpose = 'render' | 'deploy';

interface Fault {
  readonly where: string;
  /** The value as it may be shown. */
  readonly value: string;
  readonly rule: string;
  readonly fix: string;
}

const handOver = (site: string) => `hand it over again: estate hand-over ${site}`;

/**
 * Reads a cluster's contract (`contracts/cluster.schema.json`) and holds it to the estate: all but the ids of its
 * volumes is what the estate says, so that what is not in step with it, for whatever reason, is seen here and not by
 * pods that never start.
 *
 * @param file for messages
 * @param purpose @default 'render'
 * @throws InputError with every fault: no JSON, another version, an unknown site, a dataset without its volume, a
 *   zone or range that the estate does not declare, a field too many (a secret above all, which is never shown), an
 *   id that is none; and a planned one that is to be deployed
 */
export function parseClusterContract(
  text: string | Buffer,
  file: string,
  estate: Estate,
  purpose: Purpose = 'render',
): ClusterContract {
  const given = parseJson(text, file);
  const faults = faultsOf(given, estate, purpose);
  if (faults.length > 0) throw new InputError(problemOf(file, faults));
  return given as unknown as ClusterContract;
}

function parseJson(text: string | Buffer, file: string): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    throw new InputError({
      value: `${file} is no JSON.`,
      rule: 'A contract of a cluster is JSON (contracts/cluster.schema.json).',
      fix: 'Make it again: estate hand-over SITE.',
    });
  }
}

function faultsOf(given: unknown, estate: Estate, purpose: Purpose): Fault[] {
  if (!isRecord(given) || given.kind !== 'cluster') {
    const value = isRecord(given) ? shown(given.kind) : shown(given);
    return [{ where: 'kind', value, rule: 'kind "cluster"', fix: handOver('SITE') }];
  }
  if (given.schemaVersion !== '1.0.0') {
    const rule = 'version 1.0.0 is read';
    return [{ where: 'schemaVersion', value: shown(given.schemaVersion), rule, fix: handOver('SITE') }];
  }
  const site = estate.sites.find(({ name }) => name === given.site)?.name;
  if (site === undefined) {
    const rule = `a site of the estate: ${estate.sites.map(({ name }) => name).join(', ')}`;
    return [{ where: 'site', value: shown(given.site), rule, fix: handOver('SITE') }];
  }
  return siteFaults(given, site, estate, purpose);
}

function siteFaults(
  given: Readonly<Record<string, unknown>>,
  site: string,
  estate: Estate,
  purpose: Purpose,
): Fault[] {
  const expected = contractOf(estate, site);
  const isPlanned = given.planned === true;
  const faults = differences(expected, given).flatMap((difference): Fault[] => {
    if (difference.where === 'planned' && difference.given === false) return [];
    const dataset = /^volumes\.([a-z0-9-]+)\.volumeId$/.exec(difference.where)?.[1];
    if (dataset !== undefined && !isPlanned) return idFaults(difference, site);
    return [faultOf(difference, site)];
  });
  const leftPlanned = isPlanned ? [] : plannedLeft(given, expected);
  const undeployable: Fault = {
    where: 'planned',
    value: 'true',
    rule: 'workloads are deployed onto volumes that exist; a planned contract only renders them',
    fix: `apply the site's stack, then ${handOver(site)}`,
  };
  return [
    ...faults,
    ...leftPlanned,
    ...sharedIds(given),
    ...(isPlanned && purpose === 'deploy' ? [undeployable] : []),
  ];
}

/** Names that say of a field that it holds a secret. */
const secretName = /token|passw|psk|secret|credential|private|kubeconfig|certificate|api_?key|auth/i;

function faultOf({ where, expected, given }: Difference, site: string): Fault {
  const field = where.split('.').at(-1) ?? where;
  if (expected === undefined) {
    return secretName.test(field)
      ? {
          where,
          value: '(not shown)',
          rule: 'a contract holds no secret: it is read by whoever renders workloads',
          fix: 'take it out, make it invalid where it was used, and hand it over as a Secret of the cluster',
        }
      : {
          where,
          value: '(not shown)',
          rule: 'only the fields of contracts/cluster.schema.json, for what the estate declares here',
          fix: handOver(site),
        };
  }
  const rule =
    given === undefined ? 'it is there: the estate declares it' : `the estate says ${shown(expected)}`;
  const fix = `apply the site's stack if the estate has changed since, then ${handOver(site)}`;
  return { where, value: shown(given), rule, fix };
}

function isUuid(value: unknown): boolean {
  return uuid(value, '', () => {}) !== undefined;
}

/** What is no id may be anything, a secret in the wrong place as well: it is not shown. */
function idFaults({ where, given }: Difference, site: string): Fault[] {
  if (isUuid(given)) return [];
  const value = typeof given === 'string' ? `a text of ${given.length} characters` : shown(given);
  const rule = 'the id of a volume in Cinder: a UUID in lower case';
  return [{ where, value, rule, fix: `apply the site's stack, then ${handOver(site)}` }];
}

/** A contract that says that its volumes exist has none that is only planned. */
function plannedLeft(given: Readonly<Record<string, unknown>>, { site, volumes }: ClusterContract): Fault[] {
  const all = isRecord(given.volumes) ? given.volumes : {};
  return Object.keys(volumes).flatMap((dataset) => {
    const volume = Object.hasOwn(all, dataset) ? all[dataset] : undefined;
    if (!isRecord(volume) || volume.volumeId !== plannedId(site, dataset)) return [];
    const rule = 'a planned id stands in a planned contract only';
    const fix = `apply the site's stack, then ${handOver(site)}`;
    return [{ where: `volumes.${dataset}.volumeId`, value: shown(volume.volumeId), rule, fix }];
  });
}

function sharedIds({ volumes, site }: Readonly<Record<string, unknown>>): Fault[] {
  const seen = new Map<string, string>();
  return Object.entries(isRecord(volumes) ? volumes : {}).flatMap(([dataset, volume]) => {
    if (!isRecord(volume) || !isUuid(volume.volumeId)) return [];
    const id = String(volume.volumeId);
    const other = seen.get(id);
    seen.set(id, dataset);
    if (other === undefined) return [];
    const rule = `each dataset has a volume of its own; ${other} has this one`;
    return [{ where: `volumes.${dataset}.volumeId`, value: shown(id), rule, fix: handOver(String(site)) }];
  });
}

function problemOf(file: string, faults: readonly Fault[]): InputProblem {
  const each = (of: (fault: Fault) => string) => [...new Set(faults.map(of))].join('\n');
  return {
    value: `${file} is no contract of a cluster of this estate.\n${each(({ where, value }) => `${where}: ${value}`)}`,
    rule: each(({ where, rule }) => `${where}: ${rule}`),
    fix: each(({ fix }) => `${fix}.`),
  };
}
