import * as fc from 'fast-check';
import { readManifests } from '../../graph/read-manifests';
import { blockHolds } from '../../judge/facts/address-blocks';
import { admits, type End, type PodEnd, type Port, reachesBy } from '../../judge/facts/network-policies';
import { labelsOf } from '../../judge/facts/selectors';

const policiesOf = (...specs: readonly object[]) =>
  specs.length === 0
    ? []
    : readManifests(
        JSON.stringify({
          apiVersion: 'v1',
          kind: 'List',
          items: specs.map((spec, at) => ({
            apiVersion: 'networking.k8s.io/v1',
            kind: 'NetworkPolicy',
            metadata: { name: `policy-${at}`, namespace: 'a' },
            spec,
          })),
        }),
        'policies.json',
        'cluster',
      ).resources;

function pod(namespace: string, labels: Record<string, string> = {}, more: Partial<PodEnd> = {}): PodEnd {
  return {
    kind: 'pod',
    namespace,
    namespaceLabels: labelsOf(null, new Map([['kubernetes.io/metadata.name', namespace]])),
    labels: labelsOf(labels),
    ports: new Map(),
    ...more,
  };
}

const https: Port = { protocol: 'TCP', port: 443 };
const web = pod('a', { app: 'web' }, { ports: new Map([['https', https]]) });
const other = pod('b', { app: 'other' });
const outside: End = { kind: 'address', range: '10.0.0.7/32' };
const everyPod = { podSelector: {} };
const toB = { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'b' } } };

test.each([
  ['no policy at all', [], 'yes'],
  ['no rule, the type left out', [everyPod], 'no'],
  ['an empty list of rules', [{ ...everyPod, ingress: [] }], 'no'],
  ['one empty rule', [{ ...everyPod, ingress: [{}] }], 'yes'],
  ['an empty list of peers', [{ ...everyPod, ingress: [{ from: [] }] }], 'yes'],
  ['a policy of egress alone', [{ ...everyPod, policyTypes: ['Egress'] }], 'yes'],
  ['a policy for other pods', [{ podSelector: { matchLabels: { app: 'db' } } }], 'yes'],
  [
    'a pod selector alone, of another namespace',
    [{ ...everyPod, ingress: [{ from: [{ podSelector: {} }] }] }],
    'no',
  ],
  ['a namespace selector alone', [{ ...everyPod, ingress: [{ from: [toB] }] }], 'yes'],
  [
    'both in one peer, of which one fits',
    [{ ...everyPod, ingress: [{ from: [{ ...toB, podSelector: { matchLabels: { app: 'x' } } }] }] }],
    'no',
  ],
  [
    'both as two peers, of which one fits',
    [{ ...everyPod, ingress: [{ from: [toB, { podSelector: { matchLabels: { app: 'x' } } }] }] }],
    'yes',
  ],
  ['the union of two policies', [everyPod, { ...everyPod, ingress: [{ from: [toB] }] }], 'yes'],
  ['another port', [{ ...everyPod, ingress: [{ from: [toB], ports: [{ port: 80 }] }] }], 'no'],
  ['a range of ports', [{ ...everyPod, ingress: [{ ports: [{ port: 400, endPort: 500 }] }] }], 'yes'],
  ['another protocol', [{ ...everyPod, ingress: [{ ports: [{ port: 443, protocol: 'UDP' }] }] }], 'no'],
  ['a protocol without a port', [{ ...everyPod, ingress: [{ ports: [{ protocol: 'TCP' }] }] }], 'yes'],
  ['a named port', [{ ...everyPod, ingress: [{ ports: [{ port: 'https' }] }] }], 'yes'],
  ['a name that the pod has not', [{ ...everyPod, ingress: [{ ports: [{ port: 'http' }] }] }], 'no'],
  [
    'a block, of which a pod may be',
    [{ ...everyPod, ingress: [{ from: [{ ipBlock: { cidr: '0.0.0.0/0' } }] }] }],
    'maybe',
  ],
  [
    'a label that is not in the list',
    [
      {
        ...everyPod,
        ingress: [
          {
            from: [
              {
                ...toB,
                podSelector: { matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['web'] }] },
              },
            ],
          },
        ],
      },
    ],
    'yes',
  ],
] as const)('ingress: %s', (_, specs, answer) => {
  expect(admits(policiesOf(...specs), other, web, https)).toBe(answer);
});

