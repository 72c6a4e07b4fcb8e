import type { Drill, Loss } from '../contracts/drill';
import { loseSite } from './lose-site';
import type { World } from './world';

/** What a reader of a drill's report might take for shown, and is not. */
const notInSandbox = [
  'no server ran and no volume held a byte: the encryption of disks was not exercised',
  'no tunnel carried anything: objects and rows travelled over loopback, on one machine',
  'the sites share that machine, and their services one MariaDB and one RabbitMQ: a loss of power, network or hardware was not exercised',
  'the Open Telekom Cloud was not contacted: its two sites were imitated by plain OpenStack',
  'nobody moved the home of a dataset of objects to another site: that is a change of the estate',
];

/** A loss of something else than a site, with its checks. */
export type OtherLoss = (world: World) => Promise<Loss>;

/**
 * Takes away one site after the other, and whatever else is to be lost.
 * @param sites names, in the order in which they are lost
 */
export async function drill(
  world: World,
  sites: readonly string[],
  others: readonly OtherLoss[] = [],
): Promise<Drill> {
  const startedAt = now();
  const losses: Loss[] = [];
  for (const site of sites) losses.push(await loseSite(world, site));
  for (const other of others) losses.push(await other(world));
  return {
    kind: 'drill',
    schemaVersion: '1.0.0',
    startedAt,
    finishedAt: now(),
    sandbox: world.estate.sandbox === true,
    losses,
    notExercised: world.estate.sandbox ? notInSandbox : [],
    held:
      losses.length > 0 &&
      losses.every(({ checks }) => checks.length > 0 && checks.every(({ held }) => held)),
  };
}

function now(): string {
  return `${new Date().toISOString().slice(0, 19)}Z`;
}
