import type { Estate } from '../../../estate/model';
import { spokenSuites, tube } from './joins';
import { margin } from './layout';
import { element, lock, widthOf, words } from './svg';

const lineHeight = 24;
const sampleWidth = 34;

interface Item {
  readonly text: string;
  /** Draws the sample, 34 wide, its middle at `y`. */
  draw(x: number, y: number): string;
}

function pill(look: string): Item['draw'] {
  return (x, y) => element('rect', { x, y: y - 7, width: sampleWidth - 4, height: 14, rx: 7, class: look });
}

function itemsOf({ links }: Estate): readonly Item[] {
  return [
    { text: 'home, written first', draw: pill('home') },
    { text: 'synchronous copy', draw: pill('copy') },
    { text: 'asynchronous copy, greatest lag', draw: pill('copy late') },
    {
      text: 'versioned backup, days kept',
      draw: (x, y) =>
        element('rect', { x, y: y - 7, width: sampleWidth - 4, height: 14, rx: 3, class: 'backup' }),
    },
    {
      text: 'no credential that reaches another copy reaches this one',
      draw: (x, y) => lock(x + 10, y - 7, 'apart-ink'),
    },
    ...spokenSuites(links).map((text) => ({
      text: `tunnel, ${text}`,
      draw: (x: number, y: number) => tube(`M${x} ${y}h${sampleWidth - 4}`),
    })),
  ];
}

/** Items from left to right, in as many lines as the width asks for. */
function placed(estate: Estate, width: number) {
  let [x, line] = [margin, 0];
  return itemsOf(estate).map((item) => {
    const needed = sampleWidth + 4 + widthOf(item.text, 12) + 14;
    if (x > margin && x + needed > width - margin) [x, line] = [margin, line + 1];
    const at = { item, x, line };
    x += needed;
    return at;
  });
}

export function legendHeight(estate: Estate, width: number): number {
  return ((placed(estate, width).at(-1)?.line ?? 0) + 1) * lineHeight;
}

export function drawLegend(estate: Estate, width: number, top: number): string {
  const drawn = placed(estate, width).map(({ item, x, line }) => {
    const y = top + line * lineHeight + 12;
    return item.draw(x, y) + words(x + sampleWidth + 4, y + 4, 'faint small', item.text);
  });
  return element('g', { class: 'identity' }, '\n', drawn.join('\n'), '\n');
}
