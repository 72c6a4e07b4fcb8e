import { OpenstackProvider } from '@cdktf/provider-openstack/lib/provider';
import { TerraformElement, TerraformOutput } from 'cdktf';
import { Construct, type Node } from 'constructs';
import { AdminKey } from '../constructs/admin-key';
import { BackupStore } from '../constructs/backup-store';
import { DatasetStore } from '../constructs/dataset-store';
import { DomainNetwork } from '../constructs/domain-network';
import { EdgeRouter } from '../constructs/edge-router';
import type { EncryptedVolume } from '../constructs/encrypted-volume';
import { InputError } from '../constructs/input-error';
import { NodePool } from '../constructs/node-pool';
import { ObjectNetwork } from '../constructs/object-network';
import { ObjectStore } from '../constructs/object-store';
import type { Place } from '../constructs/place';
import type { PrivateNetwork } from '../constructs/private-network';
import { SiteLink } from '../constructs/site-link';
import { SuitePolicies } from '../constructs/suite-policies';
import { handedOver, type MadeCluster } from '../contracts/cluster';
import { backupAccess } from '../estate/backups';
import { type Domain, domains, type Estate, type Site } from '../estate/model';
import { objectPlaces } from '../estate/objects';
import { backupsAt, datasetsAt, peersOf, placementsOf, siteOf } from '../estate/queries';
import { addBackend, requiredVersion, type StateBackend } from './backend';
import { LeanStack } from './lean-stack';
import type { Profile } from './profile';

export interface SiteStackProps {
  readonly estate: Estate;
  readonly site: Site;
  readonly backend: StateBackend;
  readonly profile: Profile;
}

/** What decides how a site is put together and differs from cloud to cloud. */
export type CloudWays = Pick<Place, 'keyRing' | 'neutronTags' | 'bootData'>;

/** A site, whatever its cloud: networks, pools, datasets, tunnels and backups, as the estate says. */
export abstract class SiteStack extends LeanStack {
  private readonly place: Place;
  private readonly networks = new Map<Domain, DomainNetwork>();
  private readonly pools = new Map<Domain, NodePool>();

  constructor(scope: Construct, { estate, site, backend, profile }: SiteStackProps, ways: CloudWays) {
    super(scope, site.name);
    this.place = {
      site,
      ...ways,
      destroyable: profile.destroyable,
      emptiesContainers: profile.emptiesContainers,
    };
    this.addOverride('terraform.required_version', requiredVersion(backend));
    addBackend(this, backend);
    this.addProvider(site);
    this.addDomains();
    const edge = this.addLinks(estate);
    const volumes = this.addDatasets(estate);
    this.addObjects(estate);
    this.addBackups(estate);
    this.addOutputs(estate, volumes, edge);
  }

  /**
   * Addresses are the path below the stack, `patient-records_data`: short, and unique without a hash, because no
   * name in an estate holds an underscore. Parts in capitals only group: a dataset and a domain may share a name.
   */
  protected override allocateLogicalId(element: TerraformElement | Node): string {
    const node = TerraformElement.isTerraformElement(element) ? element.node : element;
    const parts = node.scopes.slice(this.node.scopes.length).map((scope) => scope.node.id);
    return parts.filter((part) => !/^[A-Z]/.test(part)).join('_');
  }

  private addProvider({ identity }: Site): void {
    const provider = new OpenstackProvider(this, 'openstack', {
      authUrl: identity.authUrl,
      region: identity.region,
      tenantName: identity.project,
      projectDomainName: identity.domain,
      userDomainName: identity.domain,
      insecure: false,
      // Plans of what does not exist yet need neither the cloud nor credentials.
      delayedAuth: true,
    });
    const version = `= ${provider.terraformGeneratorMetadata?.providerVersion}`;
    this.addOverride('terraform.required_providers.openstack.version', version);
  }

  private addDomains(): void {
    const { place } = this;
    const networks = new Construct(this, 'Networks');
    const pools = new Construct(this, 'Pools');
    const { keyPair } = new AdminKey(this, 'admin', { place });
    for (const domain of domains) {
      const network = new DomainNetwork(networks, domain, { place, domain });
      this.networks.set(domain, network);
      this.pools.set(domain, new NodePool(pools, domain, { place, domain, network, keyPair }));
    }
  }

  /** The domains' networks, and the one in which the site's object store answers. */
  private routedNetworks(): ReadonlyMap<string, PrivateNetwork> {
    const { place } = this;
    const access = place.site.objectAccess;
    if (access === undefined) return this.networks;
    return new Map<string, PrivateNetwork>([
      ...this.networks,
      ['objects', new ObjectNetwork(this, 'objects', { place, access })],
    ]);
  }

