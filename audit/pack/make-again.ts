import type { Report } from '../../judge/report';
import type { Contents } from './contents';
import { type Gathered, gather } from './gather';
import type { OpenedPack } from './open-pack';
import { asJson, names, type PackIndex } from './pack-index';
import { type Read, readJudged } from './recompute';
import { renderedFiles } from './rendered-files';
import { renderersVersion } from './rules-version';

/** Whether what stands beside the report says what report and inputs say: page, OSCAL, SARIF, surveys, controls. */
export interface MadeAgain {
  readonly outcome: 'same' | 'differs' | 'not done';
  /** Each file, and each part of the contents, that is otherwise; in words. */
  readonly differences: readonly string[];
  readonly why?: string;
}

const gathered: readonly (keyof Gathered)[] = ['map', 'reach', 'keys', 'controls', 'expiring', 'questions'];

/** Makes everything again that is made of the report and the inputs, and compares it byte for byte. */
export function makeAgain({ files }: OpenedPack, index: PackIndex, report: Report, read: Read): MadeAgain {
  if (index.renderers !== renderersVersion()) {
    const why = 'another version of this project has made them; versions.json names its commit';
    return { outcome: 'not done', differences: [], why };
  }
  const differences = differencesIn(files, index, report, read);
  return { outcome: differences.length === 0 ? 'same' : 'differs', differences };
}

function differencesIn(
  files: OpenedPack['files'],
  index: PackIndex,
  report: Report,
  read: Read,
): readonly string[] {
  try {
    const contents = JSON.parse(read(names.contents)) as Contents;
    const again = gather({ ...readJudged(index, read), report });
    const parts = gathered.filter((part) => asJson(contents[part]) !== asJson(again[part]));
    const rendered = [...renderedFiles(report, index, contents)];
    const others = rendered.filter(([path, text]) => files.get(path)?.toString('utf8') !== text);
    return [
      ...parts.map((part) => `${names.contents}: its ${part} are not what estate and inputs come to`),
      ...others.map(([path]) => `${path}: it is not what report, index and contents come to`),
    ];
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof SyntaxError)) throw error;
    return [`${names.contents}: something is missing in it`];
  }
}
