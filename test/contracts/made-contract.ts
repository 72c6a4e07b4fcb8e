import { createHash } from 'node:crypto';
import { type ClusterContract, contractOf } from '../../contracts/cluster';
import { realEstate } from '../stacks/synthesize';

/** A UUID for a name, always the same. */
export function uuidOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

/** The contract of a site of the real estate as it stands after an apply. */
export function madeContract(site: string): ClusterContract {
  const planned = contractOf(realEstate, site);
  const volumes = Object.entries(planned.volumes).map(([dataset, volume]) => [
    dataset,
    { ...volume, volumeId: uuidOf(`${site}/${dataset}`) },
  ]);
  return { ...planned, planned: false, volumes: Object.fromEntries(volumes) };
}
