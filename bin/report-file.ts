import { readReport } from '../compare/read-report';
import { UnreadableInput } from '../graph/unreadable-input';
import type { Report } from '../judge/report';
import { readInputFile } from './input-file';

export const wantedReport = 'name a report that estate wrote with --format json';

/** A report of ours in a file. @throws UnreadableInput for anything else */
export function reportIn(file: string): Report {
  const text = readInputFile(file, { what: 'a report', fix: wantedReport }).toString('utf8');
  try {
    return readReport(JSON.parse(text), file);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new UnreadableInput(file, 'it is no whole JSON', wantedReport);
  }
}
