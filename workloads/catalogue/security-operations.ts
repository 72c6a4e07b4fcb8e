import { addCertificate } from '../components/certificate';
import { vectorOf } from '../components/node-watch';
import { redactionProgram } from '../components/redaction';
import { addService } from '../components/service';
import { addSettings } from '../components/settings';
import type { Place, Workload } from '../model';
import { addressOf, calleeOf, servicePort } from '../paths';

const port = 8080;
const healthPort = 8687;
const auditLog = 'audit-log';

/** Syslog over TLS. Source: RFC 5425, 4.1. */
const syslogPort = 6514;
const toAuditLog = { to: auditLog, port: syslogPort };
const certificatePath = '/etc/audit-log';

/**
 * Where what the nodes of all domains saw arrives, without personal data, for those who watch over the region. It goes on
 * into the audit log, where nobody takes it away again.
 */
const workload: Workload = {
  name: 'security-operations',
  title: 'Receives what was seen on the nodes, without personal data',
  domain: 'operations',
  datasets: [],
  exposure: 'callers',
  calls: [toAuditLog],
  ports: [servicePort],
  deploy(place) {
    const configMap = addSettings(place, 'vector', {
      'vector.json': `${JSON.stringify(settings(place), undefined, 1)}\n`,
    });
    const secret = addCertificate(place, {
      name: `${auditLog}-client`,
      commonName: workload.name,
      uses: ['client'],
    });
    const vector = vectorOf(configMap);
    addService(place, {
      port,
      containers: [
        {
          ...vector,
          mounts: [
            ...vector.mounts,
            { name: 'audit-log', path: certificatePath, from: { kind: 'secret', secret } },
          ],
          ports: [port, healthPort],
          check: { kind: 'http', path: '/health', port: healthPort },
        },
      ],
    });
  },
};

/** As RFC 5424 has it: facility 13 (log audit), severity 5 (notice). */
const asSyslog = `
. = { "message": "<109>1 " + format_timestamp!(.time, "%+") + " " + string!(.hostname) + " falco - - - " + encode_json(.) }
`.trim();

function settings(place: Place) {
  const { host } = addressOf(
    place.site,
    place.workload,
    calleeOf(place.workload, toAuditLog, place.neighbours),
    syslogPort,
  );
  return {
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
      syslog: { type: 'remap', inputs: ['kept'], drop_on_error: true, source: asSyslog },
    },
    sinks: {
      audit: {
        type: 'socket',
        mode: 'tcp',
        inputs: ['syslog'],
        address: `${host}:${syslogPort}`,
        encoding: { codec: 'text' },
        framing: { method: 'newline_delimited' },
        tls: {
          enabled: true,
          ca_file: `${certificatePath}/ca.crt`,
          crt_file: `${certificatePath}/tls.crt`,
          key_file: `${certificatePath}/tls.key`,
          verify_certificate: true,
          verify_hostname: true,
        },
        buffer: { type: 'disk', max_size: 268_435_488, when_full: 'drop_newest' },
      },
    },
  };
}

export default workload;
