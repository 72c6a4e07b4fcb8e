const { readFileSync } = require('node:fs');
const kubernetes = require('@pulumi/kubernetes');
const pulumi = require('@pulumi/pulumi');

/** A namespace with a secret, a setting and two pods; and, where it is asked for, a pod that admission refuses. */
const name = 'engine-suite';
const labels = { app: name };
const confined = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  runAsNonRoot: true,
  seccompProfile: { type: 'RuntimeDefault' },
};

const { metadata } = new kubernetes.core.v1.Namespace(name, { metadata: { name } });
const namespace = metadata.name;

new kubernetes.core.v1.Secret('password', {
  metadata: { name: 'password', namespace },
  stringData: { password: pulumi.secret(readFileSync(process.env.PASSWORD_FILE, 'utf8')) },
});

new kubernetes.core.v1.ConfigMap('settings', {
  metadata: { name: 'settings', namespace },
  data: { mode: 'declared' },
});

const deployment = new kubernetes.apps.v1.Deployment('pods', {
  metadata: { name: 'pods', namespace },
  spec: {
    replicas: 2,
    selector: { matchLabels: labels },
    template: {
      metadata: { labels },
      spec: { containers: [{ name: 'main', image: 'registry.example/main:1', securityContext: confined }] },
    },
  },
});

if (process.env.WITH_PRIVILEGED_POD)
  new kubernetes.core.v1.Pod('privileged', {
    metadata: { name: 'privileged', namespace },
    spec: {
      containers: [{ name: 'main', image: 'registry.example/main:1', securityContext: { privileged: true } }],
    },
  });

exports.pods = deployment.status.readyReplicas;
