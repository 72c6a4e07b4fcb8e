import type { Resource } from '../../graph/graph';
import { isList, isMap, own, Unknown, type Value } from '../../graph/value';
import { containerPaths, podTypes } from '../../judge/facts/pods';
import { holdsRandomText, isNameOfSecret, isSecretNamed, secretForms } from '../../judge/facts/secrets';
import { definePolicy, type Finding, fail, pass, undecided, worstOf } from '../../judge/policy';

/** Objects that hold texts for programs, by where those stand. */
const readable: Readonly<Record<string, readonly string[]>> = {
  ConfigMap: ['data'],
  Secret: ['data', 'stringData'],
  'HelmChart.helm.cattle.io': ['spec.valuesContent', 'spec.set'],
  'HelmChartConfig.helm.cattle.io': ['spec.valuesContent'],
  'Application.argoproj.io': ['spec.source.helm'],
  'HelmRelease.helm.toolkit.fluxcd.io': ['spec.values'],
};

interface Text {
  readonly path: string;
  /** What it is called: the name of a variable, the key of a map. */
  readonly name: string;
  readonly value: Value;
}

function* textsBelow(value: Value, path: string, name: string): Iterable<Text> {
  if (isMap(value)) {
    for (const [key, one] of Object.entries(value)) yield* textsBelow(one, `${path}.${key}`, key);
  } else if (isList(value)) {
    for (const [at, one] of value.entries()) yield* textsBelow(one, `${path}.${at}`, name);
  } else if (value !== null) yield { path, name, value };
}

function* textsOfContainer(pod: Resource, path: string): Iterable<Text> {
  const variables = pod.get(`${path}.env`);
  if (isList(variables)) {
    for (const [at, one] of variables.entries()) {
      const [name, value] = isMap(one) ? [own(one, 'name'), own(one, 'value')] : [undefined, undefined];
      if (value !== undefined && value !== null) {
        yield { path: `${path}.env.${at}.value`, name: String(name), value };
      }
    }
  }
  for (const field of ['command', 'args']) {
    const words = pod.get(`${path}.${field}`);
    // A password stands in a word of its own after its option.
    if (isList(words)) yield { path: `${path}.${field}`, name: field, value: words.map(String).join(' ') };
  }
}

/** A Secret's data is packed, which hides nothing. */
function unpacked(object: Resource, { path, value }: Text): string {
  const text = String(value).slice(0, 1 << 20);
  return object.type === 'Secret' && path.startsWith('data.')
    ? Buffer.from(text, 'base64').toString('utf8')
    : text;
}

function judgeText(object: Resource, text: Text): Finding {
  const { path, name, value } = text;
  // The finding says where, and never what.
  const evidence = { path, value: '(sensitive)', source: `${object.stack}:${object.address}` };
  if (value instanceof Unknown) {
    return isNameOfSecret(name) === 'no' || object.type === 'Secret'
      ? pass
      : undecided(`${path} is named as a credential is, and its value is not known yet`, evidence);
  }
  const plain = unpacked(object, text);
  const forms = secretForms(plain);
  if (forms.length > 0) return fail(`${path} holds ${forms.join(', ')}`, evidence);
  if (isSecretNamed(name, plain)) return fail(`${path} holds a credential`, evidence);
  return object.type !== 'Secret' && holdsRandomText(plain)
    ? undecided(`${path} holds a long random text, which may be a credential`, evidence)
    : pass;
}

export default definePolicy({
  title: 'No object holds a credential that everybody reads who reads the object',
  severity: 'critical',
  why: 'Objects are kept in repositories, printed by tools and shown to whoever may list them; a Secret among them is packed, not encrypted. A password that was once in such a file is everybody’s.',
  avoid:
    'a password in `env`, in the arguments of a program, in a ConfigMap, or in a Secret that is kept as a file',
  prefer:
    'a Secret that an operator makes within the cluster (cert-manager, CloudNativePG), mounted as a file',
  remediation:
    'Take the credential out, make it invalid where it was used, and have it made within the cluster.',
  controls: ['C5:2020 IDM-08', 'C5:2020 CRY-04', 'GDPR Art. 32(1)(b)'],
  observableIn: ['manifests'],
  resources: [...podTypes, ...Object.keys(readable)],
  examine(object) {
    const paths = readable[object.type];
    const containers = paths ? [] : containerPaths(object);
    if (containers === undefined) {
      return undecided('which containers it has is not known yet', {
        path: 'spec',
        value: '(sensitive)',
        source: `${object.stack}:${object.address}`,
      });
    }
    const texts = [
      ...(paths ?? []).flatMap((path) => [...textsBelow(object.get(path), path, path)]),
      ...containers.flatMap((path) => [...textsOfContainer(object, path)]),
    ];
    return worstOf(texts.map((text) => judgeText(object, text)));
  },
  examples: {
    manifests: `
apiVersion: v1
kind: Pod
metadata: { name: by-reference }
spec:
  containers:
    - name: a
      env: [{ name: DB_PASSWORD, valueFrom: { secretKeyRef: { name: db, key: password } } }]
      args: ["--password=$(DB_PASSWORD)"]
---
apiVersion: v1
kind: Pod
metadata: { name: in-a-variable }
spec: { containers: [{ name: a, env: [{ name: DB_PASSWORD, value: "value-of-a-password" }] }] }
---
apiVersion: v1
kind: Pod
metadata: { name: in-an-argument }
spec: { containers: [{ name: a, args: [--user, a, --password, value-of-a-password] }] }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: settings }
data: { app.properties: "db.url=postgres://a:value-of-a-password@db/records" }
---
apiVersion: v1
kind: Secret
metadata: { name: packed }
data: { password: dmFsdWUtb2YtYS1wYXNzd29yZA== }
---
apiVersion: v1
kind: Secret
metadata: { name: filled-by-somebody-else }
---
apiVersion: v1
kind: Pod
metadata: { name: not-known-yet }
spec: { containers: [{ name: a, env: [{ name: DB_PASSWORD, value: 04da6b54-80e4-46f7-96ec-b56ff0331ba9 }] }] }
`,
    pass: ['Pod/by-reference', 'Secret/filled-by-somebody-else'],
    fail: ['Pod/in-a-variable', 'Pod/in-an-argument', 'ConfigMap/settings', 'Secret/packed'],
    undecided: ['Pod/not-known-yet'],
  },
});