test.each([
  ['egress rules without a type', [{ ...everyPod, egress: [{ to: [toB] }] }], 'no'],
  ['an empty list of egress rules without a type, which is none', [{ ...everyPod, egress: [] }], 'yes'],
  ['no egress rule, the type named', [{ ...everyPod, policyTypes: ['Egress'] }], 'no'],
  ['a block', [{ ...everyPod, egress: [{ to: [{ ipBlock: { cidr: '10.0.0.0/8' } }] }] }], 'yes'],
  [
    'a block with an exception',
    [{ ...everyPod, egress: [{ to: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['10.0.0.0/24'] } }] }] }],
    'no',
  ],
  ['a named port, which no address has', [{ ...everyPod, egress: [{ ports: [{ port: 'https' }] }] }], 'no'],
  ['every namespace', [{ ...everyPod, egress: [{ to: [{ namespaceSelector: {} }] }] }], 'no'],
] as const)('egress to an address: %s', (_, specs, answer) => {
  expect(admits(policiesOf(...specs), web, outside, https)).toBe(answer);
});

test('a pod on its node’s network may be out of reach of every policy, and is never surely admitted', () => {
  const onNode = { ...web, hostNetwork: true };
  expect(admits(policiesOf(everyPod), other, onNode, https)).toBe('maybe');
  expect(
    admits(policiesOf({ ...everyPod, ingress: [{ from: [{ podSelector: {} }] }] }), onNode, web, https),
  ).toBe('maybe');
});

test('both ends have to admit it', () => {
  const policies = policiesOf({
    ...everyPod,
    policyTypes: ['Ingress', 'Egress'],
    ingress: [{ from: [toB] }],
  });
  expect(admits(policies, other, web, https)).toBe('yes');
  expect(admits(policies, web, other, https)).toBe('no');
  expect(admits(policies, web, web, https)).toBe('yes');
});

test('a port that is open between two ends is found', () => {
  const policies = policiesOf({
    ...everyPod,
    ingress: [{ from: [toB], ports: [{ port: 400, endPort: 500 }] }],
  });
  expect(reachesBy(policies, other, web)).toEqual({ port: https, answer: 'yes' });
  expect(reachesBy(policies, pod('c'), web).answer).toBe('no');
});

const octets = fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 26, max: 32 }));
const ranges = octets.map(([part, prefix]) => `10.0.0.${part * 64}/${prefix}`);
const addresses = Array.from({ length: 256 }, (_, last) => `10.0.0.${last}`);
const number = (address: string) => address.split('.').reduce((sum, one) => sum * 256 + Number(one), 0);
function isIn(range: string, address: string): boolean {
  const [first = '', prefix = ''] = range.split('/');
  const size = 2 ** (32 - Number(prefix));
  return Math.floor(number(first) / size) === Math.floor(number(address) / size);
}

test('a block holds of a range what it holds of its addresses one by one', () => {
  fc.assert(
    fc.property(ranges, fc.array(ranges, { maxLength: 4 }), ranges, (cidr, except, range) => {
      const held = addresses
        .filter((one) => isIn(range, one))
        .map((one) => isIn(cidr, one) && !except.some((other) => isIn(other, one)));
      const expected = held.every(Boolean) ? 'yes' : held.some(Boolean) ? 'maybe' : 'no';
      expect(blockHolds(cidr, except, range)).toBe(expected);
    }),
  );
});

