import { catalogueEntries } from '../../workloads/catalogue';
import { keptFields } from '../../workloads/components/redaction';
import { namespaceOf } from '../../workloads/model';
import { nodeAgents } from '../../workloads/node-agents';
import { changedEstate } from './changed-estate';
import { type RenderedSite, renderedSites, siteIn } from './rendered-site';

const estate = changedEstate();
const catalogue = catalogueEntries().map(({ workload }) => workload);
let site: RenderedSite;

beforeAll(async () => {
  site = siteIn(await renderedSites(estate, ['primary']), 'primary');
});

interface Chain {
  readonly filter_chain_match?: {
    readonly server_names?: readonly string[];
    readonly source_prefix_ranges?: readonly {
      readonly address_prefix: string;
      readonly prefix_len: number;
    }[];
  };
  readonly transport_socket?: { readonly typed_config: Tls };
  readonly filters: readonly { readonly typed_config: Readonly<Record<string, unknown>> }[];
}

interface Tls {
  readonly require_client_certificate?: boolean;
  readonly sni?: string;
  readonly common_tls_context: {
    readonly tls_params: { readonly tls_minimum_protocol_version: string };
    readonly tls_certificates?: readonly unknown[];
    readonly validation_context: {
      readonly match_typed_subject_alt_names: readonly { readonly matcher: { readonly exact: string } }[];
    };
  };
}

interface Envoy {
  readonly static_resources: {
    readonly listeners: readonly { readonly name: string; readonly filter_chains: readonly Chain[] }[];
    readonly clusters: readonly {
      readonly name: string;
      readonly transport_socket?: { readonly typed_config: Tls };
    }[];
  };
}

/** The settings of a workload's files that the pods really mount. */
function fileOf(workload: string, settings: string, file: string): string {
  const found = site
    .ofKind('ConfigMap')
    .filter(
      ({ metadata }) =>
        metadata.namespace?.endsWith(`-${workload}`) && metadata.name.startsWith(`${settings}-`),
    )
    .map(({ data }) => (data as Readonly<Record<string, string>>)[file]);
  if (found.length !== 1 || found[0] === undefined)
    throw new Error(`${found.length} ${settings} of ${workload}`);
  return found[0];
}

function envoyOf(workload: string): Envoy {
  return JSON.parse(fileOf(workload, `${workload}-proxy`, 'envoy.json')) as Envoy;
}

function listenerOf(workload: string, name: string) {
  const found = envoyOf(workload).static_resources.listeners.find((listener) => listener.name === name);
  if (found === undefined) throw new Error(`${workload} has no listener ${name}`);
  return found;
}

function hostsOf(tls: Tls | undefined): readonly string[] {
  const names = tls?.common_tls_context.validation_context.match_typed_subject_alt_names ?? [];
  return names.map(({ matcher }) => matcher.exact);
}

/** What a relay passes on, as `range > server name`. */
function passedOnBy(relay: string): readonly string[] {
  return listenerOf(relay, 'relay')
    .filter_chains.map(({ filter_chain_match: match }) => {
      const [range] = match?.source_prefix_ranges ?? [];
      return `${range?.address_prefix}/${range?.prefix_len} > ${match?.server_names?.join()}`;
    })
    .sort();
}

const ranges: Readonly<Record<string, string>> =
  estate.sites.find(({ name }) => name === 'primary')?.network.subnets ?? {};
const at = (name: string) => `${name}.primary.lausitz.internal`;

describe('calls between domains', () => {
  test('the exchange passes on what is declared, from where it is declared, and nothing else', () => {
    const expected = ['identity', 'research'].map(
      (domain) => `${ranges[domain]} > ${at('identity-provider')}`,
    );
    const watched = ['identity', 'mapping', 'research'].map(
      (domain) => `${ranges[domain]} > ${at('security-operations')}`,
    );
    // Nodes of every domain pull their images there.
    const pulled = Object.values(ranges).map((range) => `${range} > ${at('registry')}`);
    expect(passedOnBy('exchange')).toEqual([...expected, ...watched, ...pulled].sort());
  });

  test('into a domain come only calls from the operations nodes', () => {
    expect(passedOnBy('identity-gateway')).toEqual(
      [at('fhir-server'), at('identity-gateway'), at('patient-portal'), 'portal.lausitz.example']
        .map((name) => `${ranges.operations} > ${name}`)
        .sort(),
    );
    expect(passedOnBy('mapping-gateway')).toEqual([`${ranges.operations} > ${at('mapping-gateway')}`]);
  });

  test('a relay opens nothing: none of what it passes on ends TLS there', () => {
    for (const relay of ['exchange', 'identity-gateway', 'mapping-gateway', 'research-gateway']) {
      const chains = listenerOf(relay, 'relay').filter_chains;
      expect(chains.map(({ transport_socket: socket }) => socket)).toEqual(chains.map(() => undefined));
      expect(chains.length).toBeGreaterThan(0);
    }
  });

  test('every relay answers at the nodes of its own domain, and only the edge has a load balancer of the cloud', () => {
    const classes = new Map(
      site.ofKind('Service').flatMap(({ metadata, spec }) => {
        const { type, loadBalancerClass } = spec as { type?: string; loadBalancerClass?: string };
        return type === 'LoadBalancer' ? [[metadata.namespace, loadBalancerClass] as const] : [];
      }),
    );
    for (const relay of ['exchange', 'identity-gateway', 'mapping-gateway', 'research-gateway']) {
      const { domain } = catalogue.find(({ name }) => name === relay) ?? {};
      expect([relay, classes.get(`${domain}-${relay}`)]).toEqual([relay, 'io.cilium/node']);
    }
    const others = [...classes].filter(([, loadBalancerClass]) => loadBalancerClass !== 'io.cilium/node');
    expect(others).toEqual([['operations-edge', undefined]]);
  });
});

