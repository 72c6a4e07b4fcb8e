import { restoreSiteOf } from '../../estate/backups';
import type { KubernetesObject } from '../../workloads/rendered';
import { changedEstate } from './changed-estate';
import { type RenderedSite, renderedSites, siteIn } from './rendered-site';

const estate = changedEstate();
let sites: Readonly<Record<string, RenderedSite>>;
beforeAll(async () => {
  sites = await renderedSites(estate);
});

interface Job {
  readonly schedule: string;
  readonly suspend?: boolean;
  readonly concurrencyPolicy: string;
  readonly jobTemplate: { readonly spec: { readonly template: { readonly spec: PodSpec } } };
}

interface PodSpec {
  readonly nodeSelector: Readonly<Record<string, string>>;
  readonly containers: readonly [
    {
      readonly command: readonly string[];
      readonly args?: readonly string[];
      readonly env: readonly { readonly name: string; readonly value: string }[];
      readonly volumeMounts: readonly { readonly name: string; readonly readOnly?: boolean }[];
    },
  ];
  readonly volumes: readonly {
    readonly name: string;
    readonly secret?: { readonly secretName: string };
    readonly persistentVolumeClaim?: { readonly claimName: string };
    readonly emptyDir?: { readonly sizeLimit: string };
  }[];
}

function jobsOf(site: RenderedSite): ReadonlyMap<string, KubernetesObject> {
  return new Map(
    site.ofKind('CronJob').map((job) => {
      const { labels } = job.metadata as unknown as { labels: Readonly<Record<string, string>> };
      return [`${job.metadata.name} of ${labels['estate.lausitz/dataset']}`, job];
    }),
  );
}

function specOf(site: string, name: string): Job {
  const job = jobsOf(siteIn(sites, site)).get(name);
  if (job === undefined) throw new Error(`no ${name} at ${site}`);
  return job.spec as unknown as Job;
}

const podOf = (job: Job) => job.jobTemplate.spec.template.spec;
const names = estate.datasets.map(({ name }) => name).toSorted();

test('each dataset’s backup is written at its home and brought back where it is kept, and nowhere else', () => {
  const found = (site: string) => [...jobsOf(siteIn(sites, site)).keys()].toSorted();
  expect(found('primary')).toEqual(names.map((name) => `backup of ${name}`));
  expect(found('mirror')).toEqual([]);
  expect(found('clinic')).toEqual(names.map((name) => `restore-test of ${name}`));
});

test('a site that takes over as home writes them, and nothing has to be opened for it', async () => {
  const promoted = changedEstate(({ parts }) => {
    for (const dataset of parts.datasets) {
      const { home } = dataset;
      const copy = dataset.copies.find(({ site }) => site === 'mirror');
      if (copy === undefined) throw new Error('no copy at mirror');
      dataset.home = { site: copy.site, key: copy.key };
      Object.assign(copy, home);
    }
  });
  const rendered = await renderedSites(promoted);
  expect([...jobsOf(siteIn(rendered, 'mirror')).keys()].toSorted()).toEqual(
    names.map((name) => `backup of ${name}`),
  );
  expect(jobsOf(siteIn(rendered, 'primary')).size).toBe(0);
});

test('a job of backups that is late or gone is said at every site that has to have it', () => {
  interface Rule {
    readonly alert: string;
    readonly expr: string;
  }
  const gone = { backup: 'BackupGone', 'restore-test': 'RestoreTestGone' } as const;
  for (const site of Object.values(sites)) {
    const text = site
      .ofKind('ConfigMap')
      .map(({ data }) => (data as Readonly<Record<string, string>> | undefined)?.['alert-rules.yml'])
      .find((one) => one !== undefined);
    const { groups } = JSON.parse(text ?? '') as { groups: readonly { rules: readonly Rule[] }[] };
    const rules = groups.flatMap((group) => group.rules);
    const jobs = site.ofKind('CronJob').map(({ metadata: { namespace, name } }) => ({ namespace, name }));
    const absent = ({ namespace, name }: (typeof jobs)[number]) =>
      `${gone[name as keyof typeof gone]} absent(kube_cronjob_created{namespace="${namespace}", cronjob="${name}"})`;
    const said = rules.filter(({ alert }) => alert.endsWith('Gone'));
    expect(said.map(({ alert, expr }) => `${alert} ${expr}`).toSorted()).toEqual(jobs.map(absent).toSorted());
    const late = rules.filter(({ alert }) => alert.endsWith('Late'));
    expect(late).toHaveLength(new Set(jobs.map(({ name }) => name)).size);
  }
});

test('where no way to the object store is declared, nothing pretends to write there', async () => {
  const without = changedEstate(({ clinic }) => {
    delete clinic.objectAccess;
  });
  const rendered = await renderedSites(without, ['primary', 'clinic']);
  for (const site of Object.values(rendered)) expect(site.ofKind('CronJob')).toEqual([]);
});

