import { sealComment, textOfComment } from './diff-comment';

/** GitHub takes 65,536 characters. */
const longest = 65_000;

/** Last line of a comment, which nobody sees: the change that was looked at, for the deploy after the merge. */
const changeLine = /^<!-- estate-change ([0-9a-f]{64}) -->$/;

/** What is said beside the diff, folded; left out where it does not fit. */
export interface Section {
  readonly title: string;
  readonly text: string;
}

/**
 * The one comment on a change: what it means, then the rest, folded, then the hash of what a deploy after the merge
 * will apply. Sealed as a whole.
 * @param main rendered by `renderDiffMarkdown`, or any other Markdown
 * @param approvals who must approve, in Markdown: never folded
 * @param change hash of the plans that were looked at; undefined where nothing was planned against a state
 */
export function renderChangeComment(
  main: string,
  sections: readonly Section[],
  change: string | undefined,
  approvals = '',
): string {
  const parts = [textOfComment(main), approvals].filter((part) => part !== '');
  const last =
    change === undefined
      ? 'Not planned against the states of the sites: nothing is deployed from this.'
      : `A deploy after the merge applies this change and no other: \`${change}\`.\n\n<!-- estate-change ${change} -->`;
  let room = longest - [...parts, last].join('\n\n').length - 200;
  for (const { title, text } of sections) {
    const full = `<details><summary>${title}</summary>\n\n${textOfComment(text)}\n\n</details>`;
    const part =
      full.length <= room ? full : `_${title}: too long for this comment; it is kept with the run._`;
    parts.push(part);
    room -= part.length + 2;
  }
  return sealComment([...parts, last].join('\n\n'));
}

/** The change that a comment names; undefined where it names none. */
export function changeInComment(comment: string): string | undefined {
  const last = comment.replaceAll('\r\n', '\n').trimEnd().split('\n').at(-1) ?? '';
  return changeLine.exec(last.trim())?.[1];
}