describe('proxies', () => {
  test('each admits exactly the workloads that declare to call it, by certificate and TLS 1.3', () => {
    const proxied = catalogue.filter(
      ({ ports, name }) => ports.includes(8443) && !/gateway|exchange|edge/.test(name),
    );
    const own = proxied.filter(({ name }) =>
      site.ofKind('ConfigMap').some(({ metadata }) => metadata.name.startsWith(`${name}-proxy-`)),
    );
    expect(own.length).toBeGreaterThan(10);
    for (const { name } of own) {
      const callers = catalogue.filter(({ calls }) =>
        calls.some(({ to, port }) => to === name && port === 8443),
      );
      const [chain] = listenerOf(name, 'inward').filter_chains;
      const tls = chain?.transport_socket?.typed_config;
      expect([name, hostsOf(tls)]).toEqual([name, callers.map((caller) => at(caller.name))]);
      // Nobody to admit: no TLS is ended, and no source fits.
      expect([name, tls?.require_client_certificate]).toEqual([name, callers.length > 0 ? true : undefined]);
      if (tls) expect(tls.common_tls_context.tls_params.tls_minimum_protocol_version).toBe('TLSv1_3');
    }
  });

  test('what leaves a pod asks for the callee by name and talks to nobody else', () => {
    const { clusters } = envoyOf('patient-portal').static_resources;
    const outward = clusters.flatMap(({ name, transport_socket: socket }) =>
      socket ? [[name, socket.typed_config.sni, ...hostsOf(socket.typed_config)]] : [],
    );
    expect(outward).toEqual(
      ['fhir-server', 'consent-management', 'identity-provider'].map((name) => [name, at(name), at(name)]),
    );
  });

  test('no log of a proxy names a path', () => {
    for (const config of site.ofKind('ConfigMap')) {
      const text = (config.data as Readonly<Record<string, string>>)['envoy.json'];
      if (text !== undefined) expect(text).not.toMatch(/REQ\(:PATH\)|REQ\(X-ENVOY-ORIGINAL-PATH/);
    }
  });

  test('from the portal a token is verified and only the own record read, before anything leaves', () => {
    for (const to of ['fhir-server', 'consent-management']) {
      const [chain] = listenerOf('patient-portal', `to-${to}`).filter_chains;
      const filters = chain?.filters[0]?.typed_config.http_filters as readonly { readonly name: string }[];
      expect(filters.map(({ name }) => name)).toEqual([
        'envoy.filters.http.jwt_authn',
        'envoy.filters.http.lua',
        'envoy.filters.http.router',
      ]);
    }
  });
});

describe('node agents', () => {
  test('only their namespaces admit pods that are not restricted', () => {
    const open = site
      .ofKind('Namespace')
      .filter(({ metadata }) => {
        const { labels = {} } = metadata as { labels?: Readonly<Record<string, string>> };
        return labels['pod-security.kubernetes.io/enforce'] !== 'restricted';
      })
      .map(({ metadata }) => metadata.name);
    expect(open.sort()).toEqual(
      catalogue
        .filter(({ name }) => nodeAgents.includes(name))
        .map(namespaceOf)
        .sort(),
    );
  });

  test('they see the node, read only, and have no way to its container runtime', () => {
    const sets = site.ofKind('DaemonSet');
    expect(sets).toHaveLength(4);
    for (const { spec } of sets) {
      const text = JSON.stringify(spec);
      const { template } = spec as { template: { spec: PodSpec } };
      const paths = template.spec.volumes.flatMap(({ hostPath }) => hostPath?.path ?? []);
      expect(paths).toEqual(['/proc', '/etc', '/sys/kernel/tracing']);
      const mounts = template.spec.containers.flatMap(({ volumeMounts }) => volumeMounts);
      expect(mounts.filter(({ name, readOnly }) => name.startsWith('host-') && !readOnly)).toEqual([]);
      expect(text).not.toMatch(/containerd\.sock|"privileged":true|hostNetwork|hostPID/);
    }
  });

  test('what leaves a node is what is on the list, held to it once more where it arrives', () => {
    const programs = [
      ...['identity', 'mapping', 'research', 'operations'].map((domain) => `${domain}-watch`),
      'security-operations',
    ].map((name) => {
      const { transforms, sinks } = JSON.parse(fileOf(name, 'vector', 'vector.json')) as Vector;
      // Nothing gets out but through the one transform.
      const last = name === 'security-operations' ? 'syslog' : 'kept';
      expect(Object.values(sinks).map(({ inputs }) => inputs)).toEqual([[last]]);
      expect(transforms.syslog?.inputs ?? ['kept']).toEqual(['kept']);
      return transforms.kept.source;
    });
    expect(new Set(programs).size).toBe(1);
    const [program = ''] = programs;
    expect(program).toContain(`includes(${JSON.stringify(keptFields)}, key)`);
    expect(program.split('\n').at(-1)).toBe(
      '. = { "time": time, "hostname": node, "rule": rule, "priority": priority, "output_fields": kept }',
    );
    for (const personal of ['proc.cmdline', 'fd.name', 'output', 'user.name', 'fd.rip']) {
      expect(keptFields).not.toContain(personal);
    }
  });
});

interface PodSpec {
  readonly volumes: readonly { readonly hostPath?: { readonly path: string } }[];
  readonly containers: readonly {
    readonly volumeMounts: readonly { readonly name: string; readonly readOnly?: boolean }[];
  }[];
}

interface Vector {
  readonly transforms: {
    readonly kept: { readonly source: string };
    readonly syslog?: { readonly inputs: readonly string[] };
  };
  readonly sinks: Readonly<Record<string, { readonly inputs: readonly string[] }>>;
}

describe('admission', () => {
  test('every policy fails closed, denies and audits, and leaves out the system’s own namespaces alone', () => {
    const policies = site.ofKind('ValidatingAdmissionPolicy');
    expect(policies.map(({ metadata }) => metadata.name).sort()).toEqual(
      [
        ...['claims', 'closing', 'images', 'isolation', 'namespaces', 'nodes', 'services'],
        ...['storage-classes', 'volumes'],
      ].map((name) => `estate-${name}`),
    );
    for (const { metadata, spec } of policies) {
      const { failurePolicy, validations } = spec as {
        failurePolicy: string;
        validations: readonly { message: string }[];
      };
      expect([metadata.name, failurePolicy]).toEqual([metadata.name, 'Fail']);
      expect(validations.length).toBeGreaterThan(0);
      const binding = site.spec('ValidatingAdmissionPolicyBinding', metadata.name);
      expect(binding).toMatchObject({ policyName: metadata.name, validationActions: ['Deny', 'Audit'] });
    }
  });

  test('a pod needs the policy that closes its namespace, which every namespace of ours has', () => {
    expect(site.spec('ValidatingAdmissionPolicyBinding', 'estate-isolation').paramRef).toEqual({
      name: 'nothing-by-default',
      parameterNotFoundAction: 'Deny',
    });
    const closed = site
      .ofKind('NetworkPolicy')
      .filter(({ metadata }) => metadata.name === 'nothing-by-default');
    expect(closed.map(({ metadata }) => metadata.namespace).sort()).toEqual(
      site
        .ofKind('Namespace')
        .map(({ metadata }) => metadata.name)
        .sort(),
    );
  });

  test('the policy that closes a namespace is held to that also when it is taken away, alone or with others', () => {
    expect(site.spec('ValidatingAdmissionPolicy', 'estate-closing')).toMatchObject({
      matchConstraints: {
        // Without names: where a collection is deleted, the API server does not compare them.
        resourceRules: [
          {
            apiGroups: ['networking.k8s.io'],
            apiVersions: ['*'],
            operations: ['CREATE', 'UPDATE', 'DELETE'],
            resources: ['networkpolicies'],
          },
        ],
      },
      matchConditions: [
        { expression: expect.stringContaining("oldObject.metadata.name == 'nothing-by-default'") },
      ],
    });
  });

  test('they come before all else', () => {
    const first = site.objects.slice(0, 18).map(({ kind }) => kind.replace(/Binding$/, ''));
    expect(new Set(first)).toEqual(new Set(['ValidatingAdmissionPolicy']));
  });
});
