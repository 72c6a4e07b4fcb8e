import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { renderHuman } from '../audit/human';
import { renderJson } from '../audit/json';
import { type Report, verdictsThatStop } from '../judge/report';
import { UsageError } from './usage-error';

/** Formats a report can be rendered in; each is one file in `audit/`. */
export const formats = { human: renderHuman, json: renderJson } as const;
export const formatNames = Object.keys(formats) as (keyof typeof formats)[];

/** Renders to standard output, or whole into a file. Returns the exit code that the report means. */
export function deliver(report: Report, format: keyof typeof formats, file: string | undefined): number {
  const text = formats[format](report);
  if (file === undefined) process.stdout.write(text);
  else writeWhole(file, text);
  return verdictsThatStop(report).length > 0 ? 1 : 0;
}

function writeWhole(file: string, text: string): void {
  const draft = `${file}.${process.pid}.draft`;
  try {
    writeFileSync(draft, text);
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(
      `--out ${file}: ${why}`,
      'a file in a folder that can be written',
      'name another file',
    );
  }
}
