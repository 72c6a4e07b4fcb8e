import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/**
 * A headless Chromium of this machine: `ESTATE_CHROMIUM`, else the first on the `PATH`. Without one the suite fails
 * and says what to do, since what was skipped would look like what passed.
 */
export function startChromium(): Promise<Browser> {
  const asked = process.env.ESTATE_CHROMIUM;
  const folders = (process.env.PATH ?? '').split(delimiter);
  const candidates = asked ? [asked] : folders.flatMap((folder) => names.map((name) => join(folder, name)));
  const executablePath = candidates.find(isProgram);
  if (!executablePath) {
    const where = asked ? `ESTATE_CHROMIUM=${asked} is no program` : `no ${names.join(', ')} on the PATH`;
    throw new Error(`${where}: install Chromium (apt-get install chromium), or name it in ESTATE_CHROMIUM.`);
  }
  // Its own sandbox does not start as root, as whom containers run; the page under test is ours.
  const isRoot = process.getuid?.() === 0;
  return chromium.launch({ executablePath, args: isRoot ? ['--no-sandbox'] : [] });
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
