import { strFromU8, type UnzipFileInfo, unzipSync } from 'fflate';
import { mergeConfiguration } from './merge-configuration';
import { UnreadableInput } from './unreadable-input';

/** What a saved plan holds besides the plan itself, which only Terraform can read. */
export interface SavedPlan {
  /** Providers it was made with, as its lock file names them. */
  readonly providers: readonly { readonly address: string; readonly version: string }[];
  /**
   * The root module it was made from, as one file in Terraform's JSON syntax. Undefined where it cannot be had as
   * that: files that override others, or syntax that the parser does not know. The plan then speaks for itself.
   */
  readonly source: string | undefined;
}

/** Whether it is a zip file, as a saved plan is. */
export function isSavedPlan(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4;
}

const lockFile = '.terraform.lock.hcl';
/** The folder of the root module: `m-` and the module's key, which is empty. */
const rootModule = /^tfconfig\/m-\/([^/]+\.tf(?:\.json)?)$/;
/** Far more than a configuration has; a hostile archive may claim and hold anything. */
const largestFile = 64 * 1024 * 1024;

/**
 * Opens a saved plan (`terraform plan -out=FILE`): a zip of `tfplan`, the configuration (`tfconfig/m-KEY/…`), the
 * states before it and the lock file. HCL is brought into JSON syntax, where expressions are strings.
 * @throws UnreadableInput where it is a zip of something else, or damaged
 */
export async function openSavedPlan(bytes: Uint8Array, file: string): Promise<SavedPlan> {
  const entries = unzip(bytes, file);
  const files = Object.entries(entries).flatMap(([path, content]): (readonly [string, string])[] => {
    const name = rootModule.exec(path)?.[1];
    return name === undefined ? [] : [[name, strFromU8(content)]];
  });
  const lock = entries[lockFile];
  return {
    providers: lock === undefined ? [] : readLock(strFromU8(lock)),
    source: files.some(([name]) => isOverride(name)) ? undefined : await asOneFile(files),
  };
}

function unzip(bytes: Uint8Array, file: string): Record<string, Uint8Array> {
  let isPlan = false;
  const isWanted = ({ name, originalSize }: UnzipFileInfo) => {
    isPlan ||= name === 'tfplan';
    return (name === lockFile || rootModule.test(name)) && originalSize <= largestFile;
  };
  let entries: Record<string, Uint8Array>;
  try {
    entries = unzipSync(bytes, { filter: isWanted });
  } catch {
    throw new UnreadableInput(
      file,
      'it is a zip file as saved plans are, but damaged or cut',
      'terraform plan -out=FILE again',
    );
  }
  if (isPlan) return entries;
  throw new UnreadableInput(
    file,
    'it is a zip file with no tfplan in it, so no saved plan',
    'name what terraform plan -out=FILE wrote, or its JSON',
  );
}

/** Terraform writes the lock file itself, always in this form. */
function readLock(text: string): SavedPlan['providers'] {
  const blocks = text.matchAll(/^provider "([^"]+)" \{\s*\n\s*version\s*=\s*"([^"]+)"/gm);
  return [...blocks].map(([, address = '', version = '']) => ({ address, version }));
}

/** Such files change what others say, argument by argument. */
function isOverride(name: string): boolean {
  return /(^|_)override\.tf(\.json)?$/.test(name);
}

async function asOneFile(files: readonly (readonly [string, string])[]): Promise<string | undefined> {
  try {
    const parts = await Promise.all(
      files.map(([name, text]) => (name.endsWith('.json') ? JSON.parse(text) : parseHcl(name, text))),
    );
    return JSON.stringify(mergeConfiguration(parts));
  } catch {
    return undefined;
  }
}

/** Loaded only for a plan that was written in HCL: it brings HashiCorp's own parser along, as WebAssembly. */
function parseHcl(name: string, text: string): Promise<unknown> {
  const { parse } = require('@cdktf/hcl2json') as typeof import('@cdktf/hcl2json');
  return parse(name, text);
}
