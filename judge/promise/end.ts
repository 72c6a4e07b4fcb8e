import type { Resource } from '../../graph/graph';
import type { FoundCopy } from './copy';

/** Where a copy's server stands in the network. */
export interface End {
  readonly copy: FoundCopy;
  readonly port: Resource;
  /** The subnet of the end's port and its range. */
  readonly subnet: Resource;
  readonly range: string;
  /** Whether the port surely stands in the subnet. */
  readonly certain: boolean;
}
