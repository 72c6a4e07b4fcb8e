import type { Estate, Site } from '../estate/model';
import { NotListed } from '../observe/list';
import { type Credentials, logIn, type Session } from '../observe/session';
import { InputError } from '../terraform/errors';
import { type Check, notOk, type Result, type Subject, unread } from './check';
import { CloudReader } from './cloud-reader';
import { Existing } from './existing';
import { checks as everyCheck } from './registry';
import type { CheckReport, SiteReport } from './report';
import type { Managed } from './state';
import type { WantedObjects } from './wanted';

export interface SiteExpectations {
  readonly estate: Estate;
  readonly site: Site;
  readonly wanted: WantedObjects;
  /** What a state manages there; without one, marks say what is the stack's. */
  readonly managed?: Managed | undefined;
}

const mayLogIn = {
  check: 'identity/login',
  rule: 'The account can log in to the site’s project.',
} as const;

/**
 * Looks at everything there is to look at in one site's project, and changes nothing.
 * @param checks @default every check
 */
export async function preflightSite(
  expectations: SiteExpectations,
  credentials: Credentials,
  checks: readonly Check[] = everyCheck,
): Promise<SiteReport> {
  const { site } = expectations;
  const { authUrl, project } = site.identity;
  const about = { site: site.name, authUrl, project, looked: true };
  let session: Session;
  try {
    session = await logIn(site.name, site.identity, credentials);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { ...about, checks: withoutLogin(error, checks) };
  }
  const subject = subjectOf(expectations, session);
  const reports: CheckReport[] = [
    { ...mayLogIn, results: [{ outcome: 'ok', value: `${project} at ${authUrl}` }] },
  ];
  for (const check of checks) reports.push(await lookWith(check, subject));
  return { ...about, checks: reports };
}

/** A site that nobody looked at, named with the reason. */
export function notLookedAt(site: Site, reason: string): SiteReport {
  const { authUrl, project } = site.identity;
  return { site: site.name, authUrl, project, looked: false, reason, checks: [] };
}

function subjectOf({ estate, site, wanted, managed }: SiteExpectations, session: Session): Subject {
  const cloud = new CloudReader(session);
  return { estate, site, cloud, wanted, existing: new Existing(cloud, site.name, wanted, managed) };
}

function withoutLogin({ value, fix }: InputError, checks: readonly Check[]): readonly CheckReport[] {
  const others = checks.map(({ id: check, rule }) => ({
    check,
    rule,
    results: [unread('nobody could log in', 'Mend the login first.')],
  }));
  return [{ ...mayLogIn, results: [notOk(value, fix)] }, ...others];
}

async function lookWith(check: Check, subject: Subject): Promise<CheckReport> {
  const { id, rule } = check;
  return { check: id, rule, results: await resultsOf(check, subject) };
}

async function resultsOf(check: Check, subject: Subject): Promise<readonly Result[]> {
  try {
    const results = await check.look(subject);
    if (results.length > 0) return results;
    throw new NotListed('there was nothing to look at');
  } catch (error) {
    if (!(error instanceof NotListed)) throw error;
    return [unread(error.message, 'Give the account the right to read it, or have somebody look who may.')];
  }
}
