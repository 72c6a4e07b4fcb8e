import type { Report } from '../judge/report';

/** The report itself, two spaces deep: the form for programs and for diffs. */
export function renderJson(report: Report): string {
  return `${JSON.stringify(report, undefined, 2)}\n`;
}
