import { mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { withLock } from '../../terraform/lock';
import { projectRoot } from '../../terraform/project-root';
import { readManifest } from '../../terraform/saved-plans';
import { makeFolder } from '../../terraform/terraform';
import { applyPlans } from '../apply-plans';
import { approvalOptions, approvalUsage, approving } from '../approvals';
import { type Arguments, parseArguments } from '../arguments';
import { chooseSites } from '../choose-sites';
import { ourEstate } from '../our-estate';
import { formats } from '../render';
import { savePlans } from '../save-plans';
import { UsageError } from '../usage-error';

const usage = `estate apply DIR [--max-age MINUTES] ${approvalUsage} | estate apply --expect HASH [SITE]… ${approvalUsage}`;

/** Minutes: a working morning, for somebody to look at the plans and to approve them. */
const greatestAge = 240;

export default {
  usage,
  summary:
    'applies exactly the plans that estate plan --out has kept, or plans again and applies if that is the change whose hash is expected',
  async run(args: readonly string[]): Promise<number> {
    const options = {
      ...approvalOptions,
      expect: { type: 'string' },
      'max-age': { type: 'string' },
    } as const;
    const estate = ourEstate();
    const given = parseArguments(args, options, usage, { least: 0, most: Math.max(1, estate.sites.length) });
    const expected = given.one('expect');
    const approved = approving(given);
    const apply = (folder: string) =>
      withLock(join(folder, 'lock'), { what: 'applying these plans' }, () =>
        applyPlans(folder, estate, {
          greatestAge: minutes(given.one('max-age')),
          approved,
          show: (report) => process.stdout.write(formats.human(report)),
        }),
      );
    if (expected === undefined) {
      const folder = folderIn(given);
      // Before the lock, which would make the folder.
      readManifest(folder);
      return apply(folder);
    }
    const sites = chooseSites(estate.sites, given.positionals, { command: 'apply', usage });
    const names = sites.map(({ name }) => name);
    return inFolderOfItsOwn(async (folder) => {
      await planExpected(expected, () => savePlans(estate, names, folder, approved));
      return apply(folder);
    });
  },
};

function folderIn({ positionals }: Arguments): string {
  const [folder, ...more] = positionals;
  if (folder !== undefined && more.length === 0) return resolve(folder);
  throw new UsageError(
    `apply ${positionals.join(' ')}`.trim(),
    'one folder of saved plans, or the hash of the change that is expected',
    usage,
  );
}

function minutes(text: string | undefined): number {
  if (text === undefined) return greatestAge;
  if (/^[1-9]\d{0,4}$/.test(text)) return Number(text);
  throw new UsageError(`--max-age ${text}`, 'a whole number of minutes from 1', `--max-age ${greatestAge}`);
}

/** The plans hold secrets: they are gone however this ends. */
async function inFolderOfItsOwn(work: (folder: string) => Promise<number>): Promise<number> {
  const parent = join(projectRoot(), '.estate', 'expected');
  makeFolder(parent);
  const folder = mkdtempSync(join(parent, `${process.pid}-`));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function planExpected(
  expected: string,
  plan: () => Promise<{ readonly plans: { readonly change: string } }>,
): Promise<void> {
  if (!/^[0-9a-f]{64}$/.test(expected)) {
    throw new UsageError(
      `--expect ${expected}`,
      'the hash of a change, 64 hexadecimal digits',
      'copy it from what estate plan --out has said',
    );
  }
  const { plans } = await plan();
  if (plans.change === expected) return;
  throw new UsageError(
    `--expect ${expected}: the plans made now have the hash ${plans.change}`,
    'only the change that was looked at is applied, and it is another one now; nothing was applied',
    'look at it (estate plan --out DIR), have it approved, and expect its hash',
  );
}
