#!/usr/bin/env node
/**
 * Remakes `forces-new.json`: which attributes the provider cannot change in place. Terraform's own schema leaves that
 * out, so the provider's code is asked, at the pinned version; it takes Go. With `--check` only says whether the
 * committed one is what the provider says.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const home = dirname(fileURLToPath(import.meta.url));
const file = join(home, 'forces-new.json');
const module = join(home, '..', '..', 'terraform', 'provider');

const said = execFileSync('go', ['run', './forces-new'], {
  cwd: module,
  env: { ...process.env, CGO_ENABLED: '0', GOFLAGS: '-mod=readonly', GOWORK: 'off' },
  encoding: 'utf8',
  maxBuffer: 1e8,
});
const text = `${JSON.stringify(JSON.parse(said))}\n`;
const isSame = text === readFileSync(file, 'utf8');
if (process.argv.includes('--check')) {
  console.log(`forces-new.json is ${isSame ? 'what the provider says' : 'stale: run this without --check'}`);
  process.exitCode = isSame ? 0 : 1;
} else if (!isSame) {
  writeFileSync(`${file}.draft`, text);
  renameSync(`${file}.draft`, file);
  console.log('forces-new.json remade');
}
