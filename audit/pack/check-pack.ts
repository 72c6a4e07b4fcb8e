import { readReport } from '../../compare/read-report';
import { UnreadableInput } from '../../graph/unreadable-input';
import type { Report } from '../../judge/report';
import { compareReports, type ReportDifference } from './compare-reports';
import { type MadeAgain, makeAgain } from './make-again';
import { sha256 } from './manifest';
import { indexOfPack, type OpenedPack, openPack, textOf } from './open-pack';
import { asJson, names, type PackIndex } from './pack-index';
import { recompute } from './recompute';
import { rulesVersion } from './rules-version';

/** What checking a pack came to. `holds` says nothing of who made it: that is the signature's. */
export interface PackCheck {
  readonly folder: string;
  readonly asOf: string;
  /** Whether nothing of what was checked is otherwise than the pack says. */
  readonly holds: boolean;
  /** Missing, added and changed files. */
  readonly files: readonly string[];
  /** Hashes within the pack that do not agree with each other. */
  readonly hashes: readonly string[];
  readonly recomputed: Recomputed;
  readonly madeAgain: MadeAgain;
  readonly signature: Vouched;
  readonly timestamp: Vouched;
}

/**
 * - `same`: judged again from the files of the pack, all but the attested is as the report has it
 * - `differs`: something is not
 * - `not done`: it was asked not to, or the files are not those of the manifest
 */
export interface Recomputed {
  readonly outcome: 'same' | 'differs' | 'not done';
  /** Whether the very rules judged that had made the report. */
  readonly sameRules: boolean;
  readonly differences: readonly ReportDifference[];
  /** Taken from the report, since what it reads was removed. */
  readonly attested: PackIndex['attested'];
  /** Why it was not done. */
  readonly why?: string;
}

/**
 * - `verified`: by those who are trusted
 * - `refused`: there is one, and it is not of this manifest, or of nobody who is trusted
 * - `not checked`: there is one, and nobody said whom to trust
 * - `none`: there is none
 */
export interface Vouched {
  readonly outcome: 'verified' | 'refused' | 'not checked' | 'none';
  readonly what: string;
}

export interface CheckOptions {
  /** Leaves out judging again. @default false */
  readonly filesOnly?: boolean;
  /** Checks signature and timestamp, which takes programs. */
  readonly vouch: (pack: OpenedPack) => Promise<Pick<PackCheck, 'signature' | 'timestamp'>>;
}

/** @throws UnreadableInput for what is no pack, or one that this version does not read */
export async function checkPack(
  folder: string,
  { filesOnly = false, vouch }: CheckOptions,
): Promise<PackCheck> {
  const pack = openPack(folder);
  const vouched = await vouch(pack);
  const index = indexOfPack(pack);
  const report = reportOf(pack);
  const hashes = innerFaults(pack, index, report);
  const recomputed = judgeAgain(pack, index, report, filesOnly);
  const madeAgain: MadeAgain =
    recomputed.outcome === 'not done'
      ? { outcome: 'not done', differences: [], why: recomputed.why ?? '' }
      : makeAgain(pack, index, report, (path) => textOf(pack.files, path, folder));
  const bad = [vouched.signature, vouched.timestamp].some(({ outcome }) => outcome === 'refused');
  return {
    folder,
    asOf: index.asOf,
    holds:
      pack.faults.length === 0 &&
      hashes.length === 0 &&
      ![recomputed.outcome, madeAgain.outcome].includes('differs') &&
      !bad,
    files: pack.faults,
    hashes,
    recomputed,
    madeAgain,
    ...vouched,
  };
}

/** @throws UnreadableInput where it is none, or of a version that this program does not read */
export function reportOf({ files, folder }: OpenedPack): Report {
  const file = `${folder}/${names.report}`;
  const text = textOf(files, names.report, folder);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new UnreadableInput(file, 'it is no JSON', 'take the pack from where it was made');
  }
  return readReport(json, file);
}

/** What the index and the contents say of files and report has to be what these are. */
function innerFaults({ files }: OpenedPack, index: PackIndex, report: Report): readonly string[] {
  const packed = [
    ...index.inputs,
    ...index.inputs.flatMap(({ source }) => source ?? []),
    ...index.observations,
    ...index.drills,
  ];
  const faults = packed.flatMap(({ file, redacted }) => {
    const bytes = files.get(file);
    return bytes !== undefined && sha256(bytes) === redacted
      ? []
      : [`${file}: ${names.index} has another hash of it`];
  });
  const judged = [...index.inputs, ...index.observations].map(({ original }) => original);
  const named = report.inputs.map((one) => one.sha256);
  if (judged.toSorted().join() !== named.toSorted().join()) {
    faults.push(`${names.report}: it is of other inputs than ${names.index} names`);
  }
  if (report.asOf !== index.asOf)
    faults.push(`${names.report}: it is of another day than ${names.index} names`);
  const contents = parsed(files.get(names.contents));
  if (asJson(contents?.report) !== asJson(report))
    faults.push(`${names.contents}: it has another report than ${names.report}`);
  return faults;
}

function parsed(bytes: Buffer | undefined): { readonly report?: unknown } | undefined {
  try {
    return JSON.parse(String(bytes)) as { readonly report?: unknown };
  } catch {
    return undefined;
  }
}

function judgeAgain(pack: OpenedPack, index: PackIndex, report: Report, filesOnly: boolean): Recomputed {
  const { files, folder, faults } = pack;
  const base = { sameRules: index.rules === rulesVersion(), differences: [], attested: index.attested };
  if (filesOnly) return { ...base, outcome: 'not done', why: 'it was asked not to be (--files-only)' };
  if (faults.length > 0)
    return { ...base, outcome: 'not done', why: 'files of the pack are not what they were' };
  const again = recompute(index, (path) => textOf(files, path, folder));
  const attested = new Set(index.attested.map(({ policy }) => policy));
  const hidden = new Set(failuresLeftOut(report, again));
  const differences = compareReports(report, again).filter(
    ({ part }) => !attested.has(part) || hidden.has(part),
  );
  return { ...base, outcome: differences.length === 0 ? 'same' : 'differs', differences };
}

/**
 * Policies that fail on what is in the pack, at a place where its report says nothing of it: without a secret fewer
 * things fail, never more, so that nobody can attest a failure away.
 */
function failuresLeftOut(report: Report, again: Report): readonly string[] {
  const failed = ({ verdicts }: Report) =>
    verdicts.flatMap(({ policy, stack, address, outcome }) =>
      outcome === 'fail' || outcome === 'exempt'
        ? [{ policy, id: JSON.stringify([policy, stack, address]) }]
        : [],
    );
  const known = new Set(failed(report).map(({ id }) => id));
  return failed(again).flatMap(({ policy, id }) => (known.has(id) ? [] : [policy]));
}
