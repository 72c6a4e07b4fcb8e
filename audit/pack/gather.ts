import { Graph } from '../../graph/graph';
import { surveyKeys } from '../../judge/survey/keys';
import { mapOf } from '../../judge/survey/map';
import { surveyReach } from '../../judge/survey/reach';
import { readInput } from '../../policies/judge-inputs';
import { controlsOf } from '../controls/controls-of';
import { endingOf, expiringOf } from '../expiring';
import { renderPage } from '../page/render-page';
import { questionsOf } from '../questions';
import type { Contents } from './contents';
import type { JudgedPack } from './judged-pack';

/** What others say of the judged estate for the page and the pack: one line for each of them. */
export type Gathered = Pick<Contents, 'map' | 'reach' | 'keys' | 'controls' | 'expiring' | 'questions'>;

/** Everything in the contents that is neither the report nor a list of files. */
export function gather({
  estate,
  inputs,
  report,
  drills,
}: Pick<JudgedPack, 'estate' | 'inputs' | 'report' | 'drills'>): Gathered {
  const keys = surveyKeys(estate);
  const controls = controlsOf(report);
  const shown = drills.map(({ file, drill }) => ({ file, drill }));
  return {
    map: mapOf(estate, report.asOf),
    reach: surveyReach(new Graph(inputs.map(readInput)), estate),
    keys,
    controls,
    expiring: expiringOf(report, endingOf(estate)),
    questions: questionsOf({ report, estate, keys, drills: shown, controls }),
  };
}

/** The page, in the language in which it is shown first. */
export function renderedPage(contents: Contents, language: JudgedPack['language']): string {
  return renderPage(contents, language);
}
