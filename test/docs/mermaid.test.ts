import { type JudgedCopies, renderMermaid } from '../../docs/generate/mermaid';
import { loadEstate } from '../../estate/load-estate';
import { asOf } from '../estate-plan';

const estate = loadEstate({ asOf });
const label = '"(?:[\\p{L}\\p{N} .,:()/_-]|#\\d+;)+"';

/** The part of Mermaid's grammar for flowcharts that is used; anything else would be a way into the page. */
const grammar = [
  /^flowchart LR$/,
  new RegExp(`^ {2}subgraph s\\d+\\[${label}\\]$`, 'u'),
  /^ {2}end$/,
  new RegExp(`^ {4}s\\d+d\\d+\\[${label}\\]$`, 'u'),
  new RegExp(`^ {4}s\\d+k\\{\\{${label}\\}\\}$`, 'u'),
  /^ {2}classDef (?:missing|undecided) stroke:#[0-9a-f]{6},stroke-width:3px,stroke-dasharray:\d \d$/,
  /^ {2}class s\d+d\d+ (?:missing|undecided)$/,
  new RegExp(`^ {2}s\\d+(?:d\\d+)? (?:---|==>|-\\.->)\\|${label}\\| s\\d+(?:d\\d+)?$`, 'u'),
];

function linesOf(text: string): readonly string[] {
  const lines = text.trimEnd().split('\n');
  expect(lines.filter((line) => !grammar.some((form) => form.test(line)))).toEqual([]);
  return lines;
}

test('sites, datasets with key and role, copies with their lag, tunnels and key stores are drawn', () => {
  const text = renderMermaid(estate);
  const lines = linesOf(text);
  const counted = (form: RegExp) => lines.filter((line) => form.test(line)).length;
  expect(counted(/subgraph/)).toBe(estate.sites.length);
  expect(counted(/---/)).toBe(estate.links.length);
  expect(counted(/==>|-\.->/)).toBe(estate.datasets.flatMap(({ copies }) => copies).length);
  expect(counted(/\{\{/)).toBe(estate.sites.length);
  expect(text).toContain('"patient-records: home, key da6f0a3d"');
  expect(text).toContain('-.->|"up to 60 s behind"|');
});

test('by a report, a copy that is not there says so in words and in its line; one that it does not name is undecided', () => {
  const judged = estate.datasets.map(({ name, home, copies }) => ({
    dataset: name,
    copies: [home, ...copies].map(({ site }) => ({ site, status: 'present' as const })),
  }));
  expect(renderMermaid(estate, judged)).toBe(renderMermaid(estate));
  const lacking = judged.map(({ dataset, copies }) => ({
    dataset,
    copies: copies.flatMap((one): JudgedCopies[number]['copies'] => {
      if (dataset === 'imaging' && one.site === 'clinic') return [{ ...one, status: 'missing' as const }];
      return dataset === 'imaging' && one.site === 'mirror' ? [] : [one];
    }),
  }));
  const lines = linesOf(renderMermaid(estate, lacking));
  const said = lines.filter((line) => /MISSING|, undecided/.test(line)).map((line) => line.trim());
  expect(said).toHaveLength(2);
  const ids = said.map((line) => /^(\S+)\[/.exec(line)?.[1]);
  expect(lines.filter((line) => line.startsWith('  class ')).map((line) => line.split(' ')[3])).toEqual(
    expect.arrayContaining(ids),
  );
});

test('every end of an arrow is a node or a box that is drawn', () => {
  const lines = linesOf(renderMermaid(estate));
  const drawn = lines.flatMap((line) => /^ +(?:subgraph )?(s\d+(?:[dk]\d*)?)[[{]/.exec(line)?.[1] ?? []);
  const ends = lines.flatMap((line) => /^ {2}(s\S+) \S+\|.*\| (s\S+)$/.exec(line)?.slice(1) ?? []);
  expect(ends.filter((end) => !drawn.includes(end))).toEqual([]);
  expect(ends.length).toBeGreaterThan(0);
});

test.each([
  '"] click s0 "javascript:alert(1)"',
  '<img src=x onerror=alert(1)>',
  '"]\n  end\n%%{init: {}}%%',
  '`**bold**` fa:fa-ban #quot; \\u202e',
])('a hostile title stays a title: %j', (title) => {
  const sites = estate.sites.map((site) => ({ ...site, title }));
  const lines = linesOf(renderMermaid({ ...estate, sites }));
  expect(lines).toHaveLength(linesOf(renderMermaid(estate)).length);
});
