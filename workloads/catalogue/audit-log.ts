import { hostAt } from '../../estate/nodes';
import { placementsOf } from '../../estate/queries';
import { addCertificate, hostsOf } from '../components/certificate';
import { addDatasetClaim } from '../components/dataset-claim';
import { openToPartners, partnerSites } from '../components/partner-access';
import { addServer } from '../components/server';
import { addSettings, jsonFile } from '../components/settings';
import { addVolumeBackup } from '../components/volume-backup';
import { selectorOf } from '../marks';
import { datasetOfPlace, type Place, type Workload } from '../model';

const name = 'audit-log';

/** Syslog over TLS, as its senders speak it. Source: RFC 5425, 4.1. */
const port = 6514;

/** What the copies at other sites hand over, which are records already. */
const partnerPort = 6000;

const folder = '/var/lib/audit';
const certificates = '/etc/vector-certificates';

const workload: Workload = {
  name,
  title: 'Access logs and audit trail',
  domain: 'operations',
  datasets: ['audit-log'],
  exposure: 'callers',
  calls: [],
  ports: [port],
  deploy(place) {
    const secret = addCertificate(place, {
      name: `${name}-server`,
      hosts: hostsOf(place, name),
      commonName: `audit-log-${place.site.name}`,
      uses: ['server', 'client'],
    });
    const configMap = addSettings(place, 'audit-log-settings', {
      'vector.json': jsonFile(settings(place)),
    });
    const claim = addDatasetClaim(place);
    addServer(place, {
      component: name,
      doesWithout: partnerSites(place),
      stateful: true,
      ports: [port],
      containers: [
        {
          name: 'vector',
          image: 'logs',
          args: ['--config', '/etc/vector/vector.json'],
          ports: [port, partnerPort],
          needs: { cpu: '200m', memory: '512Mi' },
          mounts: [
            { name: 'records', path: folder, from: { kind: 'claim', claim } },
            { name: 'settings', path: '/etc/vector', from: { kind: 'settings', configMap } },
            { name: 'certificates', path: certificates, from: { kind: 'secret', secret } },
          ],
          check: { kind: 'tcp', port },
        },
      ],
    });
    openToPartners(place, {
      dataset: datasetOfPlace(place),
      component: `${name}-replication`,
      selector: selectorOf(place, name),
      port: partnerPort,
    });
    // What waits for another site is in its own records here too.
    addVolumeBackup(place, { claim, folder, without: ['waiting'], look });
  },
};

/** Each line is a record, but for the last one of a file that is being written. */
const look = `[ "$(sed '$d' "$1" | grep -cv '^{.*}$')" = 0 ]`;

/** Both ends of every connection have a certificate of the region. */
const tls = {
  enabled: true,
  ca_file: `${certificates}/ca.crt`,
  crt_file: `${certificates}/tls.crt`,
  key_file: `${certificates}/tls.key`,
  verify_certificate: true,
};

/**
 * Each site takes the records of its own workloads, writes them to its volume and hands them to the other sites, which
 * write them and hand them to nobody: there is no leader, and a site that is cut off loses nothing. Records for a site
 * that is lost wait on the volume; when what waits is full they are left out there, and stay here. Source: vector.dev,
 * `syslog` and `vector` sources, `file` and `vector` sinks, "Buffering model".
 */
function settings(place: Place) {
  const { site } = place;
  const dataset = datasetOfPlace(place);
  const partners = placementsOf(dataset).filter((placement) => placement.site !== site.name);
  // A sixteenth of the volume for each.
  const waiting = (dataset.sizeGiB * 1024 ** 3) / 16;
  return {
    data_dir: `${folder}/waiting`,
    sources: {
      here: { type: 'syslog', mode: 'tcp', address: `0.0.0.0:${port}`, max_length: 102_400, tls },
      partners: { type: 'vector', address: `0.0.0.0:${partnerPort}`, tls },
    },
    transforms: {
      marked: { type: 'remap', inputs: ['here'], source: `.site = "${site.name}"\n.received_at = now()` },
    },
    sinks: {
      kept: {
        type: 'file',
        inputs: ['marked', 'partners'],
        path: `${folder}/{{ site }}/%Y/%m/%d.jsonl`,
        encoding: { codec: 'json' },
        acknowledgements: { enabled: true },
      },
      ...Object.fromEntries(
        partners.map((partner) => [
          `to_${partner.site.replaceAll('-', '_')}`,
          {
            type: 'vector',
            inputs: ['marked'],
            address: `${hostAt(partner.site, name)}:${dataset.replication.port}`,
            tls: { ...tls, verify_hostname: true },
            acknowledgements: { enabled: true },
            buffer: { type: 'disk', max_size: waiting, when_full: 'drop_newest' },
          },
        ]),
      ),
    },
  };
}

export default workload;