const label = fc.constantFrom('x', 'y');
const someLabels = fc.record({ app: label }, { requiredKeys: [] });
const selector = fc.oneof(fc.constant({}), fc.record({ matchLabels: fc.record({ app: label }) }));
const somePort = fc.integer({ min: 1, max: 6 });
const peer = fc.oneof(
  fc.record({ podSelector: selector }),
  fc.record({ namespaceSelector: fc.constantFrom({}, toB.namespaceSelector) }),
  fc.record({ namespaceSelector: fc.constantFrom({}, toB.namespaceSelector), podSelector: selector }),
);
const ports = fc.array(
  fc.record({ port: somePort, endPort: fc.integer({ min: 6, max: 8 }) }, { requiredKeys: ['port'] }),
  { maxLength: 2 },
);
const rule = (peers: 'from' | 'to') =>
  fc.record({ [peers]: fc.array(peer, { maxLength: 2 }), ports }, { requiredKeys: [] });
const spec = fc.record(
  {
    podSelector: selector,
    policyTypes: fc.subarray(['Ingress', 'Egress']),
    ingress: fc.array(rule('from'), { maxLength: 2 }),
    egress: fc.array(rule('to'), { maxLength: 2 }),
  },
  { requiredKeys: ['podSelector'] },
);

type Labels = { app?: string };
interface NaivePod {
  readonly namespace: string;
  readonly labels: Labels;
}
type Selector = { matchLabels?: Record<string, string> };
type Rule = { from?: object[]; to?: object[]; ports?: { port: number; endPort?: number }[] };

/** The words of the documentation, one after the other, for policies of the namespace `a`. */
function naive(specs: readonly object[], from: NaivePod, to: NaivePod, port: number): boolean {
  const fits = (one: Selector, labels: Record<string, string | undefined>) =>
    Object.entries(one.matchLabels ?? {}).every(([key, value]) => labels[key] === value);
  const way = (held: NaivePod, far: NaivePod, name: 'Ingress' | 'Egress') => {
    const all = specs as {
      podSelector: Selector;
      policyTypes?: string[];
      ingress?: Rule[];
      egress?: Rule[];
    }[];
    const mine = all.filter((one) => {
      const given = one.policyTypes ?? [];
      const types =
        given.length > 0 ? given : ['Ingress', ...((one.egress ?? []).length > 0 ? ['Egress'] : [])];
      return held.namespace === 'a' && types.includes(name) && fits(one.podSelector, held.labels);
    });
    if (mine.length === 0) return true;
    return mine.some((one) =>
      ((name === 'Ingress' ? one.ingress : one.egress) ?? []).some((each) => {
        const peers = ((name === 'Ingress' ? each.from : each.to) ?? []) as {
          podSelector?: Selector;
          namespaceSelector?: Selector;
        }[];
        const isPeer =
          peers.length === 0 ||
          peers.some(({ podSelector, namespaceSelector }) => {
            const there = namespaceSelector
              ? fits(namespaceSelector, { 'kubernetes.io/metadata.name': far.namespace })
              : far.namespace === 'a';
            return there && (podSelector === undefined || fits(podSelector, far.labels));
          });
        const open = each.ports ?? [];
        return (
          isPeer &&
          (open.length === 0 ||
            open.some((range) => range.port <= port && port <= (range.endPort ?? range.port)))
        );
      }),
    );
  };
  return way(from, to, 'Egress') && way(to, from, 'Ingress');
}

test('policies of any form admit what a reading of their documentation admits', () => {
  const end = fc.record({ namespace: fc.constantFrom('a', 'b', 'c'), labels: someLabels });
  fc.assert(
    fc.property(
      fc.array(spec, { minLength: 1, maxLength: 3 }),
      end,
      end,
      somePort,
      (specs, from, to, port) => {
        const [caller, callee] = [from, to].map(({ namespace, labels }) =>
          pod(namespace, labels as Record<string, string>),
        );
        const answer = admits(policiesOf(...specs), caller as End, callee as End, { protocol: 'TCP', port });
        expect(answer).toBe(naive(specs, from, to, port) ? 'yes' : 'no');
        // The search over ports finds one where any of them is open.
        const isOpen = Array.from({ length: 65 }, (_, at) => at + 1).some((one) =>
          naive(specs, from, to, one),
        );
        expect(reachesBy(policiesOf(...specs), caller as End, callee as End).answer !== 'no').toBe(isOpen);
      },
    ),
    { numRuns: 300 },
  );
});
