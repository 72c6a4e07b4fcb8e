import type { Report } from '../../judge/report';
import { hashOfPlanned } from '../../policies/judge-inputs';
import { renderJson } from '../json';
import { compareReports } from './compare-reports';
import type { Contents, JudgedFile } from './contents';
import { gather } from './gather';
import type { JudgedPack } from './judged-pack';
import { knownWords } from './known-words';
import { sha256 } from './manifest';
import { asJson, names, type PackedFile, type PackedInput, type PackIndex, packVersion } from './pack-index';
import { packEstate } from './packed-estate';
import { recompute } from './recompute';
import { learnInput, packInput, parseInput, slugOf } from './redact-inputs';
import { Redactor } from './redactor';
import { renderedFiles } from './rendered-files';
import { renderersVersion, rulesVersion } from './rules-version';
import { versionsOf } from './versions';

/** Policies that say of a value that it is a secret: without the secret they say something else. */
const aboutSecrets: readonly string[] = [
  'identity/no-credentials-in-metadata',
  'identity/no-credentials-in-provider-blocks',
  'identity/no-credentials-in-user-data',
  'identity/no-password-on-servers',
  'identity/users-without-passwords',
  'keys/not-in-plan-or-state',
  'kubernetes/no-secrets-in-plain-text',
];

/** A pack's files by path, the manifest not among them. */
export interface MadePack {
  readonly files: ReadonlyMap<string, string>;
  readonly index: PackIndex;
  readonly contents: Contents;
}

/**
 * Makes a pack of what was judged: every file without secrets, and the report judged again from these files, so that
 * what cannot be repeated from them is known and named.
 * @throws UnreadableInput for an input that is larger than a pack takes, or that cannot be judged without its secrets
 */
export function makePack(judged: JudgedPack): MadePack {
  const parsed = judged.inputs.map(parseInput);
  const redactor = new Redactor(knownWords(judged.estate));
  for (const one of parsed) learnInput(one, redactor);
  const { observations, drills, approvals, exceptions } = judged;
  redactor.learn([observations.map(({ observation }) => observation), drills.map(({ drill }) => drill)]);
  redactor.learn([approvals.map(({ approval }) => approval), exceptions]);
  const files = new Map<string, string>();
  const inputs = parsed.map((one, at) => withChange(packInput(one, at, redactor, files), one.input));
  const draft = indexOf(judged, inputs, redactor, files);
  const report = redactor.conceal(judged.report) as Report;
  const index = attesting(draft, report, files);
  const contents = contentsOf({ ...judged, report }, index, redactor);
  files.set(names.index, asJson(index));
  files.set(names.report, renderJson(report));
  files.set(names.contents, asJson(contents));
  for (const [path, text] of renderedFiles(report, index, contents)) files.set(path, text);
  return { files, index, contents };
}

function withChange(packed: PackedInput, input: JudgedPack['inputs'][number]): PackedInput {
  return input.kind === 'plan' ? { ...packed, change: hashOfPlanned(input) } : packed;
}

function indexOf(
  judged: JudgedPack,
  inputs: readonly PackedInput[],
  redactor: Redactor,
  files: Map<string, string>,
): PackIndex {
  const { observations, creationEvidence, approvals, authors, exceptions, drills, only } = judged;
  const put = (path: string, value: unknown): string => {
    const text = asJson(redactor.redact(value));
    files.set(path, text);
    return text;
  };
  const list = (folder: string, given: readonly { file: string; sha256: string; value: unknown }[]) =>
    given.map(({ file, sha256: original, value }, at): PackedFile => {
      const path = `${folder}/${String(at + 1).padStart(2, '0')}.json`;
      redactor.takeRemoved();
      const redacted = sha256(put(path, value));
      return { input: redactor.text(file), file: path, original, redacted, removed: redactor.takeRemoved() };
    });
  put(names.estate, packEstate(judged));
  put(names.exceptions, { exceptions });
  if (creationEvidence.size > 0) put(names.evidence, Object.fromEntries(creationEvidence));
  return {
    kind: 'audit-pack',
    schemaVersion: packVersion,
    asOf: judged.report.asOf,
    language: judged.language,
    rules: rulesVersion(),
    renderers: renderersVersion(),
    inputs,
    observations: list(
      'observations',
      observations.map((one) => ({ ...one, value: one.observation })),
    ),
    ...(creationEvidence.size > 0 ? { evidence: names.evidence } : {}),
    approvals: approvals.map(({ file, approval, isNamed = false }, at) => {
      const path = `approvals/${String(at + 1).padStart(2, '0')}-${slugOf(file)}.json`;
      put(path, approval);
      return { input: redactor.text(file), file: path, isNamed };
    }),
    authors: authors.map((one) => redactor.text(one)),
    exceptions: names.exceptions,
    estate: names.estate,
    drills: list(
      'drills',
      drills.map((one) => ({ ...one, value: one.drill })),
    ),
    ...(only ? { only } : {}),
    attested: [],
  };
}

/** Judges what is in the pack, and names what comes out otherwise than it did with the secrets. */
function attesting(index: PackIndex, report: Report, files: ReadonlyMap<string, string>): PackIndex {
  const again = recompute(index, (path) => files.get(path) ?? '');
  const differing = compareReports(report, again).map(({ part }) => part);
  const asked = new Set(report.policies.map(({ policy }) => policy));
  const byNature = aboutSecrets.filter((policy) => asked.has(policy));
  return {
    ...index,
    attested: [
      ...byNature.map((policy) => ({ policy, why: 'reads secrets' as const })),
      ...differing
        .filter((part) => !byNature.includes(part))
        .map((policy) => ({ policy, why: 'reads what was removed' as const })),
    ],
  };
}

function contentsOf(judged: JudgedPack, index: PackIndex, redactor: Redactor): Contents {
  const { report, drills } = judged;
  const files: readonly JudgedFile[] = [
    ...index.inputs.flatMap((one) => [one, ...(one.source ? [one.source] : [])]),
    ...index.observations,
    ...index.drills,
  ].map(({ input, file, original, redacted, removed }) => ({ input, file, original, redacted, removed }));
  const contents: Contents = {
    schemaVersion: '1.0.0',
    report,
    ...gather(judged),
    drills: drills.map(({ file, drill }) => ({ file, drill })),
    files,
    versions: versionsOf(judged, index),
  };
  return redactor.conceal(contents) as Contents;
}
