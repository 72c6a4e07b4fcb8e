/** A fenced block of shell commands in a page. */
export interface Snippet {
  /** Line of the page where the fence opens, for messages. */
  readonly line: number;
  /** Whether it is marked for running: `sh run`. */
  readonly isRun: boolean;
  readonly commands: readonly string[];
  /** The `text` block after it: what it prints, shortened; empty where there is none. */
  readonly prints: readonly string[];
}

interface Block {
  readonly line: number;
  readonly info: string;
  readonly lines: readonly string[];
}

/** Fenced blocks in their order, also those that are indented in a list. */
export function readBlocks(page: string): readonly Block[] {
  const blocks: Block[] = [];
  let open: { line: number; info: string; indent: number; lines: string[] } | undefined;
  for (const [at, text] of page.split('\n').entries()) {
    const [, indent = '', info = ''] = /^( *)```(.*)$/.exec(text) ?? [];
    if (!/^ *```/.test(text)) open?.lines.push(text.slice(open.indent));
    else if (open === undefined) open = { line: at + 1, info: info.trim(), indent: indent.length, lines: [] };
    else {
      blocks.push(open);
      open = undefined;
    }
  }
  return blocks;
}

export function readSnippets(page: string): readonly Snippet[] {
  const blocks = readBlocks(page);
  return blocks.flatMap(({ line, info, lines }, at) => {
    if (info.split(' ')[0] !== 'sh') return [];
    const next = blocks[at + 1];
    const commands = lines.filter((text) => text.trim() !== '' && !text.startsWith('#'));
    const prints = next?.info === 'text' && info === 'sh run' ? next.lines : [];
    return [{ line, isRun: info === 'sh run', commands, prints }];
  });
}

/**
 * Lines of `shown` that do not occur in `printed` in this order. `…` stands for lines left out; digits count as
 * the same, since counts and days go on while what is said stays.
 */
export function linesNotPrinted(shown: readonly string[], printed: string): string[] {
  const anyNumber = (text: string) => text.replaceAll(/\d[\d,.-]*/g, '#').trimEnd();
  const lines = printed.split('\n').map(anyNumber);
  let from = 0;
  return shown.filter((line) => {
    if (line.trim() === '…' || line.trim() === '') return false;
    const at = lines.indexOf(anyNumber(line), from);
    if (at === -1) return true;
    from = at + 1;
    return false;
  });
}
