import { builtins, type Room } from './room';

const schema = 'npm:@cdktf/provider-openstack/schema.json';

/** Rooms that are used by others. */
export const libraryRooms: readonly Room[] = [
  {
    name: 'estate',
    files: /^estate\//,
    may: [
      {
        what: 'npm:ipaddr.js',
        because: 'ranges of addresses are compared, and home-made parsers get them wrong',
      },
      builtins('the folder is the registry, and `estate new` writes into it'),
      { what: 'computed', because: 'each file of sites/ and datasets/ is loaded by its name' },
    ],
  },
  {
    name: 'contracts',
    files: /^contracts\//,
    may: [
      { what: 'estate/', because: 'a hand-over between programs speaks of sites and datasets' },
      { what: 'terraform/errors', because: 'one that cannot be taken is refused as every input is' },
      { what: 'node:crypto', because: 'a report of a drill carries the hash of what it says' },
    ],
  },
  {
    name: 'schema script',
    files: /^packages\/provider-openstack\/remake-schema\.mjs$/,
    may: [
      builtins('it runs Terraform and writes the schema'),
      {
        what: 'bin/setup',
        because: 'it runs Terraform as we do, with our mirror; no user of the package needs it',
      },
      { what: 'packages/provider-openstack/schema-format', because: 'it writes what the package reads' },
      { what: 'computed', because: 'it loads the compiled `terraform/`' },
    ],
  },
  {
    name: 'replacement script',
    files: /^packages\/provider-openstack\/remake-forces-new\.mjs$/,
    may: [builtins('it runs the provider’s code, which alone says what it cannot change in place')],
  },
  {
    name: 'bindings',
    files: /^packages\/provider-openstack\//,
    may: [
      builtins('it reads the schema and writes lib/'),
      { what: 'npm:@cdktf/provider-generator', because: 'it makes the bindings' },
      { what: 'npm:typescript', because: 'it compiles them' },
    ],
  },
  {
    name: 'constructs',
    files: /^constructs\//,
    may: [
      { what: 'estate/', because: 'a construct is told what to make in the words of the estate' },
      { what: 'contracts/', because: 'a site hands its cluster over' },
      { what: 'npm:cdktf', because: 'constructs are made of its resources, references and variables' },
      { what: 'npm:constructs', because: 'constructs are constructs' },
      { what: 'npm:@cdktf/provider-openstack', because: 'the resources' },
    ],
  },
  {
    name: 'put off',
    files: /^terraform\/put-off\.ts$/,
    may: [
      { what: 'node:module', because: 'it stands in for modules that a package loads and nobody here calls' },
      { what: 'node:path', because: 'it resolves them as that package would' },
      { what: 'computed', because: 'it loads the real one when somebody calls it after all' },
    ],
  },
  {
    name: 'lazy loading',
    files: /^(stacks\/lazy-cdktf|workloads\/lazy-pulumi)\.ts$/,
    may: [{ what: 'terraform/put-off', because: 'what is put off is put off in one way' }],
    apart: 'it is imported before what it speeds up, so it may not bring it along',
  },
  {
    name: 'stacks',
    files: /^stacks\//,
    may: [
      { what: 'constructs/', because: 'a stack puts constructs together' },
      { what: 'estate/', because: 'as the estate says' },
      { what: 'contracts/', because: 'a stack hands its cluster over' },
      { what: 'npm:cdktf', because: 'stacks, backends and outputs are its' },
      { what: 'npm:constructs', because: 'the tree that stacks hang in' },
      {
        what: 'npm:@cdktf/provider-openstack/lib/provider',
        because: 'the provider; resources belong to constructs',
      },
      {
        what: 'terraform/state-connection',
        because: 'the connection that Terraform will use is named in the source, without its secret part',
      },
    ],
  },
  {
    name: 'workloads',
    files: /^workloads\//,
    may: [
      { what: 'estate/', because: 'what runs at a site is configured from what the estate declares' },
      { what: 'contracts/', because: 'and from what the site’s stack hands over' },
      { what: 'npm:@pulumi/pulumi', because: 'its engine applies what is registered; its mocks render it' },
      { what: 'npm:@pulumi/kubernetes', because: 'the objects' },
      { what: 'workloads/lazy-pulumi', because: 'rendering needs half of what the SDK loads' },
      { what: 'terraform/errors', because: 'what the user can mend is said in one way' },
      {
        what: 'dist/',
        because: 'Pulumi takes a program only from below its own file, and runs the compiled one',
      },
      builtins('the folder is the catalogue; a contract is read from a file'),
      { what: 'computed', because: 'each file of catalogue/ is loaded by its name' },
    ],
  },
  {
    name: 'terraform',
    files: /^terraform\//,
    may: [builtins('it runs programs and keeps files; it knows nothing of what is planned')],
  },
  {
    name: 'drill',
    files: /^drill\//,
    may: [
      {
        what: 'estate/',
        because: 'what is lost, and what has to be there afterwards, is what the estate says',
      },
      { what: 'contracts/drill', types: true, because: 'a drill ends in a report' },
      { what: 'contracts/drill-seal', because: 'which is sealed as it is made' },
      {
        what: 'observe/session',
        types: true,
        because: 'it calls the sites’ APIs with logins that it is given',
      },
      { what: 'workloads/', because: 'servers run from the very settings that the workloads get' },
      { what: 'terraform/run-program', because: 'programs are run, and interrupted, in one way' },
      { what: 'terraform/errors', because: 'what the user can mend is said in one way' },
      { what: 'terraform/project-root', because: 'the runbook that it carries out lies in the project' },
      builtins('it starts real servers, makes and hashes bytes, and takes time'),
    ],
  },
  {
    name: 'processes',
    files: /^processes\//,
    may: [builtins('it starts and stops programs that go on running, reads /proc, and knows none of them')],
  },
  {
    name: 'sandbox',
    files: /^sandbox\//,
    may: [
      builtins('it runs programs and keeps files; it is told what sites there are'),
      { what: 'processes/', because: 'what it starts is recorded, and stopped, in one way' },
      { what: 'terraform/lock', because: 'two clones never install the same environment at once' },
    ],
  },
  {
    name: 'cluster',
    files: /^cluster\//,
    may: [
      builtins('it runs programs, asks APIs and keeps files; it is told what clusters and nodes there are'),
      { what: 'processes/', because: 'what it starts is recorded, and stopped, in one way' },
      { what: 'terraform/errors', because: 'what the user can mend is said in one way' },
      { what: 'terraform/lock', because: 'two runs never build the same program at once' },
      { what: 'terraform/run-program', because: 'programs are run, and interrupted, in one way' },
    ],
  },
  {
    name: 'observe',
    files: /^observe\//,
    may: [
      { what: 'contracts/', types: true, because: 'what it reads is handed to the judge in one form' },
      { what: 'terraform/errors', because: 'what the user can mend is said in one way' },
    ],
  },
  {
    name: 'preflight',
    files: /^preflight\//,
    may: [
      { what: 'estate/', because: 'a site’s cloud is compared with what the estate says of it' },
      { what: 'observe/', because: 'it reads by the same client, which can only read' },
      { what: 'contracts/', types: true, because: 'what exists comes in the form of an observation' },
      { what: 'terraform/errors', because: 'what does not answer is told from a fault of ours' },
    ],
  },
  {
    name: 'operator',
    files: /^operator\//,
    may: [
      { what: 'estate/', because: 'what a cloud is prepared with is what the estate expects there' },
      { what: 'observe/session', because: 'it logs in as observing does' },
      { what: 'observe/list', because: 'and looks as observing does' },
      { what: 'observe/call', because: 'whatever changes something is sent from this room and no other' },
      { what: 'terraform/errors', because: 'what the user can mend is said in one way' },
      { what: 'terraform/write-aside', because: 'a file is written whole or not at all' },
      builtins('it draws passwords, keeps them in a file, and sends images'),
    ],
  },
  {
    name: 'recover',
    files: /^recover\//,
    may: [
      { what: 'graph/', because: 'a stack is matched by what its references lead to' },
      { what: 'contracts/', types: true, because: 'with what its site’s APIs were seen to hold' },
      { what: 'terraform/errors', because: 'what the user can mend is said in one way' },
      { what: 'terraform/write-aside', because: 'a file is written whole or not at all' },
      builtins('what is found is written beside the stack'),
    ],
  },
  {
    name: 'graph',
    files: /^graph\//,
    may: [
      { what: 'estate/', types: true, because: 'readers know the words of the estate, never its data' },
      {
        what: 'npm:yaml',
        because: 'Kubernetes objects come in YAML, and home-made readers of it get it wrong',
      },
      {
        what: schema,
        because: 'what is a block, a set or a list is what the provider says; its code stays out',
      },
      { what: 'node:crypto', because: 'a change has a name: the hash of what the judge reads of its plan' },
      {
        what: 'npm:@cdktf/provider-openstack/forces-new.json',
        because: 'what it cannot change in place, too',
      },
      { what: 'npm:fflate', because: 'a saved plan is a zip file, with the configuration inside' },
      {
        what: 'npm:@cdktf/hcl2json',
        because: 'the configuration inside may be HCL, and only HashiCorp’s own parser reads that rightly',
      },
      { what: 'contracts/', types: true, because: 'an observation is a hand-over from who reads the APIs' },
      { what: 'contracts/drill-seal', because: 'a report of a drill that was changed is none' },
    ],
  },
  {
    name: 'judge',
    files: /^judge\//,
    may: [
      { what: 'graph/', because: 'it judges the graph' },
      { what: 'contracts/', types: true, because: 'and beside it what a site’s APIs were seen to hold' },
      { what: 'contracts/marks', because: 'what objects of clusters say of themselves' },
      { what: 'contracts/cluster', because: 'and which addresses the pods of every site have' },
      {
        what: 'contracts/backups',
        because: 'and to which container the backup of a dataset goes, by which job',
      },
      {
        what: 'contracts/cluster',
        because: 'a volume that nobody has made yet has the id there that its workload names',
      },
      { what: 'estate/', because: 'against what the estate promises' },
      {
        what: 'npm:ipaddr.js',
        because: 'whether a rule admits a range is arithmetic of addresses, also of IPv6',
      },
      { what: 'node:zlib', because: 'user data may be packed, and what it holds is judged' },
    ],
  },
  {
    name: 'gate',
    files: /^policies\/gate\.ts$/,
    may: [
      { what: 'npm:cdktf', types: true, because: 'it hangs on the App; only its type is needed' },
      { what: 'npm:constructs', because: 'it is a construct, so that every synth has it' },
      { what: 'policies/judge-inputs', because: 'it judges what was written as everything else is judged' },
      { what: 'policies/source-lines', because: 'it notes which line of the project made what it judges' },
      { what: 'judge/source-lines', because: 'and leaves them beside what was written' },
      { what: 'judge/', types: true, because: 'it hands the report on' },
      { what: 'judge/report', because: 'it names what it refuses as a report does' },
      { what: 'estate/', types: true, because: 'it is given the estate' },
      builtins('it reads what was synthesized, and removes it after a breach'),
    ],
  },
  {
    name: 'source lines',
    files: /^policies\/(source-lines|project-line)\.ts$/,
    may: [
      {
        what: 'npm:cdktf',
        types: true,
        because: 'it looks on while an App is built; readers do without cdktf',
      },
      { what: 'npm:constructs', types: true, because: 'and knows a tree when it sees one' },
      { what: 'judge/source-lines', because: 'what it notes is what reports name' },
      { what: 'terraform/project-root', because: 'lines are named from the project’s folder' },
      builtins('it reads source maps, and what an earlier synth has noted'),
    ],
  },
  {
    name: 'rules',
    files: /^policies\/[^/]+\//,
    may: [
      { what: 'contracts/cluster', because: 'the port of what passes between domains is in the hand-over' },
      { what: 'contracts/marks', because: 'objects of clusters say by them what they belong to' },
      { what: 'judge/', because: 'what a policy is, and facts that several policies need' },
      { what: 'graph/', because: 'rules look at the graph' },
      { what: 'contracts/', types: true, because: 'and at what a site’s APIs were seen to hold' },
      { what: 'estate/', because: 'and at what the estate declares' },
    ],
    apart: 'a rule is one file; what two of them need is a fact in judge/facts',
  },
  {
    name: 'policies',
    files: /^policies\//,
    may: [
      { what: 'judge/', because: 'policies are given to it' },
      { what: 'graph/', because: 'inputs are read into it' },
      { what: 'contracts/', types: true, because: 'an observation is handed to the judge beside it' },
      { what: 'estate/', types: true, because: 'inputs are judged against an estate' },
      builtins('the folder is the registry; inputs are named by their hash'),
      { what: 'computed', because: 'each policy is loaded by its file name' },
    ],
  },
  {
    name: 'forge',
    files: /^forge\//,
    may: [
      builtins('a workflow’s event is a file'),
      {
        what: 'terraform/errors',
        because: 'a missing variable or a refused token is said as any bad input is',
      },
    ],
  },
  {
    name: 'compare',
    files: /^compare\//,
    may: [
      { what: 'graph/', because: 'what drifted is named and masked as resources are, and reads the plan' },
      { what: 'contracts/', types: true, because: 'what is compared with a plan is what a site’s APIs hold' },
      {
        what: 'judge/report',
        because: 'what a change means is the difference of two reports, of a version that it reads',
      },
      { what: 'judge/finding', because: 'which dataset something holds is what its mark says' },
      {
        what: 'judge/facts/stateful',
        because: 'what is destroyed with data or keys is named before all else',
      },
      { what: 'judge/facts/secrets', because: 'what a name says is secret is not shown when it changes' },
    ],
  },
  {
    name: 'audit pack',
    files: /^audit\/pack\//,
    may: [
      { what: 'audit/', because: 'a pack holds what the renderers make of a report' },
      { what: 'compare/', because: 'it knows the secrets of a plan, reads reports and says what differs' },
      { what: 'contracts/', types: true, because: 'drills and observations are in it' },
      { what: 'estate/', because: 'the estate is, too, and is checked when it is read again' },
      { what: 'graph/', because: 'what is judged is read once more, to be written without secrets' },
      { what: 'judge/', because: 'what a loss takes, and what looks like a secret, the judge says' },
      { what: 'policies/judge-inputs', because: 'a pack is judged again from its own files' },
      { what: 'policies/approvals', types: true, because: 'with the approvals in it' },
      { what: 'terraform/errors', because: 'what the user can mend is said in one way' },
      { what: 'terraform/project-root', because: 'the rules that judge are named by their hash' },
      { what: 'terraform/provider-identity', because: 'and so is the provider whose schema they read' },
      builtins('a pack is a folder of files and their hashes; inputs may be packed'),
    ],
  },
  {
    name: 'page script',
    files: /^audit\/page\/client\//,
    may: [
      {
        what: 'audit/pack/contents',
        types: true,
        because: 'it runs in a browser from the page alone: nothing but itself may be in it',
      },
    ],
  },
  {
    name: 'audit',
    files: /^audit\//,
    may: [
      { what: 'contracts/drill', types: true, because: 'a drill is rendered for people as a report is' },
      { what: 'audit/pack/contents', types: true, because: 'the page and what it says have one shape' },
      { what: 'compare/', types: true, because: 'a report of drift is rendered as others are' },
      { what: 'judge/report', because: 'a renderer knows the report, how to group it, and nothing else' },
      { what: 'judge/importance', because: 'people read the weightiest first' },
      { what: 'audit/page/client/', because: 'the page says what its script will say' },
      { what: 'node:fs', because: 'the page’s script is put together from its compiled modules' },
      { what: 'node:path', because: 'which lie beside' },
      {
        what: 'npm:@swc/core',
        because: 'where sources run uncompiled, as in tests, the page’s script is compiled as they are',
      },
      {
        what: 'estate/',
        types: true,
        because: 'what an auditor asks next is answered from what is declared, too',
      },
      { what: 'estate/suites', because: 'and algorithms end on a day' },
      {
        what: 'node:crypto',
        because: 'a finding of SARIF has a fingerprint, a comment its seal, a page’s style its hash',
      },
    ],
  },
];
