import { hostAt } from '../../estate/nodes';
import { placementsOf } from '../../estate/queries';
import { addCertificate, hostsOf } from '../components/certificate';
import { addDatasetClaim } from '../components/dataset-claim';
import { openToPartners, partnerSites } from '../components/partner-access';
import { addServer } from '../components/server';
import { addSettings, jsonFile } from '../components/settings';
import { addVolumeBackup } from '../components/volume-backup';
import { passOnScript } from '../imaging/pass-on-script';
import { selectorOf } from '../marks';
import { datasetOfPlace, type Place, type Workload } from '../model';

const name = 'imaging-archive';

/** DICOMweb and Orthanc's own interface, over TLS. */
const port = 8443;

/** DICOM over TLS. Source: DICOM PS3.15, B.9 (port 2762 is registered for it). */
const dicomPort = 2762;

const folder = '/var/lib/orthanc';
const certificates = '/etc/orthanc-certificates';

const workload: Workload = {
  name,
  title: 'Medical imaging archive (DICOM)',
  domain: 'identity',
  datasets: ['imaging'],
  exposure: 'callers',
  calls: [],
  ports: [port, dicomPort],
  deploy(place) {
    const dataset = datasetOfPlace(place);
    const secret = addCertificate(place, {
      name: `${name}-server`,
      hosts: [...hostsOf(place, name), hostOf(place.site.name)],
      commonName: `imaging-archive-${place.site.name}`,
      uses: ['server', 'client'],
      combined: true,
    });
    const configMap = addSettings(place, 'imaging-archive-settings', {
      'orthanc.json': jsonFile(settings(place)),
      'pass-on.lua': passOnScript(partnersOf(place)),
    });
    const claim = addDatasetClaim(place);
    addServer(place, {
      component: name,
      doesWithout: partnerSites(place),
      stateful: true,
      ports: [port, dicomPort],
      containers: [
        {
          name: 'orthanc',
          image: 'imaging',
          // The image's own entry point writes its settings into its root file system, which is read only.
          command: ['Orthanc', '/etc/orthanc/orthanc.json'],
          ports: [port, dicomPort],
          needs: { cpu: '1', memory: '4Gi' },
          mounts: [
            { name: 'images', path: folder, from: { kind: 'claim', claim } },
            { name: 'settings', path: '/etc/orthanc', from: { kind: 'settings', configMap } },
            { name: 'certificates', path: certificates, from: { kind: 'secret', secret } },
            { name: 'tmp', path: '/tmp', from: { kind: 'scratch', size: '4Gi' } },
          ],
          check: { kind: 'tcp', port },
        },
      ],
    });
    openToPartners(place, {
      dataset,
      component: `${name}-replication`,
      selector: selectorOf(place, name),
      port,
    });
    // The images are whole DICOM files: sent to an empty Orthanc they make a new index (docs/backups.md).
    addVolumeBackup(place, { claim, folder, without: ['index'], look });
  },
};

/** Source: DICOM PS3.10, 7.1: the prefix after the preamble, which what Orthanc keeps of a file begins with too. */
const look = `[ "$(dd if="$1" bs=1 skip=128 count=4 2>/dev/null)" = DICM ]`;

function hostOf(site: string): string {
  return hostAt(site, 'imaging');
}

function partnersOf(place: Place): readonly string[] {
  return placementsOf(datasetOfPlace(place))
    .map(({ site }) => site)
    .filter((site) => site !== place.site.name);
}

/**
 * Whoever comes needs a certificate of the region: there are no passwords. Nothing is overwritten, nothing compressed,
 * and nothing is removed when the volume is full. Source: orthanc.uclouvain.be, "Configuration of Orthanc", "HTTPS
 * encryption with Orthanc", "DICOM TLS".
 */
function settings(place: Place) {
  const { site } = place;
  const { replication } = datasetOfPlace(place);
  const pair = { certificate: `${certificates}/tls.crt`, key: `${certificates}/tls.key` };
  const root = `${certificates}/ca.crt`;
  return {
    Name: `imaging-archive-${site.name}`,
    StorageDirectory: `${folder}/images`,
    IndexDirectory: `${folder}/index`,
    TemporaryDirectory: '/tmp',
    StorageCompression: false,
    MaximumStorageSize: 0,
    OverwriteInstances: false,
    SyncStorageArea: true,
    RemoteAccessAllowed: true,
    AuthenticationEnabled: false,
    HttpPort: port,
    SslEnabled: true,
    SslCertificate: `${certificates}/tls-combined.pem`,
    SslMinimumProtocolVersion: 5,
    SslVerifyPeers: true,
    SslTrustedClientCertificates: root,
    HttpsVerifyPeers: true,
    HttpsCACertificates: root,
    DicomAet: 'LAUSITZ',
    DicomPort: dicomPort,
    DicomTlsEnabled: true,
    DicomTlsCertificate: pair.certificate,
    DicomTlsPrivateKey: pair.key,
    DicomTlsTrustedCertificates: root,
    DicomTlsRemoteCertificateRequired: true,
    // A modality is known by its certificate, and may only store: who looks for images asks by DICOMweb.
    DicomAlwaysAllowEcho: true,
    DicomAlwaysAllowStore: true,
    DicomAlwaysAllowFind: false,
    DicomAlwaysAllowGet: false,
    DicomAlwaysAllowMove: false,
    OrthancPeers: Object.fromEntries(
      partnersOf(place).map((partner) => [
        partner,
        {
          Url: `https://${hostOf(partner)}:${replication.port}/`,
          CertificateFile: pair.certificate,
          CertificateKeyFile: pair.key,
          Timeout: 60,
        },
      ]),
    ),
    LuaScripts: ['/etc/orthanc/pass-on.lua'],
    LuaHeartBeatPeriod: 60,
    Plugins: ['/usr/share/orthanc/plugins-available/libOrthancDicomWeb.so'],
    DicomWeb: { Enable: true, Root: '/dicom-web/', EnableWado: false },
  };
}

export default workload;
