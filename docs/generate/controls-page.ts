import { type CatalogueSource, catalogue, readings, sourceOf } from '../../audit/controls/catalogue';
import type { Policy } from '../../judge/policy';
import { anchor, page, table } from './markdown';
import { policyHeading } from './policies-page';

/** Which policies give evidence for which technical control, and which controls need evidence that none gives. */
export function renderControlsPage(policies: readonly Policy[]): string {
  for (const control of policies.flatMap((policy) => policy.controls)) sourceOf(control);
  return page(
    '# Controls',
    '**Nothing here claims conformity with anything.** A control appears because a policy gives evidence for some technical part of it, or because it needs evidence that no policy gives. Whether a law or standard is met is for people to say, who also look at what no plan shows: organisation, contracts, buildings, operation. None of this is legal advice.',
    'Statements are in our own words. How far each source was read when the policies were written:',
    table(
      ['source', 'title', 'how it was read'],
      catalogue.map(({ source, title, reading }) => [source, title.en, toldReading(reading)]),
    ),
    ...catalogue.flatMap((source) => renderSource(source, policies)),
  );
}

function toldReading(reading: CatalogueSource['reading']): string {
  return reading === 'second-hand'
    ? readings[reading].en.replace('second-hand', '**second-hand**')
    : readings[reading].en;
}

function renderSource({ source, reading, entries }: CatalogueSource, policies: readonly Policy[]): string[] {
  const note = reading === 'second-hand' ? ['Second-hand: confirm before it decides anything.'] : [];
  const rows = entries
    .toSorted((one, other) => compareControls(one.id, other.id))
    .map(({ id, statement, shownBy }) => [
      id,
      statement.en,
      policies
        .filter((policy) => policy.controls.includes(id))
        .map((policy) => `[${policy.id}](policies.md#${anchor(policyHeading(policy))})`)
        .join('<br>') || 'none: it needs other evidence',
      [...Object.entries(shownBy).map(([kind, what]) => `**${kind}**: ${what.en}`)].join('<br>'),
    ]);
  return [
    `## ${source}`,
    ...note,
    table(['control', 'in our own words', 'policies that give evidence', 'what shows it'], rows),
  ];
}

/** Numbers inside controls count as numbers, so that Art. 9 comes before Art. 32. */
function compareControls(one: string, other: string): number {
  return one.localeCompare(other, 'en', { numeric: true });
}
