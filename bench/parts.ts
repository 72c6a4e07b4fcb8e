import { performance } from 'node:perf_hooks';

/** Measures the parts of one synth with the gate, in this process, and prints milliseconds by part as JSON. */
const times: Record<string, number> = {};

function measured<T>(part: string, work: () => T): T {
  const started = performance.now();
  const result = work();
  times[part] = performance.now() - started;
  return result;
}

const outdir = process.env.CDKTF_OUTDIR ?? 'cdktf.out';
const { App } = measured('import cdktf', () => {
  require('../stacks/lazy-cdktf');
  return require('cdktf') as typeof import('cdktf');
});
const { buildEstate } = measured(
  'import stacks, constructs, bindings',
  () => require('../stacks/build-estate') as typeof import('../stacks/build-estate'),
);
const { gate, inputs, registry, graphs, judges } = measured('import gate and judge', () => ({
  gate: require('../policies/gate') as typeof import('../policies/gate'),
  inputs: require('../policies/judge-inputs') as typeof import('../policies/judge-inputs'),
  registry: require('../policies/registry') as typeof import('../policies/registry'),
  graphs: require('../graph/graph') as typeof import('../graph/graph'),
  judges: require('../judge/judge') as typeof import('../judge/judge'),
}));
const policies = measured('load policies', () => registry.loadPolicies());
const estate = measured('load the estate', () =>
  (require('../estate/load-estate') as typeof import('../estate/load-estate')).loadEstate(),
);
const app = new App({ outdir, stackTraces: false });
measured('build', () => buildEstate(app, estate));
measured('synth', () => app.synth());
const graph = measured('read', () => new graphs.Graph(gate.readSynthesized(outdir).map(inputs.readInput)));
const asOf = inputs.today();
const report = measured('judge', () =>
  judges.judge(graph, estate, { policies, asOf, exceptions: [], inputs: [] }),
);

process.stdout.write(
  JSON.stringify({ times, resources: report.coverage.resources, policies: policies.length }),
);
