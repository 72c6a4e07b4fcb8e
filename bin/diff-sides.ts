import { existsSync } from 'node:fs';
import type { Side } from '../compare/diff';
import { UnreadableInput } from '../graph/unreadable-input';
import type { Arguments } from './arguments';
import { commitOf, findCommit, git } from './git';
import { filesOf, type JudgingOptions, readSide, refuseTwice, sideFile } from './side-files';
import { UsageError } from './usage-error';

/** What one side is, before it is read. */
export type ChosenSide =
  | { readonly kind: 'files'; readonly name: string; readonly files: readonly string[] }
  | { readonly kind: 'revision'; readonly name: string; readonly commit: string }
  | { readonly kind: 'working tree'; readonly name: string };

export interface ChosenSides {
  readonly base: ChosenSide;
  readonly head: ChosenSide;
}

/**
 * What the command line names as base and head: files and folders where there are such, else revisions.
 * @throws UsageError where nothing, too much or the same is named; InputError for what there is not
 */
export function chooseSides(given: Arguments, usage: string): ChosenSides {
  const [first, second] = given.positionals;
  const [bases, heads] = [given.all('base'), given.all('head')];
  if (first !== undefined && bases.length + heads.length > 0) {
    throw new UsageError(
      `${given.positionals.join(' ')} beside --base or --head`,
      'base and head are each named in one way',
      usage,
    );
  }
  const base = first === undefined ? bases : [first];
  const head = second === undefined ? heads : [second];
  if (base.length === 0) {
    throw new UsageError(
      'estate diff without a base',
      'a change is one from something: a revision, a report or plans',
      'estate diff --base main',
    );
  }
  const sides = {
    base: chooseSide(base, 'base'),
    head: head.length === 0 ? workingTree : chooseSide(head, 'head'),
  };
  const filesIn = (side: ChosenSide) => (side.kind === 'files' ? side.files : []);
  refuseTwice(filesIn(sides.base), filesIn(sides.head));
  if (head.length > 0 && base.join('\n') === head.join('\n')) {
    throw new UsageError(
      `${base.join(' ')} as base and as head`,
      'a change is between two',
      'name another one',
    );
  }
  return sides;
}

const workingTree: ChosenSide = { kind: 'working tree', name: 'this working tree' };

function chooseSide(names: readonly string[], side: 'base' | 'head'): ChosenSide {
  const [first = ''] = names;
  const found = names.filter((name) => name === '-' || existsSync(name));
  if (found.length === 0 && names.length === 1 && !sideFile.test(first)) {
    return { kind: 'revision', name: first, commit: commitOf(first, side) };
  }
  const missing = names.find((name) => !found.includes(name));
  if (missing !== undefined) {
    throw new UnreadableInput(
      missing,
      'there is no such file or folder',
      'name reports, plans, a folder of them, or one git revision',
    );
  }
  if (names.length === 1 && /^[\w-]+$/.test(first) && findCommit(first) !== undefined) {
    throw new UsageError(
      `--${side} ${first}`,
      'there is a file or folder of that name, and a revision too',
      `./${first} for the file, refs/heads/${first} for the branch`,
    );
  }
  return { kind: 'files', name: names.join(', '), files: filesOf(names) };
}

export interface ComparedSides {
  readonly base: Side;
  readonly head: Side;
  readonly notes: readonly string[];
}

/** Reads both sides; what has to be planned is planned at the same time. */
export async function compareSides(
  { base, head }: ChosenSides,
  options: JudgingOptions,
): Promise<ComparedSides> {
  const notes = notesOn(base, head);
  if (base.kind === 'files' && head.kind === 'files') {
    const [one, other] = [await readFiles(base, options), await readFiles(head, options)];
    return { base: one, head: other, notes };
  }
  // Loaded only when something is planned: it brings cdktf along.
  const { planRevision, planWorkingTree } = require('./revision-side') as typeof import('./revision-side');
  const { withWorktrees } = require('./worktrees') as typeof import('./worktrees');
  return withWorktrees(async (folder) => {
    const make = async (chosen: ChosenSide, side: 'base' | 'head'): Promise<Side> => {
      if (chosen.kind === 'files') return readFiles(chosen, options);
      if (chosen.kind === 'working tree') return planWorkingTree(chosen.name, options.asOf);
      return planRevision({ ...chosen, side }, folder, options.asOf);
    };
    // Both end before the folder goes, whatever becomes of the one.
    const [one, other] = await Promise.allSettled([make(base, 'base'), make(head, 'head')]);
    if (one.status === 'rejected') throw one.reason;
    if (other.status === 'rejected') throw other.reason;
    return { base: one.value, head: other.value, notes };
  });
}

function readFiles(
  { name, files }: Extract<ChosenSide, { kind: 'files' }>,
  options: JudgingOptions,
): Promise<Side> {
  return readSide(name, files, options);
}

/** A base that has gone on meanwhile: what it has and the head has not looks as if the change took it away. */
function notesOn(base: ChosenSide, head: ChosenSide): readonly string[] {
  if (base.kind !== 'revision' || head.kind === 'files') return [];
  const tip = head.kind === 'revision' ? head.commit : 'HEAD';
  const { code, stdout } = git('rev-list', '--count', `${tip}..${base.commit}`);
  const ahead = code === 0 ? Number(stdout) : 0;
  if (ahead === 0) return [];
  const { stdout: fork } = git('merge-base', tip, base.commit);
  const commits = `${ahead} commit${ahead === 1 ? '' : 's'}`;
  return [
    `${base.name} has ${commits} that the head has not: they appear here as taken back. --base ${fork.slice(0, 12)} compares with where the two parted.`,
  ];
}
