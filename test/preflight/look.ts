import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Estate, Site } from '../../estate/model';
import { siteOf } from '../../estate/queries';
import type { Result } from '../../preflight/check';
import { preflightSite } from '../../preflight/preflight-site';
import { checks } from '../../preflight/registry';
import type { Managed } from '../../preflight/state';
import type { WantedObjects } from '../../preflight/wanted';
import { estateWith, wantedOf } from './recorded-estate';
import { type RecordedAnswer, type Recording, replay } from './recording';

const folder = join(__dirname, '..', 'fixtures', 'preflight');

export function readRecording(name: string): Recording {
  return JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as Recording;
}

/** What becomes of an answer: another status, other headers, or a body made from the recorded one. */
export type Change = Partial<RecordedAnswer> | ((body: never) => unknown);

/** Changes by a part of the call, such as `/os-quota-sets/`; each has to meet at least one. */
export type Changes = Readonly<Record<string, Change>>;

export function changed(recording: Recording, changes: Changes): Recording {
  const calls = new Map(Object.entries(recording.calls));
  for (const [part, change] of Object.entries(changes)) {
    const met = [...calls].filter(([call]) => call.includes(part));
    if (met.length === 0) throw new Error(`no recorded call has ${part}`);
    for (const [call, answer] of met) {
      const body = structuredClone(answer.body);
      const more = typeof change === 'function' ? { body: change(body as never) } : change;
      calls.set(call, { ...answer, ...more });
    }
  }
  return { ...recording, calls: Object.fromEntries(calls) };
}

export interface Looking {
  /** Another site than the one that was recorded. */
  readonly site?: (site: Site) => Site;
  readonly wanted?: WantedObjects;
  readonly managed?: Managed;
  /** Id of the one check that is wanted. @default every check */
  readonly only?: string;
}

const known = new Map<string, { readonly estate: Estate; readonly wanted: WantedObjects }>();

/** Runs checks against recorded answers. @returns results by check, and the calls that were made */
export async function look(recording: Recording, { site: alter, wanted, managed, only }: Looking = {}) {
  const cloud = await replay(recording);
  try {
    const key = JSON.stringify(recording.site);
    const about = known.get(key) ?? expectedOf(recording);
    known.set(key, about);
    const declared = siteOf(about.estate, 'clinic');
    const site = { ...declared, identity: { ...recording.site.identity, authUrl: cloud.authUrl } };
    const report = await preflightSite(
      { estate: about.estate, site: alter ? alter(site) : site, wanted: wanted ?? about.wanted, managed },
      { OS_USERNAME: 'pipeline', OS_PASSWORD: 'password-that-nobody-may-see' },
      only === undefined ? checks : checks.filter(({ id }) => id === only),
    );
    const results = new Map(report.checks.map((check) => [check.check, check.results]));
    return { report, calls: cloud.calls, results: (check: string) => results.get(check) ?? [] };
  } finally {
    await cloud.close();
  }
}

function expectedOf({ site }: Recording) {
  const estate = estateWith('clinic', site);
  return { estate, wanted: wantedOf(estate, 'clinic') };
}

/** The gravest outcome, and what was said with it. */
export function worst(results: readonly Result[]): { readonly outcome: string; readonly text: string } {
  const order = ['not-ok', 'unread', 'not-observable', 'ok', 'not-applicable'];
  const outcome = order.find((one) => results.some((result) => result.outcome === one)) ?? 'none';
  const said = results.filter((result) => result.outcome === outcome);
  return { outcome, text: said.map(({ value, fix = '' }) => `${value} (${fix})`).join('\n') };
}
