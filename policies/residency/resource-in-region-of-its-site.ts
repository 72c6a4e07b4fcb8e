import { isOpen, isUnset } from '../../graph/value';
import { type Context, definePolicy, fail, markOf, pass, seen, undecided } from '../../judge/policy';

export default definePolicy({
  title: 'No resource leaves the region of its site',
  severity: 'critical',
  why: 'Every OpenStack resource has a region of its own that overrules the provider’s. One argument puts a volume or a container into another country, in a stack whose provider is beyond reproach.',
  avoid: '`region = "eu-nl"` on a resource',
  prefer: 'no region on resources: the provider’s holds',
  remediation:
    'Take the argument away. Where the resource exists already, replicate what it holds, then erase it there.',
  controls: ['§ 393 SGB V', 'C5:2020 PSS-12', 'C5:2026 PSS-12', 'Grundschutz++ BES.2.3'],
  observableIn: ['synth', 'plan', 'state'],
  needs: 'estate',
  *examineStack(stack, { siteOfStack }: Context) {
    const site = siteOfStack(stack.name);
    let strays = 0;
    for (const resource of stack.resources) {
      const region = resource.get('region');
      const isHere = isUnset(region) || region === '' || region === site?.identity.region;
      if (!resource.type.startsWith('openstack_') || !resource.remains || isHere) continue;
      strays += 1;
      const { address } = resource;
      const subject = { stack: stack.name, address, site: site?.name, dataset: markOf(resource, 'dataset') };
      const evidence = seen(resource, 'region');
      if (isOpen(region)) yield [subject, undecided('which region it is in is not known yet', evidence)];
      else if (site)
        yield [subject, fail(`it is outside ${site.identity.region}, the region of ${site.name}`, evidence)];
      else yield [subject, undecided('it names a region, and the site of its stack is not known', evidence)];
    }
    if (strays === 0) yield [{ stack: stack.name, address: '(stack)', site: site?.name }, pass];
  },
  examples: {
    terraform: `
resource "openstack_networking_network_v2" "region_of_the_provider" {}
resource "openstack_networking_network_v2" "region_of_the_site" {
  region = "eu-de"
}
resource "openstack_blockstorage_volume_v3" "elsewhere" {
  size   = 10
  region = "eu-nl"
}
resource "openstack_blockstorage_volume_v3" "decided_at_apply" {
  size   = 10
  region = openstack_networking_network_v2.region_of_the_provider.id
}
`,
    fail: ['openstack_blockstorage_volume_v3.elsewhere'],
    undecided: ['openstack_blockstorage_volume_v3.decided_at_apply'],
    changes: [
      {
        name: 'the site’s own region, said once more',
        stack: 'primary',
        set: { 'openstack_blockstorage_volume_v3.imaging_data': { region: 'eu-de' } },
        outcome: 'pass',
        subjects: ['primary:(stack)'],
      },
    ],
  },
});
