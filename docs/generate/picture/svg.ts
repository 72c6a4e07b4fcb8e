type Attributes = Readonly<Record<string, string | number>>;

/** An SVG element as text; children are elements or escaped text. */
export function element(name: string, attributes: Attributes, ...children: readonly string[]): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(String(value))}"`);
  const inner = children.join('');
  return inner === '' ? `<${name}${written.join('')}/>` : `<${name}${written.join('')}>${inner}</${name}>`;
}

export function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** A line of text; `y` is its baseline. */
export function words(x: number, y: number, look: string, text: string, anchor = 'start'): string {
  return element('text', { x, y, class: look, 'text-anchor': anchor }, escaped(text));
}

/**
 * Width of a text in pixels, on the safe side: no font is at hand where a picture is made, and it is shown in
 * whatever sans-serif the reader has.
 */
export function widthOf(text: string, size: number): number {
  return Math.ceil(text.length * size * 0.6);
}

/** Breaks a text into lines that fit a width; a word that is longer stays whole. */
export function wrapped(text: string, size: number, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    const longer = last === undefined ? word : `${last} ${word}`;
    if (last !== undefined && widthOf(longer, size) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** An arrow's head with its tip at a point. */
export function arrowHead(x: number, y: number, towards: 'left' | 'right' | 'up', look: string): string {
  const back = { left: [7, -4, 7, 4], right: [-7, -4, -7, 4], up: [-4, 7, 4, 7] }[towards];
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = back;
  return element('path', { d: `M${x} ${y}l${x1} ${y1}L${x + x2} ${y + y2}z`, class: look });
}

/** A closed lock, about 10 by 12, its upper left corner at a point. */
export function lock(x: number, y: number, look: string): string {
  const shackle = element('path', {
    d: `M${x + 2} ${y + 6}v-2.5a3 3 0 0 1 6 0V${y + 6}`,
    class: 'shackle',
  });
  return shackle + element('rect', { x, y: y + 5.5, width: 10, height: 7.5, rx: 1.5, class: look });
}
