import type { Estate } from '../../../estate/model';
import { drawBand } from './datasets';
import { describe } from './describe';
import { drawFates, drawTunnels, fatesHeight, tunnelsHeight } from './joins';
import { bandsFrom, margin, orderedSites, widthFor } from './layout';
import { drawLegend, legendHeight } from './legend';
import { drawCard, headHeight } from './site-card';
import { stylesheet } from './style';
import { element, escaped, words } from './svg';

const titleHeight = 46;

/**
 * The estate as an SVG: a card for each site, a band for each domain through all of them, a row for each dataset.
 * It holds no script and no font, and fits itself to any number of sites and datasets.
 */
export function renderPicture(estate: Estate): string {
  const sites = orderedSites(estate);
  const width = widthFor(sites.length);
  const cardTop = margin + titleHeight + tunnelsHeight(estate, sites);
  const bands = bandsFrom(cardTop + headHeight(sites), estate);
  const cardBottom = bands.reduce((end, { y, height }) => Math.max(end, y + height), cardTop) + 12;
  const legendTop = cardBottom + fatesHeight(sites) + 14;
  const height = legendTop + legendHeight(estate, width) + margin - 12;
  const title = `${sites.length} sites, ${estate.datasets.length} datasets`;
  const body = [
    element('title', { id: 'title' }, escaped(`The estate: ${title}`)),
    element('desc', { id: 'desc' }, escaped(describe(estate, sites))),
    element('style', {}, stylesheet),
    element('rect', { x: 0.5, y: 0.5, width: width - 1, height: height - 1, rx: 12, class: 'ground' }),
    words(margin, margin + 16, 'ink title', title),
    words(
      margin,
      margin + 36,
      'faint',
      'As declared in estate/. What of it a plan provides is for the judge to say.',
    ),
    ...sites.map((site, column) => drawCard(estate, site, column, cardTop, cardBottom - cardTop)),
    drawTunnels(estate, sites, cardTop),
    ...bands.map((band) => drawBand(band, sites)),
    drawFates(sites, cardBottom),
    drawLegend(estate, width, legendTop),
  ];
  const root = {
    xmlns: 'http://www.w3.org/2000/svg',
    viewBox: `0 0 ${width} ${height}`,
    width,
    height,
    role: 'img',
    'aria-labelledby': 'title desc',
  };
  return `${element('svg', root, '\n', body.join('\n'), '\n')}\n`;
}
