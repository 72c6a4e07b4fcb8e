import { vectorOf } from '../components/node-watch';
import { redactionProgram } from '../components/redaction';
import { addService } from '../components/service';
import { addSettings } from '../components/settings';
import type { Workload } from '../model';
import { servicePort } from '../paths';

const port = 8080;
const healthPort = 8687;

/** Where what the nodes of all domains saw arrives, without personal data, for those who watch over the region. */
const workload: Workload = {
  name: 'security-operations',
  title: 'Receives what was seen on the nodes, without personal data',
  domain: 'operations',
  datasets: [],
  exposure: 'callers',
  calls: [],
  ports: [servicePort],
  deploy(place) {
    const configMap = addSettings(place, 'vector', {
      'vector.json': `${JSON.stringify(settings, undefined, 1)}\n`,
    });
    addService(place, {
      port,
      containers: [
        {
          ...vectorOf(configMap),
          ports: [port, healthPort],
          check: { kind: 'http', path: '/health', port: healthPort },
        },
      ],
    });
  },
};

const settings = {
  data_dir: '/var/lib/vector',
  api: { enabled: true, address: `0.0.0.0:${healthPort}`, playground: false },
  sources: { nodes: { type: 'http_server', address: `0.0.0.0:${port}`, encoding: 'json' } },
  transforms: {
    // Once more: what a node that was taken over sends is held to the same list.
    kept: {
      type: 'remap',
      inputs: ['nodes'],
      drop_on_abort: true,
      drop_on_error: true,
      source: redactionProgram,
    },
  },
  sinks: { out: { type: 'console', inputs: ['kept'], encoding: { codec: 'json' } } },
};

export default workload;
