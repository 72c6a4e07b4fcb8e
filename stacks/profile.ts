import { InputError } from '../constructs/input-error';

/** What a run may do to things that hold data. */
export interface Profile {
  readonly name: 'production' | 'sandbox' | 'decommission';
  /** Lifts `prevent_destroy` from volumes and containers. */
  readonly destroyable: boolean;
  /** Lets a backup container go with the objects in it. */
  readonly emptiesContainers: boolean;
}

export const profiles: readonly Profile[] = [
  { name: 'production', destroyable: false, emptiesContainers: false },
  { name: 'sandbox', destroyable: true, emptiesContainers: true },
  // A site is emptied by hand, with proof of erasure: the runbook destroys nothing that still holds objects.
  { name: 'decommission', destroyable: true, emptiesContainers: false },
];

/**
 * The profile of that name.
 * @param name @default 'production'
 * @throws InputError for any other name
 */
export function profileNamed(name = 'production'): Profile {
  const profile = profiles.find((each) => each.name === name);
  if (profile !== undefined) return profile;
  throw new InputError(
    `profile ${JSON.stringify(name)} (ESTATE_PROFILE, or estateProfile in the context)`,
    `one of ${profiles.map((each) => each.name).join(', ')}`,
    'leave it out for production; only a sandbox and a decommission may destroy what holds data',
  );
}
