import type { Assumption } from './model';

/** What no plan can show. Each has a source and a day by which somebody has to look again. */
export const assumptions: readonly Assumption[] = [
  {
    name: 'zones-in-different-buildings',
    statement: 'eu-de-01 and eu-de-02 stand in different data centres: Biere and Magdeburg',
    source:
      'no public map says which zone stands in which building; the provider has to confirm it in writing',
    confirmed: false,
    reviewBy: '2027-05-31',
    concerns: { sites: ['primary', 'mirror'], losses: ['building', 'town'], apart: true },
  },
  {
    name: 'keys-provisioned',
    statement:
      'the key ids of all placements name existing keys, each made for that dataset alone by a key custodian',
    source: 'the operator writes the ids into estate/datasets when the key custodian has made the keys',
    confirmed: false,
    reviewBy: '2027-05-31',
    concerns: { sites: ['primary', 'mirror', 'clinic'], losses: ['key', 'key-store'] },
  },
  {
    name: 'clinic-luks-type-encrypted',
    statement: 'the clinic volume type "luks" encrypts with LUKS and a Barbican key for each volume',
    source: 'Cinder volume-type encryption, set up by the operator; the provider cannot show it in a plan',
    confirmed: false,
    reviewBy: '2027-05-31',
    concerns: { sites: ['clinic'] },
  },
  {
    name: 'clinic-volume-keys-in-custody',
    statement:
      'the clinic’s Barbican keeps the pipeline, in whose name Cinder makes volume keys, from deleting them',
    source:
      'by Barbican’s default policy a secret’s creator may delete it; the operator’s policy decides, no plan',
    confirmed: false,
    reviewBy: '2027-05-31',
    concerns: { sites: ['clinic'], losses: ['key', 'key-store', 'credential'] },
  },
  {
    name: 'c5-attestation',
    statement: 'the Open Telekom Cloud holds a current C5 type 2 attestation for the services used',
    source: '§ 393 SGB V; the attestation is asked from the provider each year',
    confirmed: false,
    reviewBy: '2027-05-31',
    concerns: { sites: ['primary', 'mirror'], losses: [] },
  },
];
