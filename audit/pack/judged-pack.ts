import type { Estate } from '../../estate/model';
import type { GivenDrill } from '../../judge/finding';
import type { CreationEvidence } from '../../judge/judge';
import type { Exception, Report } from '../../judge/report';
import type { NamedApproval } from '../../policies/approvals';
import type { Input, ObservationInput } from '../../policies/judge-inputs';
import type { Language } from './contents';

/** Everything that was judged, and what came of it: what a pack is made from. */
export interface JudgedPack {
  readonly report: Report;
  readonly inputs: readonly Input[];
  readonly estate: Estate;
  /** Of a foreign estate: the options that made it. */
  readonly foreign?: ForeignOptions;
  readonly observations: readonly ObservationInput[];
  readonly creationEvidence: ReadonlyMap<string, CreationEvidence>;
  readonly approvals: readonly NamedApproval[];
  readonly authors: readonly string[];
  readonly exceptions: readonly Exception[];
  readonly drills: readonly GivenDrill[];
  readonly only?: readonly string[];
  readonly language: Language;
  /** Commit of this project, where it is known. */
  readonly commit?: string;
}

export interface ForeignOptions {
  readonly cloud: Estate['sites'][number]['cloud']['kind'];
  readonly countries?: readonly string[];
  readonly encryptedVolumeTypes: readonly string[];
}
