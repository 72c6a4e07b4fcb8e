import '../stacks/lazy-cdktf';

import { App } from 'cdktf';
import type { Estate } from '../estate/model';
import type { Report } from '../judge/report';
import { PromiseGate, removeSynthesized } from '../policies/gate';
import { buildEstate } from '../stacks/build-estate';
import { setting } from '../stacks/settings';
import { exceptionsInForce } from './exceptions';

/** The gate let nothing through. The words are the judge's. */
export class RefusedByGate extends Error {
  readonly exitCode = 1;
}

/**
 * Synthesizes an estate to be compared with another, never to be deployed: what breaks a rule has to be seen, and the
 * gate would take it away. Only into a folder that its caller removes.
 */
export function synthesizeToCompare(estate: Estate, outdir: string): void {
  const app = new App({ outdir, stackTraces: false });
  buildEstate(app, estate);
  app.synth();
}

/**
 * Synthesizes the estate with the gate in front. What an earlier synth left is removed first of all, so that
 * an estate that does not even load leaves nothing to deploy.
 * @param load called once the old output is gone
 * @param outdir @default cdktf's own, `CDKTF_OUTDIR` or `cdktf.out`
 * @throws RefusedByGate where a policy fails; whatever else `load` and the stacks throw
 */
export function synthesize(load: () => Estate, outdir?: string): Report {
  const app = new App({ ...(outdir === undefined ? {} : { outdir }), stackTraces: false });
  removeSynthesized(app.outdir);
  const estate = load();
  const profile = setting(app, 'estateProfile');
  const gate = new PromiseGate(app, estate, { exceptions: exceptionsInForce(profile ?? '') });
  buildEstate(app, estate);
  try {
    app.synth();
  } catch (error) {
    throw gate.refusal === undefined ? error : new RefusedByGate(gate.refusal);
  }
  if (!gate.report) throw new Error('the gate judged nothing: validation was skipped');
  return gate.report;
}
