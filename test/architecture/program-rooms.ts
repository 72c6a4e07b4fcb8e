import { builtins, type Room } from './room';

/** Rooms that nothing but other programs and tests uses. */
export const programRooms: readonly Room[] = [
  {
    name: 'shims',
    files: /^bin\/[^/]+\.mjs$/,
    may: [
      builtins('they are the first thing to run in a fresh clone, before anything is installed'),
      { what: 'computed', because: 'they load what they have just compiled' },
    ],
  },
  {
    name: 'synthesize',
    files: /^bin\/synthesize\.ts$/,
    may: [
      {
        what: 'npm:cdktf',
        because: 'the one place that makes the App, so that no synth is without the gate',
      },
      { what: 'estate/', types: true, because: 'it is given the estate' },
      { what: 'stacks/', because: 'it builds the sites' },
      { what: 'policies/gate', because: 'and puts the gate before them' },
      { what: 'judge/report', types: true, because: 'it returns what the gate found' },
      { what: 'bin/exceptions', because: 'the gate judges with the exceptions of the run' },
    ],
  },
  {
    name: 'other estate',
    files: /^bin\/other-estate\.ts$/,
    may: [
      builtins('it reads the estate that the command line names'),
      { what: 'npm:@swc/core', because: 'that estate may be TypeScript, and nothing has compiled it' },
      { what: 'estate/', because: 'it is checked as ours is' },
      { what: 'graph/unreadable-input', because: 'what is no estate is refused as readers refuse inputs' },
    ],
  },
  {
    name: 'bin',
    files: /^bin\//,
    may: [
      builtins('programs read arguments and files'),
      { what: 'estate/', because: 'they load it, and write new entries' },
      { what: 'bin/synthesize', because: 'what is planned is synthesized with the gate' },
      {
        what: 'bin/other-estate',
        because: 'plans may be judged against an estate that is not the repository’s',
      },
      { what: 'terraform/', because: 'they plan and apply' },
      { what: 'observe/', because: 'they ask the sites what exists' },
      { what: 'preflight/', because: 'and whether what an apply needs is there' },
      { what: 'operator/', because: 'they have sites prepared for their stacks' },
      { what: 'sandbox/', because: 'they tell it which sites to imitate, in plain data' },
      { what: 'drill/', because: 'they take servers away, to show what is left' },
      { what: 'contracts/', types: true, because: 'they keep what a site has answered' },
      {
        what: 'graph/unreadable-input',
        because: 'an input that cannot be read is refused as readers refuse it',
      },
      {
        what: 'graph/read-observation',
        because: 'an observation is no source of a graph: it is handed to the judge beside it',
      },
      {
        what: 'graph/read-saved-plan',
        because: 'a saved plan is taken apart before Terraform, which the graph does not know, shows it',
      },
      {
        what: 'judge/',
        types: true,
        because: 'they hand policies and reports on; policies/ calls the judge',
      },
      { what: 'judge/report', because: 'the exit code is what the report means' },
      { what: 'stacks/profile', because: 'a profile that lifts protection is an exception of the run' },
      { what: 'policies/', because: 'they judge' },
      { what: 'audit/', because: 'they render' },
      { what: 'docs/generate/', because: 'they write the reference pages' },
    ],
  },
  {
    name: 'drill',
    files: /^drill\//,
    may: [
      builtins('it starts real servers, takes them away, and reads clocks'),
      { what: 'estate/', because: 'what is taken away, and what was promised for it' },
      { what: 'workloads/', because: 'servers run from the very settings that the workloads get' },
      { what: 'terraform/run-program', because: 'programs are run, and interrupted, in one way' },
      { what: 'terraform/errors', because: 'what the user can mend is said in one way' },
      { what: 'terraform/project-root', because: 'the runbook that it carries out lies in the project' },
    ],
  },
  {
    name: 'docs',
    files: /^docs\//,
    may: [
      { what: 'estate/', because: 'the picture is made from it' },
      { what: 'judge/', types: true, because: 'the metadata of a policy' },
      { what: 'policies/registry', because: 'the reference is made from all policies' },
      builtins('pages are read and written'),
    ],
  },
  {
    name: 'bench',
    files: /^bench\//,
    may: [
      builtins('it starts processes and reads clocks'),
      { what: 'bin/synthesize', because: 'what is measured is what runs' },
      { what: 'estate/', because: 'its parts are measured one by one' },
      { what: 'stacks/', because: 'its parts are measured one by one' },
      { what: 'policies/', because: 'its parts are measured one by one' },
      { what: 'graph/', because: 'its parts are measured one by one' },
      { what: 'judge/', because: 'its parts are measured one by one' },
      {
        what: 'terraform/',
        because: 'it plans with the real provider, and runs the programs of this project',
      },
      { what: 'npm:cdktf', because: 'importing it is what everything is compared with' },
    ],
  },
  {
    name: 'main',
    files: /^main\.ts$/,
    may: [
      { what: 'bin/our-estate', because: 'the app of cdktf.json is this estate' },
      { what: 'bin/synthesize', because: 'with the gate' },
      { what: 'bin/fail', because: 'and ends as every program of ours does' },
    ],
  },
  {
    name: 'test',
    files: /^test\//,
    may: [
      ...[
        'estate/',
        'contracts/',
        'drill/',
        'observe/',
        'preflight/',
        'operator/',
        'workloads/',
        'drill/',
        'constructs/',
        'stacks/',
        'terraform/',
        'graph/',
        'judge/',
        'policies/',
      ].map((what) => ({ what, because: 'tests look at everything; nothing looks at them' })),
      ...['audit/', 'bin/', 'docs/', 'bench/', 'packages/'].map((what) => ({
        what,
        because: 'tests look at everything; nothing looks at them',
      })),
      builtins('they run programs and make folders'),
      { what: 'npm:cdktf', because: 'constructs are tested in an App' },
      { what: 'npm:constructs', because: 'constructs are tested in a tree' },
      { what: 'npm:@cdktf/provider-openstack', because: 'the bindings are tested too' },
      { what: 'npm:@swc/core', because: 'sources are parsed, or compiled against another cdktf' },
      { what: 'npm:fast-check', because: 'properties are tested on values that nobody thought of' },
      { what: 'npm:fflate', because: 'saved plans are taken apart' },
      { what: 'npm:ajv', because: 'reports are validated against JSON Schemas, by a validator of others' },
      {
        what: 'npm:xmllint-wasm',
        because: 'and against an XSD, by libxml2; a module, no program of the machine',
      },
      { what: 'npm:ipaddr.js', because: 'ranges are compared with it' },
      {
        what: 'npm:@jest/test-sequencer',
        because: 'suites of a deployed estate follow each other; it is a part of jest',
      },
      { what: 'computed', because: 'a copied estate or build is loaded from where it was copied to' },
    ],
  },
];
