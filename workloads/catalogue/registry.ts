import { registryName } from '../../estate/nodes';
import { placementsOf } from '../../estate/queries';
import { addCertificate, hostsOf } from '../components/certificate';
import { addDatasetClaim } from '../components/dataset-claim';
import { openToPartners, partnerSites } from '../components/partner-access';
import { addServer } from '../components/server';
import { addSettings, jsonFile } from '../components/settings';
import { addVolumeBackup } from '../components/volume-backup';
import { selectorOf } from '../marks';
import { datasetOfPlace, type Place, type Workload } from '../model';

const name = 'registry';
const port = 5000;
const folder = '/var/lib/registry';

/** Common name of whoever may add images, at the home alone: a release pipeline's certificate. */
const publisher = 'image-publisher';

const workload: Workload = {
  name,
  title: 'Registry of the images that run at the site',
  domain: 'operations',
  datasets: ['container-images'],
  exposure: 'callers',
  calls: [],
  ports: [port],
  foundation: true,
  servesNodes: port,
  deploy(place) {
    const secret = addCertificate(place, {
      name: `${name}-server`,
      hosts: hostsOf(place, name),
      commonName: `registry-${place.site.name}`,
      uses: ['server', 'client'],
    });
    const configMap = addSettings(place, 'registry-settings', {
      'config.json': jsonFile(settings(place)),
    });
    const claim = addDatasetClaim(place);
    addServer(place, {
      component: name,
      doesWithout: partnerSites(place),
      stateful: true,
      ports: [port],
      containers: [
        {
          name: 'zot',
          image: 'registry',
          args: ['serve', '/etc/zot/config.json'],
          ports: [port],
          needs: { cpu: '200m', memory: '1Gi' },
          mounts: [
            { name: 'images', path: folder, from: { kind: 'claim', claim } },
            { name: 'settings', path: '/etc/zot', from: { kind: 'settings', configMap } },
            { name: 'certificates', path: '/etc/zot-certificates', from: { kind: 'secret', secret } },
            { name: 'tmp', path: '/tmp', from: { kind: 'scratch', size: '2Gi' } },
          ],
          check: { kind: 'tcp', port },
        },
      ],
    });
    const selector = selectorOf(place, name);
    openToPartners(place, {
      dataset: datasetOfPlace(place),
      component: `${name}-replication`,
      selector,
      port,
    });
    addVolumeBackup(place, { claim, folder, without: ['cache.db', '**/.uploads'], look });
  },
};

/** A blob is named by its own digest. Source: opencontainers/image-spec, `image-layout.md`. */
const look = `case "$1" in
  */blobs/sha256/*) sum=$(sha256sum <"$1"); [ "\${sum%% *}" = "\${1##*/}" ] ;;
  *) [ -s "$1" ] ;;
esac`;

/**
 * Whoever has a certificate of the region, or none, may read: nodes pull before anything that could give them a password
 * runs. Copies take everything from the home, and nobody writes at a copy. Source: project-zot/zot, `examples/README.md`.
 */
function settings(place: Place) {
  const { site } = place;
  const dataset = datasetOfPlace(place);
  const leads = dataset.home.site === site.name;
  const everything = {
    anonymousPolicy: ['read'],
    defaultPolicy: ['read'],
    policies: leads ? [{ users: [publisher], actions: ['read', 'create'] }] : [],
  };
  const source = {
    urls: placementsOf(dataset)
      .filter((placement) => placement.role === 'home')
      .map((placement) => `https://${registryName({ name: placement.site })}:${dataset.replication.port}`),
    onDemand: false,
    pollInterval: '5m',
    tlsVerify: true,
    certDir: '/etc/zot-certificates',
    maxRetries: 3,
    retryDelay: '1m',
    content: [{ prefix: '**' }],
  };
  return {
    distSpecVersion: '1.1.1',
    storage: { rootDirectory: folder, dedupe: true, gc: true, gcDelay: '24h' },
    http: {
      address: '0.0.0.0',
      port: String(port),
      tls: {
        cert: '/etc/zot-certificates/tls.crt',
        key: '/etc/zot-certificates/tls.key',
        cacert: '/etc/zot-certificates/ca.crt',
      },
      auth: { mtls: { identityAttributes: ['CommonName'] } },
      accessControl: { repositories: { '**': everything } },
    },
    log: { level: 'info' },
    extensions: {
      // What a disk makes of a layer is found here, and not when a site has to start from it.
      scrub: { enable: true, interval: '24h' },
      ...(leads ? {} : { sync: { enable: true, registries: [source] } }),
    },
  };
}

export default workload;
