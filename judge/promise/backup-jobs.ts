import { type BackupTarget, backupComponents, backupsOf, repositoryOf } from '../../contracts/backups';
import { statements } from '../../contracts/marks';
import { restoreSiteOf } from '../../estate/backups';
import type { Dataset, Site } from '../../estate/model';
import type { Resource, Stack } from '../../graph/graph';
import { isMap, own, Unknown } from '../../graph/value';
import { cinderVolumes, claimOf, consumersOf } from '../facts/claims';
import { domainOf, podEndOf } from '../facts/cluster-domains';
import { labelOf } from '../facts/containers';
import { containerType } from '../facts/keys';
import { namespaceOf, objectsOf } from '../facts/kubernetes-objects';
import { admits, type End, networkPolicyType } from '../facts/network-policies';
import { postgresClusterType } from '../facts/operated-pods';
import { podSpecPath } from '../facts/pods';
import { type ResticUse, resticUses, wordsOf } from '../facts/restic';
import { type Often, oftenOf } from '../facts/schedule';
import { suppliesOf } from '../facts/site-supplies';
import { standstillsOf } from '../facts/started-jobs';
import { saidIn } from '../facts/starts-alone';
import { type Facts, markOf } from '../finding';
import { storePath } from './backup-path';
import { keepsNothing, runsWhatItShould } from './backup-work';
import { Trail } from './trail';

const jobType = 'CronJob.batch';
/** Backups of others, which say in ways of their own where they go. Sources: cloudnative-pg.io; velero.io. */
const otherKinds = ['ScheduledBackup.postgresql.cnpg.io', 'Schedule.velero.io'];

/** One of the two jobs of a dataset's backup: where it is to run and to what end. */
interface Wanted {
  readonly dataset: Dataset;
  readonly site: Site;
  readonly target: BackupTarget;
  readonly component: string;
  /** Of how often it starts, what is enough. */
  readonly enough: readonly Often[];
  readonly least: string;
}

/**
 * Whether a dataset's backup is written: by a job at its home, whose pods start at least once a day, that
 * reads what serves the dataset, encrypts by a Secret that is there, and reaches the container which the estate names,
 * through network policies, security groups and tunnel. That it was written no input shows.
 */
export function backupWritten(dataset: Dataset, facts: Facts): Trail {
  return examine(dataset, dataset.home.site, backupComponents.writer, facts, (job, wanted, trail) => {
    oftenEnough(job, { ...wanted, enough: ['daily'], least: 'day' }, trail);
    runsWhatItShould(job, facts.graph, writing, trail);
    reads(job, wanted, facts, trail);
  });
}

const writing = { word: /(?:^|\s)backup(?:\s|$)/m, meaning: 'writes a backup' };
const restoring = { word: /\brestic\s(?:.*\s)?(?:restore|dump)\s/, meaning: 'brings a backup back' };

/**
 * Whether it is tried to bring a dataset's backup back: by a job where it is kept, at least once a month, which has the
 * way to it and the Secret that opens it, and writes what it brings back to no volume that stays.
 */
export function restoreTested(dataset: Dataset, facts: Facts): Trail {
  const site = restoreSiteOf(dataset);
  return examine(dataset, site, backupComponents.restoreTest, facts, (job, wanted, trail) => {
    oftenEnough(job, { ...wanted, enough: ['daily', 'weekly', 'monthly'], least: 'month' }, trail);
    runsWhatItShould(job, facts.graph, restoring, trail);
    keepsNothing(job, trail);
  });
}

type More = (job: Resource, wanted: Omit<Wanted, 'enough' | 'least'>, trail: Trail) => void;

