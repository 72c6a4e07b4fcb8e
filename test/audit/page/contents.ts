import type { Contents } from '../../../audit/pack/contents';
import type { Report } from '../../../judge/report';
import { mapOf } from '../../../judge/survey/map';
import { estate } from '../../judge/small-stacks';

/** A report as a page's contents; what the report does not hold is made up, as a pack would gather it. */
export function contentsOf(report: Report, changed: Partial<Contents> = {}): Contents {
  return {
    schemaVersion: '1.0.0',
    report,
    map: mapOf(estate, report.asOf),
    reach: [
      {
        dataset: 'patient-records',
        servers: [
          {
            site: 'primary',
            server: 'primary:openstack_compute_instance_v2.identity_0',
            ways: [
              {
                from: '10.16.0.0/20',
                ports: ['5432'],
                path: [
                  'primary:openstack_networking_secgroup_v2.identity',
                  'primary:openstack_networking_secgroup_rule_v2.identity_database',
                ],
                certain: true,
              },
              { from: '10.17.0.0/20', ports: ['5432'], path: [], certain: false },
            ],
            complete: true,
          },
          {
            site: 'clinic',
            server: 'clinic:openstack_compute_instance_v2.identity_0',
            ways: [],
            complete: false,
          },
        ],
      },
    ],
    keys: [
      {
        dataset: 'patient-records',
        site: 'primary',
        key: '2f8bb0fc-3a5c-4f9c-9c5e-5d3d3a7c5f11',
        keyStore: 'kms.eu-de',
        country: 'DE',
        liveUntil: '2075-12-31',
        usedBy: ['primary-workloads', 'otc-key-custodian'],
        destroyedBy: ['otc-key-custodian'],
        operator: {
          de: 'Der Anbieter betreibt den Schlüsselspeicher; sein Personal kann Schlüssel technisch nutzen.',
          en: 'The provider runs the key store; its staff can technically use keys.',
        },
      },
    ],
    controls: [
      {
        source: 'C5:2020',
        title: { de: 'BSI C5:2020, Kriterien für Kunden', en: 'BSI C5:2020, criteria for customers' },
        howRead: { de: 'Im Wortlaut gelesen.', en: 'Its text was read.' },
        secondHand: false,
        controls: [
          {
            id: 'CRY-03',
            statement: {
              de: 'Ruhende Daten sind verschlüsselt, mit Schlüsseln, über die der Kunde verfügt.',
              en: 'Data at rest is encrypted with keys that the customer holds.',
            },
            shownBy: {
              plan: { de: 'Verschlüsselung beim Anlegen', en: 'encryption at creation' },
              organisation: { de: 'Verfahren zur Schlüsselverwaltung', en: 'the procedure for keys' },
            },
            policies: [
              {
                policy: 'encryption/volume-encrypted-at-creation',
                pass: 51,
                fail: 0,
                undecided: 1,
                notObservable: 0,
                exempt: 0,
              },
            ],
            outcome: 'undecided',
          },
        ],
      },
    ],
    expiring: [
      {
        kind: 'approval',
        name: 'move-imaging',
        until: '2026-12-31',
        days: 38,
        what: { de: 'Danach hält der Plan an.', en: 'The plan stops after it.' },
      },
    ],
    questions: [
      {
        id: 'key-readers',
        question: { de: 'Wer kann Schlüssel lesen?', en: 'Who can read keys?' },
        answer: { de: 'Siehe Tabelle.', en: 'See the table.' },
        open: true,
        table: {
          head: [
            { de: 'Rolle', en: 'role' },
            { de: 'Ort', en: 'place' },
          ],
          rows: [['clinic-key-custodian', 'clinic']],
        },
      },
    ],
    drills: [],
    files: report.inputs.map(({ file, sha256 }) => ({
      input: file,
      file: `inputs/${file}`,
      original: sha256,
      redacted: sha256.split('').reverse().join(''),
      removed: 3,
    })),
    versions: [{ name: 'Node.js', version: '20.19.0' }],
    ...changed,
  };
}
