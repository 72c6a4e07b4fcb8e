import { createHash } from 'node:crypto';

/** Found by whoever looks for an earlier comment of ours; nothing that a plan names can write one. */
const marker = /^<!-- estate-diff (\S+) sha256:([0-9a-f]{64}) -->$/;
const version = 'v1';

/**
 * A comment with its first line, which nobody sees: by it an earlier one is found and replaced, and its hash tells
 * whether somebody has edited it meanwhile.
 */
export function sealComment(body: string): string {
  const text = normal(body);
  return `<!-- estate-diff ${version} sha256:${hashOf(text)} -->\n${text}\n`;
}

/** `foreign`: not one of ours; `edited`: one of ours, and somebody has changed it; `ours`: as it was written. */
export type CommentState = 'foreign' | 'edited' | 'ours';

export function stateOfComment(comment: string): CommentState {
  const [first = '', ...rest] = comment.replaceAll('\r\n', '\n').split('\n');
  const found = marker.exec(first.trim());
  // A marker that stands elsewhere was quoted, or something was written before it.
  if (!found) return comment.includes('<!-- estate-diff ') ? 'edited' : 'foreign';
  return found[1] === version && found[2] === hashOf(normal(rest.join('\n'))) ? 'ours' : 'edited';
}

/** A comment without its first line; any other text as it is. */
export function textOfComment(comment: string): string {
  const [first = '', ...rest] = comment.replaceAll('\r\n', '\n').split('\n');
  return normal(marker.test(first.trim()) ? rest.join('\n') : comment);
}

/** Forges change ends of lines and cut what is empty at the end. */
function normal(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .trim();
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
