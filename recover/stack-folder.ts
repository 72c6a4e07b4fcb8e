import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../terraform/errors';
import { writeAside } from '../terraform/write-aside';
import { identities } from './identity';
import type { Found } from './match';

/** What a recovery has left beside a synthesized stack. */
export interface Recovered {
  /** Ids that the next apply takes over, by address. */
  readonly imports: ReadonlyMap<string, string>;
  /** Arguments that plans pass over, by address, since no API reads them back. */
  readonly passedOver: ReadonlyMap<string, readonly string[]>;
}

/** Import blocks (Terraform 1.5), in JSON syntax. */
export const importsFile = 'recovered.tf.json';
/** Merged into the stack by Terraform, because of how its name ends. */
export const passedOverFile = 'recovered_override.tf.json';

const stackFile = 'cdk.tf.json';
const unreadable = new Map(identities.map(({ type, unreadable: names = [] }) => [type, names]));

/**
 * Writes what was found beside the stack, for the next plan to show and the next apply to take over; what an earlier
 * recovery found is written anew. Arguments that were passed over stay so.
 * @returns names of the files that are there now
 */
export function writeRecovered(stackDir: string, found: readonly Found[]): readonly string[] {
  const earlier = readRecovered(stackDir).passedOver;
  const now = found.flatMap(({ address, identity: { unreadable: names } }) =>
    names ? [[address, names] as const] : [],
  );
  const blocks = found.map(({ address, id }) => ({ to: address, id }));
  write(join(stackDir, importsFile), blocks.length > 0 && { import: blocks });
  writePassedOver(stackDir, new Map([...earlier, ...now]));
  return [importsFile, passedOverFile].filter((name) => existsSync(join(stackDir, name)));
}

/** Writes which arguments the stack passes over, and no others; none removes the file. */
export function writePassedOver(stackDir: string, passedOver: Recovered['passedOver']): void {
  const resource: Record<string, Record<string, object>> = {};
  for (const [address, names] of passedOver) {
    const [type = '', name = ''] = address.split('.');
    resource[type] = { ...resource[type], [name]: { lifecycle: { ignore_changes: names } } };
  }
  write(join(stackDir, passedOverFile), passedOver.size > 0 && { resource });
}

function write(file: string, content: object | false): void {
  if (content === false) {
    rmSync(file, { force: true });
    return;
  }
  writeAside(file, `${JSON.stringify(content, undefined, 2)}\n`);
}

/** Takes the import blocks away once what they name is managed: left, they would fail when an object is gone. */
export function removeImports(stackDir: string): void {
  rmSync(join(stackDir, importsFile), { force: true });
}

/**
 * What a recovery has left beside the stack.
 * @throws InputError where any other configuration is there: Terraform would plan it, and nobody has judged its source
 */
export function readRecovered(stackDir: string): Recovered {
  const names = existsSync(stackDir) ? readdirSync(stackDir) : [];
  const foreign = names.filter((name) => /\.tf(\.json)?$/.test(name) && !ours.has(name));
  if (foreign.length > 0) {
    throw new InputError({
      value: `${foreign.join(', ')} beside ${stackFile}.`,
      rule: 'Terraform reads every file of a stack’s folder, and only what was synthesized was judged.',
      fix: 'Remove it; what the stack is to have goes into the constructs.',
    });
  }
  const imports = read(stackDir, importsFile, importsIn) ?? [];
  const passedOver = read(stackDir, passedOverFile, passedOverIn) ?? [];
  return { imports: new Map(imports), passedOver: new Map(passedOver) };
}

const ours: ReadonlySet<string> = new Set([stackFile, importsFile, passedOverFile]);

function read<T>(stackDir: string, name: string, parse: (json: unknown) => T): T | undefined {
  const file = join(stackDir, name);
  if (!existsSync(file)) return undefined;
  try {
    return parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    throw new InputError({
      value: `${name} holds something else than estate recover writes.`,
      rule: 'Beside a stack stand import blocks, and what is passed over of servers that were taken over; no more.',
      fix: 'Remove it, and run estate recover again.',
    });
  }
}

type Entries<T> = readonly (readonly [string, T])[];
const address = /^\w+\.[\w-]+$/;

function importsIn(json: unknown): Entries<string> {
  return onlyMember<readonly unknown[]>(json, 'import').map((block) => {
    const { to, id, ...more } = block as Record<string, unknown>;
    const isPlain =
      typeof to === 'string' && address.test(to) && typeof id === 'string' && !/[$%]\{/.test(id);
    if (!isPlain || Object.keys(more).length > 0) throw new Error('no import block');
    return [to, id] as const;
  });
}

function passedOverIn(json: unknown): Entries<readonly string[]> {
  const types = onlyMember<Record<string, Record<string, unknown>>>(json, 'resource');
  return Object.entries(types).flatMap(([type, resources]) =>
    Object.entries(resources).map(([name, body]) => {
      const names = onlyMember<unknown[]>(onlyMember(body, 'lifecycle'), 'ignore_changes');
      const known = unreadable.get(type) ?? [];
      if (!names.every((one) => known.includes(String(one)))) throw new Error('more is passed over');
      return [`${type}.${name}`, names.map(String)] as const;
    }),
  );
}

function onlyMember<T>(json: unknown, name: string): T {
  const entries = Object.entries(json as object);
  const [[key, value] = []] = entries;
  if (entries.length !== 1 || key !== name) throw new Error(`not only ${name}`);
  return value as T;
}
