import { renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { renderGuarded } from '../audit/guarded';
import { renderHuman } from '../audit/human';
import { renderJson } from '../audit/json';
import { renderJunit } from '../audit/junit';
import { renderMarkdown } from '../audit/markdown';
import { renderSarif } from '../audit/sarif';
import { type Report, verdictsThatStop } from '../judge/report';
import { UsageError } from './usage-error';

/** Formats a report can be rendered in; each is one file in `audit/`. */
export const formats = {
  human: (report: Report) => `${renderHuman(report)}${renderGuarded(report)}`,
  json: renderJson,
  sarif: renderSarif,
  junit: renderJunit,
  markdown: renderMarkdown,
} as const;
export const formatNames = Object.keys(formats) as (keyof typeof formats)[];

/** Renders to standard output, or whole into a file. Returns the exit code that the report means. */
export function deliver(report: Report, format: keyof typeof formats, file: string | undefined): number {
  writeOut(formats[format](report), file);
  return exitCodeOf(report);
}

/** 1 where something must not be deployed. */
export function exitCodeOf(report: Report): 0 | 1 {
  return verdictsThatStop(report).length > 0 ? 1 : 0;
}

/** Writes to standard output, or whole into a file. @throws UsageError where the file cannot be written */
export function writeOut(text: string, file: string | undefined): void {
  if (file === undefined) process.stdout.write(text);
  else writeWhole(file, text);
}

/** Writes a draft beside it and renames: a reader finds the old file or the whole new one, never a half. */
function writeWhole(file: string, text: string): void {
  if (basename(file) === '')
    throw new UsageError('--out ""', 'a file in a folder that can be written', 'name a file');
  const draft = join(dirname(file), `.${basename(file)}.${process.pid}.draft`);
  try {
    const found = statSync(file, { throwIfNoEntry: false });
    // A device such as /dev/null would be replaced by the report.
    if (found && !found.isFile()) throw new Error(found.isDirectory() ? 'it is a folder' : 'it is no file');
    writeFileSync(draft, text, { flag: 'wx' });
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    const { code, message } = error as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'there is no such folder' : (code ?? message);
    throw new UsageError(
      `--out ${file}: ${why}`,
      'a file in a folder that can be written',
      'name another file',
    );
  }
}
