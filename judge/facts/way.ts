import type { Resource } from '../../graph/graph';

/** Who may open a connection to a server, at which of the ports asked for, and by which way. */
export interface Way {
  /** Ranges; `anyone`; members of a security group; or not known. */
  readonly from: readonly string[] | 'anyone' | 'unknown' | Resource;
  /** Those of the TCP ports asked for. */
  readonly ports: readonly number[];
  /** Whether it surely is open. */
  readonly certain: boolean;
  /** From the other end to the server: what lets it through, in order. */
  readonly witness: readonly Resource[];
}
