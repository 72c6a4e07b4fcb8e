import { mkdirSync } from 'node:fs';
import { inParallel } from '../../processes/in-parallel';
import { type Say, step } from '../../processes/report';
import { forgetEnded, groupProcesses } from '../../processes/stop-processes';
import { untilGroupCan } from '../../processes/until';
import { makeGolden } from '../golden';
import { apiChecks, askAgents, askApi } from '../health';
import { writeAdminAccount } from '../identity';
import { startMariadb } from '../infrastructure/mariadb';
import { startPostgresql } from '../infrastructure/postgresql';
import { startRabbitmq } from '../infrastructure/rabbitmq';
import { sharedGroup, sharedPlace } from '../infrastructure/shared';
import { checkInstalled } from '../install/installed';
import { checkPorts } from '../port-check';
import type { Sandbox, Site } from '../sandbox';
import { forgetReports } from '../services/nova-reports';
import { announceVpnAgents } from '../services/ovn';
import { finishSite, isInitialised, setUpSite } from '../set-up-site';
import { writeSiteFiles } from '../site-files';
import {
  makeNurseries,
  type Nurseries,
  openNurseries,
  startLateServices,
  startServices,
} from '../site-processes';
import { clearRemoved } from './reset';

/** Long enough for two cores that others use as well. */
const patienceMs = 300_000;

/** Starts what the sites share and the sites named, as far as they do not run, and waits until all can be used. */
export async function start(sandbox: Sandbox, sites: readonly Site[], say: Say): Promise<void> {
  const begin = Date.now();
  checkInstalled(sandbox);
  clearRemoved(sandbox);
  forgetEnded(sandbox.folder, sharedGroup);
  const groups = [sharedGroup, ...sandbox.sites.map(({ name }) => name)];
  checkPorts(
    sandbox,
    sites,
    groups.flatMap((group) => groupProcesses(sandbox.folder, group)),
  );
  mkdirSync(sharedPlace(sandbox).home, { recursive: true, mode: 0o700 });
  const nurseries = makeNurseries(sandbox);
  try {
    openNurseries(sites, sandbox, nurseries);
    await step(say, 'MariaDB, RabbitMQ and PostgreSQL answer', () =>
      Promise.all([startMariadb(sandbox), startRabbitmq(sandbox), startPostgresql(sandbox)]),
    );
    const fresh = sites.filter((site) => !isInitialised(site));
    if (fresh.length > 0) {
      await step(say, 'schemas are migrated', () => makeGolden(sandbox));
      await step(say, `${namesOf(fresh)}: set up`, () =>
        inParallel(2, fresh, (site) => setUpSite(site, sandbox)),
      );
    }
    await inParallel(sites.length, sites, (site) => startSite(site, sandbox, nurseries, say));
  } finally {
    for (const nursery of Object.values(nurseries)) nursery.close();
  }
  say(`${namesOf(sites)}: can be used after ${seconds(begin)} s`);
}

async function startSite(site: Site, sandbox: Sandbox, nurseries: Nurseries, say: Say): Promise<void> {
  const begin = Date.now();
  forgetEnded(sandbox.folder, site.name);
  await forgetReports(site, sandbox);
  writeSiteFiles(site, sandbox);
  writeAdminAccount(site, sandbox);
  await startServices(site, sandbox, nurseries);
  await untilAnswers(site, sandbox, ['keystone']);
  if (!isInitialised(site)) await finishSite(site, sandbox);
  await untilAnswers(site, sandbox, ['placement']);
  await startLateServices(site, sandbox, nurseries);
  await untilAnswers(
    site,
    sandbox,
    apiChecks(site).map(({ name }) => name),
  );
  say(`${site.name}: all APIs answer (${seconds(begin)} s)`);
  await announceVpnAgents(site, sandbox);
  await waitFor(site, sandbox, 'agents', async () => describe(await askAgents(site, sandbox)));
  say(`${site.name}: agents are up (${seconds(begin)} s)`);
}

async function untilAnswers(site: Site, sandbox: Sandbox, names: readonly string[]): Promise<void> {
  const checks = apiChecks(site).filter(({ name }) => names.includes(name));
  await waitFor(site, sandbox, names.join(', '), async () =>
    describe(await Promise.all(checks.map((check) => askApi(check)))),
  );
}

async function waitFor(
  site: Site,
  sandbox: Sandbox,
  what: string,
  question: () => Promise<string | undefined>,
): Promise<void> {
  const place = { ownerFolder: sandbox.folder, group: site.name };
  await untilGroupCan(place, { what, timeoutMs: patienceMs }, question);
}

function describe(
  answers: readonly { readonly name: string; readonly trouble?: string }[],
): string | undefined {
  const troubled = answers.filter(({ trouble }) => trouble !== undefined);
  if (troubled.length === 0) return undefined;
  return troubled.map(({ name, trouble }) => `${name} ${trouble}`).join('; ');
}

function namesOf(sites: readonly Site[]): string {
  return sites.map(({ name }) => name).join(', ');
}

function seconds(begin: number): string {
  return ((Date.now() - begin) / 1000).toFixed(1);
}
