import { renderPicture } from '../../docs/generate/picture/picture';
import { loadEstate } from '../../estate/load-estate';
import type { Dataset, Estate, Link, Site } from '../../estate/model';

const estate = loadEstate();

/** The estate with a fourth site, linked to all others, and a dataset whose texts are long and need escaping. */
function larger(): Estate {
  const clinic = estate.sites.find(({ name }) => name === 'clinic') as Site;
  const [dataset] = estate.datasets as readonly [Dataset, ...Dataset[]];
  const fourth = { ...clinic, name: 'second-clinic', title: 'A hospital <& its annexe> in another town' };
  const [{ suite }] = estate.links as readonly [Link, ...Link[]];
  return {
    ...estate,
    sites: [...estate.sites, fourth],
    links: [
      ...estate.links,
      ...estate.sites.map(({ name }) => ({ sites: [name, fourth.name] as const, suite })),
    ],
    datasets: [
      ...estate.datasets,
      {
        ...dataset,
        name: 'genomes-of-the-regional-biobank',
        title: 'Genomes & "variants"',
        home: { site: fourth.name, key: dataset.home.key },
        copies: [
          ...dataset.copies,
          { site: 'primary', key: dataset.home.key, mode: 'asynchronous', lagSeconds: 7200 },
        ],
      },
    ],
  };
}

test.each([
  ['this estate', estate],
  ['four sites, seven datasets', larger()],
])('the picture of %s is well-formed, self-contained and in its frame', (_, drawn) => {
  const svg = renderPicture(drawn);
  expect(unbalancedTags(svg)).toEqual([]);
  expect(svg).not.toMatch(/<script|\bon\w+=|href=|url\(|@import|@font-face/);
  expect(svg).toMatch(/role="img" aria-labelledby="title desc"/);
  expect(outOfFrame(svg)).toEqual([]);
});

test('it names every site, town, subnet and dataset, in the picture and in words', () => {
  const [words = '', picture = ''] = renderPicture(larger()).split('</desc>');
  for (const { name, failureDomains, network } of larger().sites) {
    for (const text of [name, failureDomains.town, ...Object.values(network.subnets)]) {
      expect(words).toContain(text);
      expect(picture).toContain(`${text}`);
    }
  }
  for (const { name } of estate.datasets) {
    expect(words).toContain(`Dataset ${name} `);
    expect(picture).toContain(`>${name}</text>`);
  }
});

test('a synchronous copy becomes an asynchronous one in the picture, with its lag', () => {
  const [first, ...others] = estate.datasets as readonly [Dataset, ...Dataset[]];
  const copies = first.copies.map((copy) => ({ ...copy, mode: 'asynchronous' as const, lagSeconds: 1234 }));
  const svg = renderPicture({ ...estate, datasets: [{ ...first, copies }, ...others] });
  expect(svg.match(/≤ 1234 s behind/g)).toHaveLength(2);
});

function unbalancedTags(svg: string): string[] {
  const open: string[] = [];
  for (const [, closing, name = '', selfClosing] of svg.matchAll(
    /<(\/?)([\w-]+)(?:\s+[\w:-]+="[^"<]*")*\s*(\/?)>/g,
  )) {
    if (closing === '/') {
      if (open.at(-1) !== name) return [...open, `/${name}`];
      open.pop();
    } else if (selfClosing !== '/') open.push(name);
  }
  const stray = svg
    .replaceAll(/<\/?[\w-]+(?:\s+[\w:-]+="[^"<]*")*\s*\/?>/g, '')
    .match(/<|&(?!(amp|lt|gt|quot);)/g);
  return [...open, ...(stray ?? [])];
}

/** Rectangles and texts that begin, or by the width assumed for text end, outside of the picture. */
function outOfFrame(svg: string): string[] {
  const [, width = 0, height = 0] = (/viewBox="0 0 (\d+) (\d+)"/.exec(svg) ?? []).map(Number);
  const isIn = (x: number, y: number) => x >= 0 && x <= width && y >= 0 && y <= height;
  const rectangles = [...svg.matchAll(/<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"/g)];
  const wrong = rectangles.filter(([, ...numbers]) => {
    const [x = 0, y = 0, w = 0, h = 0] = numbers.map(Number);
    return !isIn(x, y) || !isIn(x + w, y + h);
  });
  const texts = [...svg.matchAll(/<text x="([\d.]+)" y="([\d.]+)"[^>]*>/g)];
  return [...wrong, ...texts.filter(([, x, y]) => !isIn(Number(x), Number(y)))].map(([tag]) => tag);
}
