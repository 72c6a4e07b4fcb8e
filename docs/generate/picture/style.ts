/** Colours of one thing on light and on dark ground. */
type Colour = readonly [light: string, dark: string];

const ground: Colour = ['#ffffff', '#0d1117'];
const ink: Colour = ['#1f2328', '#e6edf3'];
const faint: Colour = ['#59636e', '#9da7b3'];
const edge: Colour = ['#c4ccd4', '#3d444d'];
const surface: Colour = ['#f6f8fa', '#151b23'];
const apart: Colour = ['#1a7f37', '#3fb950'];

/** One colour for each domain; the text on it is the ground. */
const domainColours: Readonly<Record<string, Colour>> = {
  identity: ['#0958b8', '#58a6ff'],
  mapping: ['#7a3fd1', '#b58cff'],
  research: ['#0b7285', '#39c5cf'],
  operations: ['#8a5a00', '#d9a12b'],
};

type Rule = readonly [selector: string, property: 'fill' | 'stroke', colour: Colour];

const rules: readonly Rule[] = [
  ['.ground', 'fill', ground],
  ['.ground', 'stroke', edge],
  ['.card', 'fill', surface],
  ['.card', 'stroke', edge],
  ['.card.apart', 'stroke', apart],
  ['.ink', 'fill', ink],
  ['.faint', 'fill', faint],
  ['.on', 'fill', ground],
  ['.apart-ink', 'fill', apart],
  ['.shackle', 'stroke', apart],
  ['.way', 'stroke', faint],
  ['.tip', 'fill', faint],
  ['.tube', 'stroke', faint],
  ['.bore', 'stroke', ground],
  ['.label', 'fill', ground],
  ['.backup', 'fill', ground],
  ['.backup', 'stroke', faint],
  ['.shared', 'stroke', faint],
  ...Object.entries(domainColours).flatMap(([domain, colour]): Rule[] => [
    [`.${domain} .band`, 'fill', colour],
    [`.${domain} .name`, 'fill', colour],
    [`.${domain} .home`, 'fill', colour],
    [`.${domain} .copy`, 'fill', ground],
    [`.${domain} .copy`, 'stroke', colour],
  ]),
];

function colours(shade: 0 | 1): string {
  return rules.map(([selector, property, colour]) => `${selector}{${property}:${colour[shade]}}`).join('');
}

/** Plain CSS, without variables: some programs that show SVG do not know them. */
export const stylesheet = [
  'text{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;font-size:13px}',
  '.title{font-size:20px;font-weight:600}.site{font-size:18px;font-weight:600}',
  '.strong{font-weight:600;font-size:14px}.small{font-size:12px}.pill{font-size:12px;font-weight:600}',
  '.mono{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:12px}',
  '.card{stroke-width:1}.card.apart{stroke-width:2}.band{opacity:.1}.copy{stroke-width:1.5}',
  '.copy.late{stroke-dasharray:5 3}.way,.shared{fill:none;stroke-width:1.5}.way.late{stroke-dasharray:5 3}',
  '.tube{fill:none;stroke-width:7}.bore{fill:none;stroke-width:4}.backup{stroke-width:1}',
  '.shackle{fill:none;stroke-width:1.6}',
  colours(0),
  `@media (prefers-color-scheme: dark){${colours(1)}}`,
].join('');
