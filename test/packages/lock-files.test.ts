import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');

interface Entry {
  readonly version?: string;
  readonly link?: boolean;
  readonly resolved?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

describe.each(['package-lock.json', 'bin/cdktf-cli/package-lock.json'])('%s', (file) => {
  const packages = JSON.parse(readFileSync(join(root, file), 'utf8')).packages as Record<string, Entry>;
  const foreign = Object.entries(packages).filter(
    ([path, entry]) => path.includes('node_modules/') && !entry.link,
  );

  test('names no registry, so that it installs from whichever one is configured', () => {
    expect(foreign.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
  });

  test('names the optional packages of every platform, else npm ci refuses it (mended by npm run lock)', () => {
    const names = new Set(foreign.map(([path]) => path.split('node_modules/').pop()));
    const wanted = foreign.flatMap(([, { optionalDependencies = {} }]) => Object.keys(optionalDependencies));
    expect(wanted.filter((name) => !names.has(name))).toEqual([]);
    expect(foreign.filter(([, { version }]) => version === undefined)).toEqual([]);
  });
});