function examine(dataset: Dataset, siteName: string, component: string, facts: Facts, more: More): Trail {
  const trail = new Trail();
  const { estate, graph } = facts;
  const site = estate.sites.find(({ name }) => name === siteName);
  const store = estate.sites.find(({ name }) => name === dataset.backup.site);
  const target = site && backupsOf(estate, site)[dataset.name];
  if (site === undefined || store?.objectAccess === undefined || target === undefined) {
    trail.lacks(
      `${dataset.backup.site} declares no way to its object store (objectAccess), so nothing reaches it`,
    );
    return trail;
  }
  const here = graph.stacks.find(
    ({ name, source }) => source === 'manifests' && facts.siteOfStack(name)?.name === site.name,
  );
  if (here === undefined) {
    trail.doubts(`what runs at ${site.name} is not among the inputs`);
    return trail;
  }
  const access = store.objectAccess;
  const wanted = { dataset, site, target, component };
  const jobs = jobsOf(wanted, here, facts);
  if (jobs.length === 0) return nothingRuns(wanted, here, facts);
  const judged = jobs.map((job) => {
    const one = new Trail();
    runs(job, one);
    const domain = domainOf(graph, job);
    if (domain === undefined) one.doubts('of which domain it is, nothing says', job);
    else if (domain !== dataset.domain)
      one.lacks(`it runs in the domain ${domain}, and ${dataset.name} is of ${dataset.domain}`, job);
    opensAndReaches(job, { ...wanted, here, facts }, one);
    more(job, wanted, one);
    const node = nodeOf(job);
    if (node === undefined)
      one.doubts('on which node it runs is not said, and the others are let out nowhere', job);
    else one.joins(storePath({ site, node, store, access }, facts));
    return one;
  });
  trail.joins(judged.toSorted((a, b) => a.rank - b.rank)[0] as Trail);
  keptIn(wanted, facts, trail);
  return trail;
}

/** Jobs that say they are it, and those that name the container and do not say that they are the other one. */
function jobsOf(
  { dataset, target, component }: Omit<Wanted, 'enough' | 'least'>,
  here: Stack,
  { graph }: Facts,
) {
  const repository = repositoryOf(target);
  return objectsOf(graph, here.name, jobType).filter((job) => {
    const is = labelOf(job, 'app.kubernetes.io/component');
    if (markOf(job, 'dataset') === dataset.name && is === component) return true;
    const isOther = Object.values(backupComponents).some((one) => one === is);
    return !isOther && resticUses(job).some((use) => use.repository === repository);
  });
}

function nothingRuns(
  { dataset, site, component }: Omit<Wanted, 'enough' | 'least'>,
  here: Stack,
  { graph }: Facts,
): Trail {
  const trail = new Trail();
  const [other] = component === backupComponents.writer ? objectsOf(graph, here.name, ...otherKinds) : [];
  const what = component === backupComponents.writer ? 'writes the backup' : 'tries to bring back the backup';
  const message = `nothing at ${site.name} ${what} of ${dataset.name}`;
  if (other) trail.doubts(`${message}, unless ${other.address} does, of which that is not shown`, other);
  else trail.lacks(message);
  return trail;
}

function runs(job: Resource, trail: Trail): void {
  for (const { outcome, message, path } of standstillsOf(job)) {
    // How often is asked for by itself.
    if (path === 'spec.schedule') continue;
    if (outcome === 'fail') trail.lacks(message, job);
    else trail.doubts(message, job);
  }
}

function oftenEnough(job: Resource, { enough, least }: Pick<Wanted, 'enough' | 'least'>, trail: Trail): void {
  const schedule = job.get('spec.schedule');
  if (schedule instanceof Unknown) trail.doubts('when it starts is not known yet', job);
  else if (!enough.some((often) => often === oftenOf(String(schedule)))) {
    trail.lacks(`it does not start once a ${least}: ${job.show('spec.schedule')}`, job);
  }
}

interface Where extends Omit<Wanted, 'enough' | 'least'> {
  readonly here: Stack;
  readonly facts: Facts;
}

function opensAndReaches(job: Resource, where: Where, trail: Trail): void {
  const { target, facts, here } = where;
  const uses = resticUses(job);
  const use = uses.find(({ repository }) => repository === repositoryOf(target)) ?? uses[0];
  if (use === undefined) trail.lacks('it names no place of a backup (RESTIC_REPOSITORY)', job);
  else opens(job, use, where, trail);
  const policies = objectsOf(facts.graph, here.name, networkPolicyType);
  const store: End = { kind: 'address', range: target.range };
  const answer = admits(policies, podEndOf(facts.graph, job), store, { protocol: 'TCP', port: target.port });
  const way = `TCP ${target.port} out to ${target.range}`;
  if (answer === 'no') trail.lacks(`no network policy lets ${way}`, job);
  if (answer === 'maybe') trail.doubts(`whether a network policy lets ${way} is not known`, job);
}

