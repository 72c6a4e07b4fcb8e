const { spawnSync } = require('node:child_process');
const { existsSync } = require('node:fs');
const { join } = require('node:path');

/** What `. .sandbox/env` gives a shell; a suite that needs it and finds none fails, it is not skipped. */
const file = join(__dirname, '..', '..', '.sandbox', 'env');
if (existsSync(file)) {
  const { stdout } = spawnSync('sh', ['-c', '. "$0"; env -0', file], { encoding: 'utf8' });
  for (const line of stdout.split('\0')) {
    const at = line.indexOf('=');
    if (at > 0) process.env[line.slice(0, at)] = line.slice(at + 1);
  }
}
