import type { Site } from '../estate/model';
import type { KeyRing } from './key-ring';

/** Where a construct puts what it makes: the site, and what its cloud and profile decide for everything there. */
export interface Place {
  readonly site: Site;
  readonly keyRing: KeyRing;
  /** Whether Neutron takes tags here (extension `standard-attr-tag`); without it a tag fails the apply. */
  readonly neutronTags: boolean;
  /**
   * How a server gets its user data: from a drive the cloud attaches, or from the metadata service, which then
   * has to be reachable through the security groups.
   */
  readonly bootData: 'config-drive' | 'metadata-service';
  /** Lifts `prevent_destroy`; only the sandbox and the decommission of a site do. */
  readonly destroyable: boolean;
  /** Lets a backup container be destroyed with what is in it; only the sandbox does. */
  readonly emptiesContainers: boolean;
}
