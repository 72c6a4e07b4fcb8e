import type { Country, Estate } from '../../estate/model';
import { otcIdentityHost, otcRegions } from '../../estate/open-telekom-cloud';
import type { Resource } from '../../graph/graph';
import { isUnset } from '../../graph/value';
import { volumeType } from '../../judge/facts/encryption';
import { isOpenStack, siteOfResource } from '../../judge/facts/endpoint';
import { type Context, definePolicy, fail, markOf, pass, seen, undecided } from '../../judge/policy';

/** Countries a resource and its keys are in: those of its site, else of the public region it is made in. */
function countriesOf(resource: Resource, context: Context): readonly Country[] {
  const site = context.estate.foreign ? undefined : siteOfResource(resource, context);
  if (site) return [...new Set([site.country, site.keyCustody.country])];
  const [provider, ...more] = context.graph.stack(resource.stack)?.providers.filter(isOpenStack) ?? [];
  const { auth_url: url, region } = provider?.attributes ?? {};
  const hosts = [...otcRegions.keys()].map((name) => `https://${otcIdentityHost(name)}/`);
  if (more.length > 0 || typeof url !== 'string' || !hosts.some((host) => url.startsWith(host))) return [];
  // Where the identity service stands says nothing: the region decides, a resource's own before the provider's.
  const own = resource.get('region');
  const decides = isUnset(own) ? region : own;
  const country = typeof decides === 'string' ? otcRegions.get(decides)?.country : undefined;
  return country === undefined ? [] : [country];
}

/** Classes of what it may hold: its dataset's, or any where no mark says, for system volumes hold traces of all. */
function classesOf(resource: Resource, { datasets, classes }: Estate) {
  const dataset = datasets.find(({ name }) => name === markOf(resource, 'dataset'));
  return classes.filter(({ name }) => dataset === undefined || name === dataset.dataClass);
}

export default definePolicy({
  title: 'Data and the keys that open it are in countries their class permits',
  severity: 'critical',
  why: '§ 393 SGB V says in which countries health data may be processed, and this estate is stricter. A copy, a backup or a key store elsewhere puts all of it under another law.',
  avoid:
    'a stack that points to a region, or a site whose key store is, in a country the class does not permit',
  prefer: 'sites in Germany, their keys too',
  remediation: 'Move the data to a site in a permitted country, then erase it here, with the key.',
  controls: [
    '§ 393 SGB V',
    'GDPR Art. 44',
    'C5:2020 PSS-12',
    'C5:2026 PSS-12',
    'Grundschutz++ BES.2.2',
    'Grundschutz++ BES.2.3',
  ],
  observableIn: ['synth', 'plan'],
  needs: 'country',
  resources: [
    volumeType,
    'openstack_objectstorage_container_v1',
    'openstack_sharedfilesystem_share_v2',
    'openstack_keymanager_secret_v1',
  ],
  examine(resource, context) {
    const countries = countriesOf(resource, context);
    const evidence = seen(resource, 'region');
    if (countries.length === 0) return undecided('which country it is in is not known', evidence);
    const broken = classesOf(resource, context.estate).flatMap(({ name, permittedCountries }) =>
      countries
        .filter((country) => !permittedCountries.includes(country))
        .map((country) => `${name} permits ${permittedCountries.join(', ')}, not ${country}`),
    );
    return broken.length === 0 ? pass : fail(broken.join('; '), evidence);
  },
  examples: {
    changes: [
      {
        name: 'a volume without marks may hold anything, and is in Germany all the same',
        stack: 'primary',
        set: { 'openstack_blockstorage_volume_v3.imaging_data': { metadata: null } },
        outcome: 'pass',
        subjects: ['primary:openstack_blockstorage_volume_v3.imaging_data'],
      },
      {
        name: 'the provider points to the Netherlands',
        stack: 'mirror',
        set: {
          'provider.openstack': { region: 'eu-nl', auth_url: 'https://iam.eu-nl.otc.t-systems.com/v3' },
        },
        outcome: 'fail',
        subjects: [
          'mirror:openstack_blockstorage_volume_v3.imaging_data',
          'mirror:openstack_blockstorage_volume_v3.research_1_system',
        ],
        says: 'permits DE, not NL',
      },
      {
        name: 'the provider’s region alone leads there, its identity service does not',
        stack: 'mirror',
        set: { 'provider.openstack': { region: 'eu-nl' } },
        outcome: 'fail',
        subjects: ['mirror:openstack_blockstorage_volume_v3.imaging_data'],
        says: 'permits DE, not NL',
      },
      {
        name: 'one volume in another region than its provider',
        stack: 'primary',
        set: { 'openstack_blockstorage_volume_v3.consent_data': { region: 'eu-nl' } },
        outcome: 'fail',
        subjects: ['primary:openstack_blockstorage_volume_v3.consent_data'],
        says: 'health permits DE, not NL',
      },
      {
        name: 'a cloud that is no site of the estate',
        stack: 'clinic',
        set: { 'provider.openstack': { auth_url: 'https://keystone.elsewhere.example/v3' } },
        outcome: 'undecided',
        subjects: ['clinic:openstack_objectstorage_container_v1.imaging_backup'],
        says: 'which country it is in is not known',
      },
    ],
  },
});
