import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseJson } from '../../graph/json';
import { UnreadableInput } from '../../graph/unreadable-input';
import { besideManifest, parseManifest, sha256 } from './manifest';
import { names, type PackIndex, packVersion } from './pack-index';
import { refuseTooLarge } from './redact-inputs';

/** A pack on disk, each file read once, and what is wrong with its files. */
export interface OpenedPack {
  readonly folder: string;
  readonly manifest: string;
  /** Files by path, those beside the manifest left out. */
  readonly files: ReadonlyMap<string, Buffer>;
  /** Each in words, with the path; empty where the files are those of the manifest. */
  readonly faults: readonly string[];
}

/** More than any pack of ours has. */
const mostFiles = 10_000;
const fix = 'take the pack from where it was made, unchanged';

/**
 * Reads a pack and compares its files with its manifest. Nothing outside the folder is read, whatever a link or a path
 * in it says.
 * @throws UnreadableInput for what is no pack, and for one with links, devices or paths that lead out of it
 */
export function openPack(folder: string): OpenedPack {
  const found = lstatSync(folder, { throwIfNoEntry: false });
  if (found === undefined)
    throw new UnreadableInput(folder, 'there is no such folder', 'name a pack: estate audit --out DIR');
  if (found.isSymbolicLink())
    throw new UnreadableInput(folder, 'it is a symbolic link', 'name the folder that it leads to');
  if (!found.isDirectory()) throw new UnreadableInput(folder, 'it is no folder', 'name the folder of a pack');
  const paths = walk(folder);
  if (!paths.includes(names.manifest)) {
    throw new UnreadableInput(folder, `there is no ${names.manifest} in it`, 'name the folder of a pack');
  }
  const manifest = readText(folder, names.manifest);
  const hashes = parseManifest(manifest, join(folder, names.manifest));
  const files = new Map<string, Buffer>();
  const faults: string[] = [];
  for (const path of paths.filter((one) => !besideManifest.has(one))) {
    const bytes = readBytes(folder, path);
    files.set(path, bytes);
    const hash = hashes.get(path);
    if (hash === undefined) faults.push(`${path}: it is not in the manifest`);
    else if (hash !== sha256(bytes))
      faults.push(`${path}: it was changed; its hash is not that of the manifest`);
  }
  for (const path of hashes.keys()) if (!files.has(path)) faults.push(`${path}: it is missing`);
  return { folder, manifest, files, faults: faults.toSorted() };
}

/** Paths of all files, with slashes. */
function walk(folder: string, inner = ''): readonly string[] {
  const entries = readdirSync(join(folder, inner), { withFileTypes: true });
  const paths = entries.flatMap((entry) => {
    const path = inner === '' ? entry.name : `${inner}/${entry.name}`;
    if (entry.isDirectory()) return path.split('/').length > 6 ? tooDeep(folder, path) : walk(folder, path);
    if (entry.isFile()) return [path];
    const what = entry.isSymbolicLink() ? 'a symbolic link' : 'no plain file';
    throw new UnreadableInput(join(folder, path), `it is ${what}, and a pack has files only`, fix);
  });
  if (paths.length <= mostFiles) return paths;
  throw new UnreadableInput(folder, `it has more than ${mostFiles} files`, 'name the folder of a pack');
}

function tooDeep(folder: string, path: string): never {
  throw new UnreadableInput(join(folder, path), 'no folder of a pack lies so deep', fix);
}

function readBytes(folder: string, path: string): Buffer {
  const file = join(folder, path);
  const { size } = lstatSync(file);
  refuseTooLarge({ length: size }, file);
  return readFileSync(file);
}

function readText(folder: string, path: string): string {
  return readBytes(folder, path).toString('utf8');
}

/**
 * The index of a pack.
 * @throws UnreadableInput where it is none, or of a version that this program does not read
 */
export function indexOfPack({ folder, files }: OpenedPack): PackIndex {
  const file = join(folder, names.index);
  const json = parseJson(textOf(files, names.index, folder), file, fix) as unknown as PackIndex;
  if (json.kind !== 'audit-pack') throw new UnreadableInput(file, 'it is no index of a pack', fix);
  if (String(json.schemaVersion).split('.')[0] !== packVersion.split('.')[0]) {
    throw new UnreadableInput(
      file,
      `it is of version ${JSON.stringify(json.schemaVersion)?.slice(0, 40)}, and this program reads ${packVersion}`,
      'check it with the version of this project that made it; versions.json names it',
    );
  }
  const fault = faultOf(json, files);
  if (fault !== undefined) throw new UnreadableInput(file, fault, fix);
  return json;
}

/** Text of a file of the pack. @throws UnreadableInput where it is not there */
export function textOf(files: OpenedPack['files'], path: string, folder: string): string {
  const bytes = files.get(path);
  if (bytes === undefined) throw new UnreadableInput(join(folder, path), 'it is missing', fix);
  return bytes.toString('utf8');
}

function faultOf(index: PackIndex, files: OpenedPack['files']): string | undefined {
  const { asOf, rules, inputs, observations, approvals, drills, attested, authors } = index;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(String(asOf))) return 'asOf is no day';
  if (!/^[0-9a-f]{64}$/.test(String(rules))) return 'rules is no hash';
  const lists = { inputs, observations, approvals, drills, attested, authors };
  for (const [name, list] of Object.entries(lists)) if (!Array.isArray(list)) return `${name} is no list`;
  if (!attested.every((one) => typeof one?.policy === 'string' && typeof one.why === 'string')) {
    return 'attested is no list of policies';
  }
  const named = [
    ...[...inputs, ...observations, ...approvals, ...drills].map((one) => one?.file),
    ...inputs.flatMap((one) => [one?.source?.file, one?.lines].filter((path) => path !== undefined)),
    index.estate,
    index.exceptions,
    ...(index.evidence === undefined ? [] : [index.evidence]),
  ];
  const unknown = named.find((path) => typeof path !== 'string' || !files.has(path));
  if (unknown !== undefined)
    return `it names a file that the pack does not have: ${String(unknown).slice(0, 80)}`;
  const kinds = ['plan', 'state', 'synth', 'manifests'];
  const odd = inputs.find(({ kind, stack, original, redacted }) => {
    const areHashes = [original, redacted].every((hash) => /^[0-9a-f]{64}$/.test(String(hash)));
    return !kinds.includes(kind) || typeof stack !== 'string' || !areHashes;
  });
  return odd === undefined
    ? undefined
    : `an input has no kind, stack or hashes: ${String(odd.file).slice(0, 80)}`;
}
