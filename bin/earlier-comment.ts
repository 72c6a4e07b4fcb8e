import { stateOfComment } from '../audit/diff-comment';
import { UnreadableInput } from '../graph/unreadable-input';
import { readInputFile } from './input-file';

const wanted = {
  what: 'the text of an earlier comment',
  fix: 'name a file with the comment as the forge gives it, or leave --earlier out',
};

/**
 * An earlier comment is replaced by the new one. Whatever somebody has written into it would be lost, or taken for
 * what this program says.
 * @throws UnreadableInput where it is none of ours, or not as it was written
 */
export function refuseEditedComment(file: string): void {
  const state = stateOfComment(readInputFile(file, wanted).toString('utf8'));
  if (state === 'ours') return;
  throw new UnreadableInput(
    file,
    state === 'edited'
      ? 'somebody has edited this comment since it was written: it says something else than was found'
      : 'it is no comment of estate diff: its first line is not the marker',
    'look who changed it and why, delete that comment, and run again without --earlier',
  );
}
