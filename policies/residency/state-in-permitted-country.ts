import { placeOfState } from '../../judge/facts/state-place';
import { definePolicy, fail, pass, undecided } from '../../judge/policy';

export default definePolicy({
  title: 'Every state is kept in a country that all data classes permit',
  severity: 'high',
  why: 'A state holds pre-shared keys, addresses and ids of everything that the site is. Kept under another law it gives that away, and with the keys what runs through the tunnels.',
  avoid: 'Terraform’s own cloud, a bucket in another country, a backend whose place nobody can show',
  prefer: '`ESTATE_BACKEND=s3` with the object storage of a region in Germany',
  remediation:
    'Move the state to a store in a permitted country, erase the old copy with all its versions, and replace the keys that it held.',
  controls: ['§ 393 SGB V', 'GDPR Art. 44', 'C5:2020 PSS-12', 'C5:2026 PSS-12', 'Grundschutz++ BES.2.3'],
  observableIn: ['synth'],
  needs: 'country',
  *examineStack(stack, { estate, siteOfStack }) {
    const place = placeOfState(stack);
    if (!place) return;
    const { country, name, evidence } = place;
    const subject = { stack: stack.name, address: 'terraform.backend', site: siteOfStack(stack.name)?.name };
    const broken = estate.classes.filter(
      ({ permittedCountries }) => !permittedCountries.includes(country ?? ''),
    );
    if (country === undefined) {
      yield [subject, undecided(`in which country ${name} keeps the state is not shown`, ...evidence)];
    } else if (broken.length === 0) yield [subject, pass];
    else {
      const classes = broken.map((one) => one.name).join(', ');
      yield [subject, fail(`${name} is in ${country}, which ${classes} does not permit`, ...evidence)];
    }
  },
  examples: {
    changes: [
      {
        name: 'the object storage of the Open Telekom Cloud in Germany',
        stack: 'primary',
        set: {
          backend: { s3: { region: 'eu-de', endpoints: { s3: 'https://obs.eu-de.otc.t-systems.com' } } },
        },
        outcome: 'pass',
        subjects: ['primary:terraform.backend'],
      },
      {
        name: 'the same in the Netherlands',
        stack: 'primary',
        set: {
          backend: { s3: { region: 'eu-de', endpoints: { s3: 'https://obs.eu-nl.otc.t-systems.com' } } },
        },
        outcome: 'fail',
        subjects: ['primary:terraform.backend'],
        says: 'is in NL',
      },
      {
        name: 'a bucket of Amazon in Virginia',
        stack: 'mirror',
        set: { backend: { s3: { bucket: 'states', region: 'us-east-1' } } },
        outcome: 'fail',
        subjects: ['mirror:terraform.backend'],
        says: 'the S3 region us-east-1 is in US',
      },
      {
        name: 'Terraform’s own cloud',
        stack: 'mirror',
        set: { backend: { remote: { organization: 'lausitz' } } },
        outcome: 'fail',
        subjects: ['mirror:terraform.backend'],
        says: 'app.terraform.io is in US',
      },
      {
        name: 'a store of which nobody knows where it is',
        stack: 'clinic',
        set: { backend: { s3: { region: 'any', endpoints: { s3: 'https://object-store.example' } } } },
        outcome: 'undecided',
        subjects: ['clinic:terraform.backend'],
        says: 'in which country object-store.example keeps the state is not shown',
      },
      {
        name: 'a database server of which nobody knows where it is',
        stack: 'clinic',
        set: { backend: { pg: { conn_str: 'postgres://states.example/estate?sslmode=verify-full' } } },
        outcome: 'undecided',
        subjects: ['clinic:terraform.backend'],
        says: 'in which country the database server states.example keeps the state is not shown',
      },
    ],
  },
});
