import type { PlanChange, Policy } from '../../judge/policy';
import { anchor, page, table } from './markdown';

const severities = ['critical', 'high', 'medium', 'low'] as const;
const outcomes = ['pass', 'fail', 'undecided'] as const;

/** Heading of a policy on the page; other pages link to it. */
export function policyHeading({ id }: Policy): string {
  return id;
}

/** The reference of every policy, by area, from its metadata. */
export function renderPoliciesPage(policies: readonly Policy[]): string {
  const areas = [...new Set(policies.map(areaOf))];
  return page(
    '# Policies',
    `${policies.length} policies in ${areas.length} areas. Each is one file, \`policies/AREA/NAME.ts\`; its path is its id, and its examples are its tests. \`estate explain AREA/NAME\` prints one of them.`,
    'A policy says *pass*, *fail* or *undecided*. Where an input cannot show what a policy judges, it is *not observable* there: counted and listed, never passed.',
    overview(policies),
    ...areas.flatMap((area) => [
      `## ${area}`,
      ...policies.filter((policy) => areaOf(policy) === area).map(renderPolicy),
    ]),
  );
}

function areaOf({ id }: Policy): string {
  return id.split('/')[0] ?? '';
}

function overview(policies: readonly Policy[]): string {
  const rows = severities.flatMap((severity) =>
    policies
      .filter((policy) => policy.severity === severity)
      .map((policy) => [`[${policy.id}](#${anchor(policyHeading(policy))})`, severity, policy.title]),
  );
  return table(['policy', 'severity', 'what is true'], rows);
}

function renderPolicy(policy: Policy): string {
  const facts = [
    ['Severity', policy.severity],
    ['Judges', judged(policy)],
    ['Shown by', policy.observableIn.join(', ')],
    ['Why', policy.why],
    ['Avoid', policy.avoid],
    ['Prefer', policy.prefer],
    ['Remediation', policy.remediation],
    ['Controls', policy.controls.join('; ') || 'none'],
  ] as const;
  return [
    `### ${policyHeading(policy)}`,
    `**${policy.title}**`,
    facts.map(([name, text]) => `- **${name}:** ${text.replaceAll(/\s*\n\s*/g, ' ')}`).join('\n'),
    ...renderExamples(policy),
  ].join('\n\n');
}

function judged(policy: Policy): string {
  if ('resources' in policy) {
    const types = policy.resources.map((type) => `\`${type}\``).join(', ');
    return policy.includesDeleted ? `${types}; also what a plan deletes` : types;
  }
  return 'examineStack' in policy ? 'each stack: its provider and backend' : 'the estate, through all stacks';
}

function renderExamples({ examples }: Policy): string[] {
  const named = outcomes.flatMap((outcome) => {
    const addresses = examples[outcome] ?? [];
    if (addresses.length > 0)
      return [`- ${outcome}: ${addresses.map((address) => `\`${address}\``).join(', ')}`];
    const cannot = examples.cannotOccur?.[outcome];
    return cannot === undefined ? [] : [`- ${outcome}: cannot occur: ${cannot}`];
  });
  return [
    examples.terraform === undefined ? '' : ['```hcl', examples.terraform.trim(), '```'].join('\n'),
    examples.manifests === undefined ? '' : ['```yaml', examples.manifests.trim(), '```'].join('\n'),
    named.join('\n'),
    ...renderChanges(examples.changes ?? []),
  ].filter((text) => text !== '');
}

/** What changes the estate's own plan so that the policy says something else. */
function renderChanges(changes: readonly PlanChange[]): string[] {
  if (changes.length === 0) return [];
  const rows = changes.map((change) => [change.name, changed(change), change.outcome, change.says ?? '']);
  return [table(['change to the plan', 'where', 'outcome', 'the message names'], rows)];
}

function changed({ stack, remove, asOf, set }: PlanChange): string {
  const what = [
    ...(remove === undefined ? [] : [`without \`${remove}\``]),
    ...Object.keys(set ?? {}).map((address) => `\`${address}\` set`),
    ...(asOf === undefined ? [] : [`as of ${asOf}`]),
  ];
  return `${stack}: ${what.join('; ')}`;
}