function opens(job: Resource, { repository, password }: ResticUse, where: Where, trail: Trail): void {
  const expected = repositoryOf(where.target);
  if (repository instanceof Unknown) trail.doubts('to which container it goes is not known yet', job);
  else if (repository !== expected)
    trail.lacks(`it goes to ${repository}, and the estate says ${expected}`, job);
  if (password instanceof Unknown) trail.doubts('which Secret opens the backup is not known yet', job);
  else if (password === undefined) trail.lacks('no Secret says by what the backup is encrypted', job);
  else if (!isThere(job, password, where)) {
    trail.lacks(`the Secret ${password} is neither made at ${where.site.name} nor said to be given`, job);
  }
}

function isThere(job: Resource, secret: string, { facts: { graph }, here }: Where): boolean {
  if (saidIn(statements.givenSecrets, job).includes(secret)) return true;
  return suppliesOf(graph, here.name).find('secret', namespaceOf(job), secret) !== undefined;
}

/** It reads what serves the dataset: it mounts the claim too, or it asks the database that has it. */
function reads(
  job: Resource,
  { dataset, site }: Pick<Wanted, 'dataset' | 'site'>,
  { graph }: Facts,
  trail: Trail,
): void {
  const volume = cinderVolumes(graph, job.stack).find(
    (one) => markOf(one.volume, 'dataset') === dataset.name,
  );
  const claim = volume && claimOf(graph, volume.volume);
  const consumers = volume && claim ? consumersOf(graph, claim, volume.volume) : [];
  if (consumers.some(({ resource }) => resource === job)) return;
  const database = consumers.find(({ resource }) => resource.type === postgresClusterType)?.resource;
  const texts = wordsOf(job);
  const names = (database ? ['-rw', '-r', '-ro'] : []).map(
    (end) => `${database?.name}${end}.${namespaceOf(database as Resource)}.`,
  );
  if (database === undefined || !texts.some((text) => names.some((name) => text.includes(name)))) {
    trail.lacks(`it reads nothing of what serves ${dataset.name} at ${site.name}`, job);
    return;
  }
  const policies = objectsOf(graph, job.stack, networkPolicyType);
  const port = { protocol: 'TCP', port: 5432 };
  const answer = admits(policies, podEndOf(graph, job), podEndOf(graph, database), port);
  const way = `it reach the database ${database.name}`;
  if (answer === 'no') trail.lacks(`no network policy lets ${way}`, job);
  if (answer === 'maybe') trail.doubts(`whether a network policy lets ${way} is not known`, job);
}

function nodeOf(job: Resource): string | undefined {
  const selector = job.get(`${podSpecPath(job)}.nodeSelector`);
  const node = isMap(selector) ? own(selector, 'kubernetes.io/hostname') : undefined;
  return typeof node === 'string' ? node : undefined;
}

/** The container stands in the plan of the site that keeps it, under the name that the job knows. */
function keptIn({ dataset, target }: Pick<Wanted, 'dataset' | 'target'>, facts: Facts, trail: Trail): void {
  const isThere = (stack: string) => facts.siteOfStack(stack)?.name === target.site;
  if (!facts.graph.stacks.some(({ name, source }) => source !== 'manifests' && isThere(name))) return;
  const kept = facts.graph.ofType(containerType).filter(({ stack, remains }) => remains && isThere(stack));
  if (kept.some((one) => one.get('name') === target.container)) return;
  const open = kept.find((one) => one.get('name') instanceof Unknown);
  const message = `no container ${target.container} at ${target.site} keeps the backup of ${dataset.name}`;
  if (open) trail.doubts(`${message}, unless it is one whose name is not known yet`, open);
  else if (facts.graph.stacks.some(({ name, isPartial }) => isPartial === true && isThere(name)))
    trail.doubts(message);
  else trail.lacks(message);
}
