/** Commands of a runbook that are entered at one kind of server. */
export interface Step {
  /** Line of the document where the block opens. */
  readonly line: number;
  /** Which server: the word after `on=`. */
  readonly on: string;
  /** A shell script, as it stands. */
  readonly script: string;
}

export interface Chapter {
  readonly heading: string;
  readonly steps: readonly Step[];
}

/** A document read as what it tells to do: chapters with their blocks ```` ```sh on=SERVER ````, in their order. */
export function readRunbook(document: string): readonly Chapter[] {
  const chapters: { heading: string; steps: Step[] }[] = [];
  let open: { line: number; on: string | undefined; indent: number; lines: string[] } | undefined;
  for (const [at, text] of document.split('\n').entries()) {
    const fence = /^( *)```(.*)$/.exec(text);
    const heading = open === undefined ? /^## (.+)$/.exec(text)?.[1] : undefined;
    if (heading !== undefined) chapters.push({ heading, steps: [] });
    if (fence === null) open?.lines.push(text.slice(open.indent));
    else if (open === undefined) {
      const on = /^sh on=([a-z]+)$/.exec(fence[2] ?? '')?.[1];
      open = { line: at + 1, on, indent: fence[1]?.length ?? 0, lines: [] };
    } else {
      const { line, on, lines } = open;
      if (on !== undefined) chapters.at(-1)?.steps.push({ line, on, script: lines.join('\n') });
      open = undefined;
    }
  }
  return chapters;
}

/** A step of the runbook that did not end well at a server: the runbook, or what it is about, is wrong. */
export class StepFailedError extends Error {
  override readonly name = 'StepFailedError';
}
