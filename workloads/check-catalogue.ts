import { domains, type Estate } from '../estate/model';
import { isName } from '../estate/syntax';
import { InputError, type InputProblem } from '../terraform/errors';
import { namespaceOf, type Workload } from './model';
import { nodeAgents } from './node-agents';
import { publicPort, relayOf } from './paths';

/** The one workload that takes connections from the Internet. */
export const edgeName = 'edge';

/** A workload, and the file that it was read from, without its ending. */
export interface CatalogueEntry {
  readonly file: string;
  readonly workload: Workload;
}

/**
 * Holds the catalogue to itself and to the estate, before anything of it is rendered or deployed.
 * @throws InputError with every fault: a name that is not its file's or is given twice; no domain; a dataset that is
 *   unknown, another domain's, or mounted twice; a call that leads nowhere, to another domain without a relay, or to
 *   itself; exposure to the Internet anywhere but at the edge
 */
export function checkCatalogue(entries: readonly CatalogueEntry[], estate: Estate): void {
  const all = entries.map(({ workload }) => workload);
  const faults = entries.flatMap((entry) => [
    ...nameFaults(entry, all),
    ...portFaults(entry.workload),
    ...datasetFaults(entry.workload, all, estate),
    ...callFaults(entry.workload, all),
    ...exposureFaults(entry.workload),
  ]);
  const unknownAgents = nodeAgents
    .filter((name) => !all.some((one) => one.name === name))
    .map((name) => ({
      value: `workloads/node-agents.ts: ${name}`,
      rule: 'who sees the nodes is a workload of the catalogue',
      fix: 'take it out there, or add its file',
    }));
  const [first, ...more] = [...faults, ...unknownAgents];
  if (first === undefined) return;
  if (more.length === 0) throw new InputError(first);
  throw new InputError({
    value: `The catalogue has ${more.length + 1} errors.`,
    rule: 'What runs is declared whole, and by one file each.',
    fix: [first, ...more].map(({ value, rule, fix }) => `${value}: ${rule}; ${fix}`).join('\n'),
  });
}

function nameFaults({ file, workload }: CatalogueEntry, all: readonly Workload[]): InputProblem[] {
  const { name, domain } = workload;
  const where = `workloads/catalogue/${file}.ts`;
  const faults: InputProblem[] = [];
  if (!domains.includes(domain)) {
    faults.push({
      value: `${where}: domain ${domain}`,
      rule: `one of: ${domains.join(', ')}`,
      fix: 'write the domain of the data that it handles',
    });
  } else if (!isName(name) || !isName(namespaceOf(workload))) {
    faults.push({
      value: `${where}: name ${JSON.stringify(name)}`,
      rule: 'lower-case letters, digits and single dashes, a letter first; with its domain before it, at most 63',
      fix: `write the name of the file, ${file}`,
    });
  } else if (name !== file) {
    faults.push({
      value: `${where}: name ${name}`,
      rule: 'a workload is named as its file, so that no two have one name',
      fix: `name it ${file}, or its file ${name}.ts`,
    });
  }
  if (all.filter((one) => one.name === name).length > 1 && name === file) {
    faults.push({ value: `${where}: name ${name}`, rule: 'names are given once', fix: 'choose another one' });
  }
  return faults;
}

function portFaults({ name, ports, publicHost }: Workload): InputProblem[] {
  const faults: InputProblem[] = ports
    .filter((port, at) => !Number.isInteger(port) || port < 1 || port > 65_535 || ports.indexOf(port) !== at)
    .map((port) => ({
      value: `${name}: port ${port}`,
      rule: 'a TCP port from 1 to 65535, named once',
      fix: 'write the port of its Service',
    }));
  if ((publicHost !== undefined) !== ports.includes(publicPort)) {
    faults.push({
      value: `${name}: ports ${ports.join(', ')}, public host ${publicHost ?? 'none'}`,
      rule: `what people reach has a public host, and port ${publicPort} for it`,
      fix: 'name both, or neither',
    });
  }
  return faults;
}

function datasetFaults(workload: Workload, all: readonly Workload[], estate: Estate): InputProblem[] {
  const { name, domain, datasets } = workload;
  return datasets.flatMap((dataset): InputProblem[] => {
    const declared = estate.datasets.find((one) => one.name === dataset);
    if (declared === undefined) {
      const known = estate.datasets.map((one) => one.name).join(', ');
      return [
        {
          value: `${name}: dataset ${dataset}`,
          rule: `one of: ${known}`,
          fix: `estate new dataset ${dataset}`,
        },
      ];
    }
    const others = all.filter((one) => one !== workload && one.datasets.includes(dataset));
    return [
      ...(declared.domain === domain
        ? []
        : [
            {
              value: `${name}: dataset ${dataset} of domain ${declared.domain}`,
              rule: `a workload of domain ${domain} mounts datasets of that domain`,
              fix: `move it to ${declared.domain}, or call the workload that mounts it`,
            },
          ]),
      ...others.map((other) => ({
        value: `${name} and ${other.name}: dataset ${dataset}`,
        rule: 'one workload mounts a dataset',
        fix: 'let the other one call it',
      })),
    ];
  });
}

function callFaults(caller: Workload, all: readonly Workload[]): InputProblem[] {
  return caller.calls.flatMap(({ to, port }): InputProblem[] => {
    const value = `${caller.name}: call to ${to} on ${port}`;
    const callee = all.find(({ name }) => name === to);
    if (to === caller.name) return [{ value, rule: 'a workload calls others', fix: 'take it out' }];
    if (callee === undefined) {
      return [
        { value, rule: 'a call leads to a workload of the catalogue', fix: 'name one, or add its file' },
      ];
    }
    if (!callee.ports.includes(port)) {
      const ports = callee.ports.join(', ') || 'none';
      return [{ value, rule: `a call leads to a port of ${to}: ${ports}`, fix: 'name one of them' }];
    }
    const missing = callee.at?.length
      ? (caller.at ?? roles).filter((role) => !callee.at?.includes(role))
      : [];
    return [
      ...missing.map((role) => ({
        value,
        rule: `what is called runs wherever its caller does; ${to} does not at the ${role}`,
        fix: `let ${caller.name} run where ${to} does`,
      })),
      ...relayFaults(value, caller, callee, all),
    ];
  });
}

const roles = ['primary', 'mirror', 'clinic'] as const;

function relayFaults(
  value: string,
  caller: Workload,
  callee: Workload,
  all: readonly Workload[],
): InputProblem[] {
  if (caller.domain === callee.domain) return [];
  const needed = new Set([relayOf(callee.domain), relayOf('operations')]);
  if (caller.domain === 'operations') needed.delete(relayOf('operations'));
  return [...needed]
    .filter((relay) => !all.some(({ name }) => name === relay))
    .map((relay) => ({
      value,
      rule: `between domains a call goes through ${relay}, which is not in the catalogue`,
      fix: `add workloads/catalogue/${relay}.ts`,
    }));
}

function exposureFaults({ name, exposure }: Workload): InputProblem[] {
  if (exposure !== 'internet' || name === edgeName) return [];
  return [
    {
      value: `${name}: exposure internet`,
      rule: `only ${edgeName} takes connections from the Internet`,
      fix: `write 'callers', give it a public host and let ${edgeName} call it`,
    },
  ];
}
