import type { Estate } from '../../estate/model';
import { judgedTypes } from '../../judge/facts/known-types';

const common = [
  'true false null none yes no on off default enabled disabled active create update delete replace read declared',
  'managed data plan state synth manifests tcp udp icmp any ingress egress IPv4 IPv6 public private admin user root',
  'openstack opentelekomcloud registry terraform io v1 v2 v3 List Secret ConfigMap Deployment Namespace',
];

/**
 * Words of which every pack is made: names of the estate, types of resources, what plans and reports say of anything.
 * Somebody may have one of them as a password. It is removed where it stands as one; elsewhere it is a word that tells
 * nothing, and without it the pack would say nothing either.
 */
export function knownWords(estate: Estate): ReadonlySet<string> {
  const words = new Set(common.flatMap((line) => line.split(' ')));
  for (const type of judgedTypes) for (const word of [type, ...type.split('_')]) words.add(word);
  const { sites, datasets, classes, assumptions, links } = estate;
  collect({ sites, datasets, classes, assumptions, links }, words);
  return words;
}

function collect(value: unknown, words: Set<string>): void {
  if (typeof value === 'string') words.add(value);
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    words.add(key);
    collect(inner, words);
  }
}
