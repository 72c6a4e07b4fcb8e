import { placementsOf } from '../../estate/queries';
import { classesOf, countryOf, objections } from '../../judge/facts/countries';
import { definePolicy, fail, pass, seen, undecided } from '../../judge/policy';
import { datasetSubject } from '../../judge/promise/withstands';

const keyTypes = [
  'openstack_keymanager_secret_v1',
  'openstack_keymanager_order_v1',
  'openstack_keymanager_container_v1',
];

export default definePolicy({
  title: 'Keys are kept in countries that the class of what they open permits',
  severity: 'critical',
  why: 'Who runs the key store can be made to hand a key over, or to destroy it. Encrypted data in Germany with its key elsewhere is under the law of that other place.',
  avoid: 'a secret in a region of another country, or a site whose key store is in one',
  prefer: 'the key store of the site itself',
  remediation:
    'Have the key made anew in a permitted country, create the volume or backup anew with it, and destroy the old key.',
  controls: [
    '§ 393 SGB V',
    'GDPR Art. 44',
    'C5:2020 PSS-12',
    'C5:2020 CRY-04',
    'C5:2026 PSS-12',
    'Grundschutz++ BES.2.3',
  ],
  observableIn: ['synth', 'plan', 'state'],
  needs: 'country',
  *examineEstate(context) {
    const { estate, graph, siteOfStack } = context;
    for (const dataset of estate.datasets) {
      const classes = estate.classes.filter(({ name }) => name === dataset.dataClass);
      const names = [...placementsOf(dataset), dataset.backup].map(({ site }) => site);
      const against = estate.sites
        .filter(({ name }) => names.includes(name))
        .map(
          ({ name, keyCustody }) =>
            [name, keyCustody.country, objections(classes, keyCustody.country)] as const,
        )
        .filter(([, , objection]) => objection !== '');
      const evidence = against.map(([name, value]) => {
        return { path: 'keyCustody.country', value, source: `estate/sites/${name}` };
      });
      const said = against.map(([name, , objection]) => `its key store at ${name}: ${objection}`).join('; ');
      yield [datasetSubject(dataset), said === '' ? pass : fail(said, ...evidence)];
    }
    for (const key of graph.ofType(...keyTypes)) {
      const { stack, address } = key;
      const country = countryOf(key, context, ({ keyCustody }) => keyCustody.country);
      const against = country === undefined ? '' : objections(classesOf(key, estate), country);
      const evidence = seen(key, 'region');
      const subject = { stack, address, site: siteOfStack(stack)?.name };
      if (country === undefined)
        yield [subject, undecided('which country it is kept in is not known', evidence)];
      else yield [subject, against === '' ? pass : fail(against, evidence)];
    }
  },
  examples: {
    pass: [
      'dataset:patient-records',
      'dataset:imaging',
      'dataset:consent',
      'dataset:container-images',
      'dataset:pseudonym-mapping',
      'dataset:research',
      'dataset:accounts',
      'dataset:audit-log',
    ],
    changes: [
      {
        name: 'a secret in the Netherlands',
        stack: 'primary',
        set: { 'openstack_keymanager_secret_v1.key': { name: 'key', region: 'eu-nl' } },
        outcome: 'fail',
        subjects: ['primary:openstack_keymanager_secret_v1.key'],
        says: 'permits DE, not NL',
      },
      {
        name: 'a secret at the clinic',
        stack: 'clinic',
        set: { 'openstack_keymanager_secret_v1.key': { name: 'key' } },
        outcome: 'pass',
        subjects: ['clinic:openstack_keymanager_secret_v1.key'],
      },
      {
        name: 'a secret in a region of which nothing is known',
        stack: 'clinic',
        set: { 'openstack_keymanager_secret_v1.key': { name: 'key', region: 'elsewhere' } },
        outcome: 'undecided',
        subjects: ['clinic:openstack_keymanager_secret_v1.key'],
        says: 'which country it is kept in is not known',
      },
    ],
  },
});
