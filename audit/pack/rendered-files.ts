import type { Report } from '../../judge/report';
import { renderJson } from '../json';
import { renderSarif } from '../sarif';
import { type Contents, languages } from './contents';
import { renderedPage } from './gather';
import { sha256 } from './manifest';
import { assessmentPlan } from './oscal/assessment-plan';
import { assessmentResults } from './oscal/assessment-results';
import { asJson, names, type PackIndex } from './pack-index';
import { readMeOf } from './read-me';

/** Every file of a pack that says again what report, index and contents say, by path: whoever checks makes them anew. */
export function renderedFiles(
  report: Report,
  index: PackIndex,
  contents: Contents,
): ReadonlyMap<string, string> {
  const hash = sha256(renderJson(report));
  const language = languages.find((one) => one === index.language) ?? 'en';
  return new Map([
    [names.plan, asJson(assessmentPlan(report, hash))],
    [names.results, asJson(assessmentResults(report, index, hash))],
    [names.sarif, renderSarif(report)],
    [names.versions, asJson(contents.versions)],
    [names.readMe, readMeOf(index)],
    [names.page, renderedPage(contents, language)],
  ]);
}
