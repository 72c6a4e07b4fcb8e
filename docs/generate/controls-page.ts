import type { Policy } from '../../judge/policy';
import { type ControlSource, controlSources, type Reading, sourceOf } from './control-sources';
import { anchor, page, table } from './markdown';
import { policyHeading } from './policies-page';

const readings: Readonly<Record<Reading, string>> = {
  primary: 'its own text was read',
  identifiers: 'its identifiers were read in a machine-readable edition, their wording was not compared',
  cited: 'cited; not compared word for word',
  'second-hand': '**second-hand**: known through others; confirm it before it decides anything',
};

/** Which policies give evidence for which technical control. */
export function renderControlsPage(policies: readonly Policy[]): string {
  const controls = [...new Set(policies.flatMap((policy) => policy.controls))].toSorted(compareControls);
  const used = controlSources.filter((source) => controls.some((control) => sourceOf(control) === source));
  return page(
    '# Controls',
    '**Nothing here claims conformity with anything.** A control appears because a policy gives evidence for some technical part of it. Whether a law or standard is met is for people to say, who also look at what no plan shows: organisation, contracts, buildings, operation. None of this is legal advice.',
    'How far each source was read when the policies were written:',
    table(
      ['source', 'title', 'how it was read'],
      used.map(({ prefix, title, reading }) => [prefix, title, readings[reading]]),
    ),
    ...renderUnused(controlSources.filter((source) => !used.includes(source))),
    ...used.flatMap((source) => renderSource(source, controls, policies)),
  );
}

/** A source without a policy is said, not hidden: nothing here is evidence for it. */
function renderUnused(sources: readonly ControlSource[]): string[] {
  if (sources.length === 0) return [];
  const lines = sources.map(({ prefix, title }) => `- ${prefix}: ${title}`);
  return [`Sources for which no policy gives evidence:\n\n${lines.join('\n')}`];
}

function renderSource(
  source: ControlSource,
  controls: readonly string[],
  policies: readonly Policy[],
): string[] {
  const note = source.reading === 'second-hand' ? ['Second-hand: confirm before it decides anything.'] : [];
  const rows = controls
    .filter((control) => sourceOf(control) === source)
    .map((control) => [
      control,
      policies
        .filter((policy) => policy.controls.includes(control))
        .map((policy) => `[${policy.id}](policies.md#${anchor(policyHeading(policy))})`)
        .join('<br>'),
    ]);
  return [`## ${source.prefix}`, ...note, table(['control', 'policies that give evidence'], rows)];
}

/** Numbers inside controls count as numbers, so that Art. 9 comes before Art. 32. */
function compareControls(one: string, other: string): number {
  return one.localeCompare(other, 'en', { numeric: true });
}
