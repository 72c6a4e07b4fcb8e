import { renderMermaid } from '../../docs/generate/mermaid';
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
