import { catalogueEntries, workloadsAt } from '../../workloads/catalogue';
import { type CatalogueEntry, checkCatalogue } from '../../workloads/check-catalogue';
import type { Workload } from '../../workloads/model';
import { callsInto, callsOf, publicPort, servicePort } from '../../workloads/paths';
import { changedEstate } from './changed-estate';

const estate = changedEstate();
const real = catalogueEntries();

/** The real catalogue with one workload changed, or added. */
function withOne(name: string, change: Partial<Workload>, file = name): readonly CatalogueEntry[] {
  const found = real.find(({ workload }) => workload.name === name)?.workload ?? {
    ...{
      name,
      title: name,
      domain: 'identity',
      datasets: [],
      exposure: 'callers',
      calls: [],
      ports: [servicePort],
    },
    deploy: () => {},
  };
  const changed = { file, workload: { ...found, ...change } as Workload };
  return [...real.filter(({ workload }) => workload.name !== name), changed];
}

function messageOf(entries: readonly CatalogueEntry[]): string {
  try {
    checkCatalogue(entries, estate);
  } catch (error) {
    expect((error as { exitCode?: number }).exitCode).toBe(2);
    return (error as Error).message;
  }
  throw new Error('it was not refused');
}

test('the catalogue holds together', () => {
  expect(() => checkCatalogue(real, estate)).not.toThrow();
  expect(real.length).toBeGreaterThan(20);
});

describe('what is refused', () => {
  const cases: [string, readonly CatalogueEntry[], RegExp][] = [
    ['a name that is not the file’s', withOne('lab', {}, 'laboratory'), /named as its file/],
    ['a name that is none', withOne('Lab', {}), /lower-case letters/],
    ['a name given twice', [...real, ...real.filter(({ file }) => file === 'edge')], /names are given once/],
    ['no domain of ours', withOne('lab', { domain: 'clinical' as 'identity' }), /one of: identity, mapping/],
    ['an unknown dataset', withOne('lab', { datasets: ['lab-results'] }), /estate new dataset lab-results/],
    [
      'another domain’s dataset',
      withOne('lab', { datasets: ['research'] }),
      /mounts datasets of that domain/,
    ],
    ['a dataset of two', withOne('lab', { datasets: ['consent'] }), /one workload mounts a dataset/],
    ['a call to nobody', withOne('lab', { calls: [{ to: 'nobody', port: 1 }] }), /workload of the catalogue/],
    [
      'a call to a shut port',
      withOne('lab', { calls: [{ to: 'edge', port: 80 }] }),
      /leads to a port of edge: 8443/,
    ],
    ['a call to itself', withOne('lab', { calls: [{ to: 'lab', port: 8443 }] }), /calls others/],
    [
      'a call to where it does not run',
      [
        ...withOne('lab', { calls: [{ to: 'far', port: 8443 }] }),
        ...withOne('far', { at: ['primary'] }).slice(-1),
      ],
      /far does not at the mirror/,
    ],
    [
      'a call between domains without a gateway',
      withOne('lab', { calls: [{ to: 'pseudonymisation', port: 8443 }] }).filter(
        ({ file }) => file !== 'mapping-gateway',
      ),
      /goes through mapping-gateway/,
    ],
    ['the Internet beside the edge', withOne('lab', { exposure: 'internet' }), /only edge takes connections/],
    ['a public host without its port', withOne('lab', { publicHost: 'lab.example' }), /port 8444 for it/],
    ['a port that is none', withOne('lab', { ports: [70_000] }), /from 1 to 65535/],
    [
      'a node agent that is no workload',
      real.filter(({ file }) => file !== 'research-watch'),
      /node-agents\.ts: research-watch/,
    ],
  ];
  test.each(cases)('%s', (_, entries, message) => {
    expect(messageOf(entries)).toMatch(message);
  });

  test('every fault is named at once', () => {
    const message = messageOf(withOne('lab', { exposure: 'internet', datasets: ['nothing'] }));
    expect(message).toMatch(/2 errors/);
    expect(message).toMatch(/dataset nothing/);
    expect(message).toMatch(/exposure internet/);
  });
});

describe('what runs where', () => {
  const all = real.map(({ workload }) => workload);
  const [primary, , clinic] = ['primary', 'mirror', 'clinic'].map((name) =>
    estate.sites.find((site) => site.name === name),
  );
  if (primary === undefined || clinic === undefined) throw new Error('no sites');

  test('every site runs everything: each can go on alone', () => {
    for (const site of estate.sites) {
      expect(workloadsAt(all, site, estate).map(({ name }) => name)).toEqual(all.map(({ name }) => name));
    }
  });

  test('without a copy of a dataset, what lives on it does not run, and who can do without it calls it no more', () => {
    const datasets = estate.datasets.map((dataset) =>
      dataset.name === 'research'
        ? { ...dataset, copies: dataset.copies.filter(({ site }) => site !== 'mirror') }
        : dataset,
    );
    const less = { ...estate, datasets };
    const mirror = less.sites.find(({ name }) => name === 'mirror');
    if (mirror === undefined) throw new Error('no mirror');
    const here = workloadsAt(all, mirror, less);
    const names = here.map(({ name }) => name);
    const missing = all.map(({ name }) => name).filter((name) => !names.includes(name));
    expect(missing.sort()).toEqual(['research', 'research-zone']);
    expect(here.find(({ name }) => name === 'monitoring')?.calls.map(({ to }) => to)).not.toContain(
      'research-zone',
    );
  });
});

describe('calls between domains', () => {
  const all = workloadsAt(
    real.map(({ workload }) => workload),
    estate.sites[0] as never,
    estate,
  );
  const workload = (name: string) => all.find((one) => one.name === name) as Workload;

  test('into the identity domain come the portal’s visitors and monitoring, nobody else', () => {
    const into = callsInto('identity', all).map(
      ({ caller, callee, port }) => `${caller.name} > ${callee.name}:${port}`,
    );
    expect(into.sort()).toEqual([
      `edge > patient-portal:${publicPort}`,
      'monitoring > fhir-server:8443',
      'monitoring > identity-gateway:8443',
      'monitoring > patient-portal:8443',
    ]);
  });

  test('the exchange passes on what leaves a domain for another, what serves nodes, and no call of its own domain', () => {
    expect(callsOf(workload('exchange'), all)).toEqual([
      { to: 'identity-provider', port: 8443 },
      { to: 'security-operations', port: 8443 },
      { to: 'registry', port: 5000 },
    ]);
  });

  test('nothing leads from the research domain to the others, but to sign-in and to those who watch', () => {
    const out = all
      .filter(({ domain }) => domain === 'research')
      .flatMap(({ calls }) => calls.map(({ to }) => to))
      .filter((to) => workload(to).domain !== 'research');
    expect([...new Set(out)].sort()).toEqual(['identity-provider', 'security-operations']);
  });
});
