import type { Resource } from '../../graph/graph';

/** Who can get to one dataset, by what was judged. */
export interface SurveyedReach {
  readonly dataset: string;
  readonly servers: readonly ReachedServer[];
}

export interface ReachedServer {
  readonly site: string;
  /** `stack:address` of a server, or of what makes pods; empty where nothing among the inputs holds the copy there. */
  readonly server: string;
  readonly ways: readonly ReachedWay[];
  /** False where there may be ways that what was judged does not show. */
  readonly complete: boolean;
}

export interface ReachedWay {
  /** A range, `stack:address` of a group of servers or of what makes pods, `anyone`, or `not known`. */
  readonly from: string;
  /** TCP: `5432`, `6000-9250`, or `not known`. */
  readonly ports: readonly string[];
  /** `stack:address` of what lets them in, from the outside to the server. */
  readonly path: readonly string[];
  readonly certain: boolean;
}

/** `stack:address` */
export function nameOf({ stack, address }: Resource): string {
  return `${stack}:${address}`;
}
