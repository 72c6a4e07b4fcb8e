import type { Resource } from '../../graph/graph';
import { Unknown } from '../../graph/value';
import { type Text, textsOf, textTypes } from '../../judge/facts/object-texts';
import { operatedTypes } from '../../judge/facts/operated-pods';
import { podTypes } from '../../judge/facts/pods';
import {
  holdsRandomText,
  isNameOfSecret,
  isOpenText,
  isSecretNamed,
  secretForms,
} from '../../judge/facts/secrets';
import { definePolicy, type Finding, fail, pass, undecided, worstOf } from '../../judge/policy';

/** What stands beside a credential in a Secret, and is none. */
const besideOne =
  /^(?:user(?:name)?|host(?:name)?|port|db(?:name)?|database|ur[il]|endpoint|region|bucket)$/i;

/** Base64 hides nothing. */
function plainOf({ value, isPacked }: Text): string {
  const text = String(value).slice(0, 1 << 20);
  return isPacked ? Buffer.from(text, 'base64').toString('utf8') : text;
}

function judgeText(object: Resource, text: Text): Finding {
  const { path, name, value } = text;
  // The finding says where, and never what.
  const evidence = { path, value: '(sensitive)', source: `${object.stack}:${object.address}` };
  const isInSecret = object.type === 'Secret' && /^(?:data|stringData)(?:\.|$)/.test(path);
  if (value instanceof Unknown) {
    if (isInSecret || (name !== undefined && isNameOfSecret(name) === 'no')) return pass;
    return name === undefined
      ? undecided(`what ${path} holds is not known yet`, evidence)
      : undecided(`${path} is named as a credential is, and its value is not known yet`, evidence);
  }
  const plain = plainOf(text);
  const forms = secretForms(plain);
  if (forms.length > 0) return fail(`${path} holds ${forms.join(', ')}`, evidence);
  if (name === undefined) return undecided(`what ${path} holds is not known yet`, evidence);
  if (isSecretNamed(name, plain)) return fail(`${path} holds a credential`, evidence);
  if (isInSecret) {
    return besideOne.test(name) || isOpenText(plain)
      ? pass
      : undecided(`${path} stands in a Secret, and may be a credential`, evidence);
  }
  return holdsRandomText(plain)
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
  resources: [...new Set([...podTypes, ...operatedTypes, ...textTypes])],
  examine(object) {
    const texts = textsOf(object);
    if (texts === undefined) {
      return undecided('which containers it has is not known yet', {
        path: 'spec',
        value: '(sensitive)',
        source: `${object.stack}:${object.address}`,
      });
    }
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
---
apiVersion: v1
kind: Pod
metadata: { name: variables-not-known-yet }
spec: { containers: [{ name: a, env: 04da6b54-80e4-46f7-96ec-b56ff0331ba9 }] }
---
apiVersion: v1
kind: Pod
metadata: { name: arguments-not-known-yet }
spec: { containers: [{ name: a, args: 04da6b54-80e4-46f7-96ec-b56ff0331ba9 }] }
---
apiVersion: v1
kind: Pod
metadata: { name: an-argument-not-known-yet }
spec: { containers: [{ name: a, args: [--verbose, 04da6b54-80e4-46f7-96ec-b56ff0331ba9] }] }
---
apiVersion: v1
kind: Pod
metadata: { name: begins-with-a-sign }
spec: { containers: [{ name: a, env: [{ name: DB_PASSWORD, value: "!value-of-1-password" }] }] }
---
apiVersion: v1
kind: Pod
metadata: { name: in-a-probe }
spec: { containers: [{ name: a, livenessProbe: { exec: { command: [sh, -c, "curl -u admin:value-of-a-password http://localhost"] } } }] }
---
apiVersion: v1
kind: Pod
metadata: { name: in-a-hook }
spec: { containers: [{ name: a, lifecycle: { preStop: { exec: { command: [sh, -c, "PGPASSWORD=value-of-a-password psql"] } } } }] }
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: as-applied-before
  annotations: { kubectl.kubernetes.io/last-applied-configuration: '{"data":{"password":"value-of-a-password"}}' }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: packed-settings }
binaryData: { app.properties: ZGIucGFzc3dvcmQ9dmFsdWUtb2YtYS1wYXNzd29yZA== }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: settings-not-known-yet }
data: 04da6b54-80e4-46f7-96ec-b56ff0331ba9
---
apiVersion: v1
kind: Secret
metadata: { name: account-of-a-registry }
stringData: { .dockerconfigjson: '{"auths":{"r.example":{"auth":"dXNlcjp2YWx1ZS1vZi1hLXBhc3N3b3Jk"}}}' }
---
apiVersion: v1
kind: Secret
metadata: { name: pin }
stringData: { username: a, pin: "123456" }
---
apiVersion: v1
kind: Secret
metadata: { name: user-alone }
stringData: { username: a }
---
apiVersion: postgresql.cnpg.io/v1
kind: Cluster
metadata: { name: in-a-variable }
spec: { env: [{ name: DB_PASSWORD, value: value-of-a-password }] }
---
apiVersion: postgresql.cnpg.io/v1
kind: Cluster
metadata: { name: in-a-connection }
spec: { externalClusters: [{ name: a, connectionParameters: { host: a.example, password: value-of-a-password } }] }
---
apiVersion: postgresql.cnpg.io/v1
kind: Cluster
metadata: { name: by-reference }
spec: { externalClusters: [{ name: a, password: { name: partner, key: password } }] }
---
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata: { name: in-a-container-more }
spec: { containers: [{ name: a, env: [{ name: DB_PASSWORD, value: value-of-a-password }] }] }
`,
    pass: [
      'Pod/by-reference',
      'Secret/filled-by-somebody-else',
      'Secret/user-alone',
      'Cluster.postgresql.cnpg.io/by-reference',
    ],
    fail: [
      'Pod/in-a-variable',
      'Pod/in-an-argument',
      'ConfigMap/settings',
      'Secret/packed',
      'Cluster.postgresql.cnpg.io/in-a-variable',
      'Cluster.postgresql.cnpg.io/in-a-connection',
      'Prometheus.monitoring.coreos.com/in-a-container-more',
      'Pod/begins-with-a-sign',
      'Pod/in-a-probe',
      'Pod/in-a-hook',
      'ConfigMap/as-applied-before',
      'ConfigMap/packed-settings',
      'Secret/account-of-a-registry',
    ],
    undecided: [
      'Pod/not-known-yet',
      'Pod/variables-not-known-yet',
      'Pod/arguments-not-known-yet',
      'Pod/an-argument-not-known-yet',
      'ConfigMap/settings-not-known-yet',
      'Secret/pin',
    ],
  },
});