test.each(names)('%s: written every night to its own container, by what has no other Secret', (name) => {
  const job = specOf('primary', `backup of ${name}`);
  expect(job).toMatchObject({ concurrencyPolicy: 'Forbid', timeZone: 'Etc/UTC' });
  expect(job.suspend).toBeUndefined();
  expect(job.schedule).toMatch(/^\d{1,2} \d{1,2} \* \* \*$/);
  const { containers, volumes, nodeSelector } = podOf(job);
  const [{ env, volumeMounts }] = containers;
  expect(env).toContainEqual({
    name: 'RESTIC_REPOSITORY',
    value: `s3:https://objects.clinic.lausitz.internal:8443/${name}-backup`,
  });
  expect(nodeSelector['kubernetes.io/hostname']).toMatch(/^primary-/);
  const given = volumes.flatMap(({ secret }) => secret?.secretName ?? []);
  expect(given.filter((one) => one !== 'backup-client')).toEqual(['backup-writer']);
  // What it reads it cannot change.
  for (const { name: volume } of volumes.filter((one) => one.persistentVolumeClaim)) {
    expect(volumeMounts.find((mount) => mount.name === volume)?.readOnly).toBe(true);
  }
});

test('a database is read as it streams itself to a copy, and what ended early is not kept', () => {
  const [{ command, args }] = podOf(specOf('primary', 'backup of patient-records')).containers;
  expect(command).toEqual(['/restic/usr/bin/restic']);
  expect(args?.slice(0, 9)).toEqual([
    'backup',
    ...['--option', 's3.bucket-lookup=path', '--retry-lock', '3h'],
    ...['--host', 'primary', '--tag', 'patient-records'],
  ]);
  expect(args?.slice(9, -1)).toEqual([
    ...['--stdin-filename', 'cluster.tar', '--stdin-from-command', '--'],
    ...['pg_basebackup', '--pgdata=-', '--format=tar', '--wal-method=fetch'],
    ...['--manifest-checksums=SHA256', '--no-password'],
  ]);
  expect(args?.at(-1)).toMatch(
    /^--dbname=host=patient-records-rw\.identity-patient-records\.svc port=5432 user=backup sslmode=verify-full /,
  );
});

test('of files the index and what is on its way are left out', () => {
  const argsOf = (name: string) => podOf(specOf('primary', `backup of ${name}`)).containers[0].args?.slice(9);
  expect(argsOf('imaging')).toEqual([
    ...['--exclude', '/var/lib/orthanc/lost+found', '--exclude', '/var/lib/orthanc/index'],
    '/var/lib/orthanc',
  ]);
  expect(argsOf('audit-log')).toEqual([
    ...['--exclude', '/var/lib/audit/lost+found', '--exclude', '/var/lib/audit/waiting'],
    '/var/lib/audit',
  ]);
  expect(argsOf('container-images')?.at(-1)).toBe('/var/lib/registry');
});

test.each(['primary', 'clinic'])(
  '%s: each job reaches the object store, and the one its database',
  (name) => {
    const site = siteIn(sites, name);
    const opened = site
      .ofKind('NetworkPolicy')
      .filter(({ metadata }) => metadata.name.endsWith('-to-objects'))
      .map(({ metadata, spec }) => ({ namespace: metadata.namespace, spec }));
    expect(opened).toHaveLength(names.length);
    const component = name === 'primary' ? 'backup' : 'restore-test';
    for (const { spec } of opened) {
      expect(spec).toEqual({
        podSelector: {
          matchLabels: {
            'app.kubernetes.io/name': expect.any(String),
            'app.kubernetes.io/component': component,
          },
        },
        policyTypes: ['Egress'],
        egress: [{ to: [{ ipBlock: { cidr: '10.18.244.0/28' } }], ports: [{ protocol: 'TCP', port: 8443 }] }],
      });
    }
    const databases = site
      .ofKind('NetworkPolicy')
      .filter(({ metadata }) => metadata.name === 'backup-to-database')
      .map(({ metadata }) => metadata.namespace);
    expect(databases).toHaveLength(name === 'primary' ? 5 : 0);
  },
);

test('what is brought back lies on its own domain’s node as long as the pod lives, and mounts no copy', () => {
  for (const dataset of estate.datasets) {
    expect(restoreSiteOf(dataset)).toBe('clinic');
    const { volumes, nodeSelector, containers } = podOf(specOf('clinic', `restore-test of ${dataset.name}`));
    expect(nodeSelector['estate.lausitz/domain']).toBe(dataset.domain);
    expect(volumes.filter(({ persistentVolumeClaim: claim }) => claim)).toEqual([]);
    expect(volumes.find(({ name }) => name === 'scratch')?.emptyDir).toEqual({ sizeLimit: '16Gi' });
    expect(volumes.flatMap(({ secret }) => secret?.secretName ?? [])).toEqual(['backup-keeper']);
    expect(containers[0].command[1]).toBe('/etc/restore-test/restore-test.sh');
  }
});