  private addLinks(estate: Estate): EdgeRouter {
    const { place } = this;
    const edge = new EdgeRouter(this, 'edge', { place, networks: this.routedNetworks() });
    const suites = new Construct(this, 'Suites');
    const links = new Construct(this, 'Links');
    const policies = new Map<string, SuitePolicies>();
    for (const { site: peer, link } of peersOf(estate, place.site.name)) {
      const { suite } = link;
      const shared = policies.get(suite.name) ?? new SuitePolicies(suites, suite.name, { place, suite });
      policies.set(suite.name, shared);
      new SiteLink(links, peer.name, { place, edge, peer, policies: shared });
    }
    return edge;
  }

  /** @returns the data volumes by dataset */
  private addDatasets(estate: Estate): Map<string, EncryptedVolume> {
    const { place } = this;
    const here = place.site.name;
    const stores = new Construct(this, 'Datasets');
    const volumes = new Map<string, EncryptedVolume>();
    for (const dataset of datasetsAt(estate, here)) {
      const pool = this.pools.get(dataset.domain);
      const placements = placementsOf(dataset);
      const placement = placements.find(({ site }) => site === here);
      if (pool === undefined || placement === undefined) continue;
      const partners = placements
        .filter(({ site }) => site !== here)
        .map(({ site }) => ({ name: site, cidr: siteOf(estate, site).network.subnets[dataset.domain] }));
      const access = backupAccess(dataset, estate);
      const store = new DatasetStore(stores, dataset.name, {
        place,
        dataset,
        placement,
        pool,
        partners,
        ...(access ? { backup: { site: dataset.backup.site, access } } : {}),
      });
      volumes.set(dataset.name, store.volume);
    }
    return volumes;
  }

  private addObjects(estate: Estate): void {
    const stores = new Construct(this, 'Objects');
    for (const dataset of estate.datasets) {
      const places = objectPlaces(dataset, estate);
      places.forEach((here, at) => {
        if (here.site.name !== this.place.site.name) return;
        new ObjectStore(stores, dataset.name, { place: this.place, dataset, here, next: places[at + 1] });
      });
    }
  }

  private addBackups(estate: Estate): void {
    const { place } = this;
    const stores = new Construct(this, 'Backups');
    for (const { dataset } of backupsAt(estate, place.site.name)) {
      if (!place.site.capabilities.objects) {
        throw new InputError(
          `backup of "${dataset.name}" at site "${place.site.name}"`,
          'backups are versioned Swift containers, which this site does not have (capabilities.objects)',
          'keep the backup at a site with object storage',
        );
      }
      new BackupStore(stores, dataset.name, { place, dataset });
    }
  }

  private addOutputs(estate: Estate, volumes: ReadonlyMap<string, EncryptedVolume>, edge: EdgeRouter): void {
    const subnets = Object.fromEntries(
      [...this.networks].map(([domain, { subnetId }]) => [domain, subnetId]),
    );
    new TerraformOutput(this, 'cluster', {
      description: 'What workloads have to know of the site (contracts/cluster.ts), for estate hand-over',
      value: handedOver(estate, this.place.site.name, this.made(volumes)),
    });
    new TerraformOutput(this, 'dataset_volumes', {
      description: 'Id of the data volume of each dataset here',
      value: Object.fromEntries([...volumes].map(([dataset, { volumeId }]) => [dataset, volumeId])),
    });
    new TerraformOutput(this, 'gateway_address', {
      description: 'Public address of the VPN gateway, which the estate has to tell the peers',
      value: edge.gatewayAddress,
    });
    new TerraformOutput(this, 'domain_subnets', {
      description: 'Id of the subnet of each domain here',
      value: subnets,
    });
  }

  private made(volumes: ReadonlyMap<string, EncryptedVolume>): MadeCluster {
    const nodes = [...this.pools].map(([domain, pool]) => [
      domain,
      pool.nodes.map(({ name, zone }) => ({ name, zone })),
    ]);
    return {
      // A reference stands alone in its text, so that Terraform gives the number that it leads to.
      volumes: Object.fromEntries(
        [...volumes].map(([dataset, { volumeId, size, zone }]) => [
          dataset,
          { volumeId, sizeGiB: size as unknown as number, zone },
        ]),
      ),
      nodes: Object.fromEntries(nodes) as MadeCluster['nodes'],
    };
  }
}
