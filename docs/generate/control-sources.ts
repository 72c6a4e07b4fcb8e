/** How far a control's source was read when the policy was written. */
export type Reading =
  /** its own text */
  | 'primary'
  /** its identifiers, in a machine-readable edition; their wording was not compared */
  | 'identifiers'
  /** named, not compared with the policy word for word */
  | 'cited'
  /** through others: confirm before it decides anything */
  | 'second-hand';

export interface ControlSource {
  /** What the controls of this source start with in a policy's metadata. */
  readonly prefix: string;
  readonly title: string;
  readonly reading: Reading;
}

/** Every source that policies name. One that is missing here stops the page from being made. */
export const controlSources: readonly ControlSource[] = [
  {
    prefix: 'C5:2020',
    title: 'BSI Cloud Computing Compliance Criteria Catalogue, 2020',
    reading: 'identifiers',
  },
  {
    prefix: 'C5:2026',
    title: 'BSI Cloud Computing Compliance Criteria Catalogue, 2026',
    reading: 'identifiers',
  },
  { prefix: 'Grundschutz++', title: 'BSI Grundschutz++, OSCAL catalogue', reading: 'identifiers' },
  { prefix: 'GDPR', title: 'General Data Protection Regulation (EU) 2016/679', reading: 'cited' },
  { prefix: 'EHDS', title: 'European Health Data Space, Regulation (EU) 2025/327', reading: 'primary' },
  { prefix: 'BSIG', title: 'BSI Act, in force since 2025-12-06 (NIS2)', reading: 'primary' },
  {
    prefix: '§ 393 SGB V',
    title: 'Fifth Book of the Social Code: cloud use for health and social data',
    reading: 'primary',
  },
  {
    prefix: '§ 391 SGB V',
    title: 'Fifth Book of the Social Code: state of the art in hospitals',
    reading: 'second-hand',
  },
  { prefix: 'B3S', title: 'Industry security standard for hospitals', reading: 'second-hand' },
  {
    prefix: 'BSI TR-02102',
    title: 'BSI Technical Guideline: cryptographic mechanisms, 2026-01',
    reading: 'second-hand',
  },
  { prefix: 'SCS-0118', title: 'Sovereign Cloud Stack: taxonomy of failsafe levels', reading: 'cited' },
];

/**
 * The source of a control such as `C5:2020 CRY-03`.
 * @throws Error for a source that is not described here
 */
export function sourceOf(control: string): ControlSource {
  const source = controlSources.find(({ prefix }) => control.startsWith(prefix));
  if (source !== undefined) return source;
  throw new Error(
    `control "${control}"\n  rule: every source of a control is described in docs/generate/control-sources.ts\n  fix:  add it there, with how far it was read`,
  );
}
