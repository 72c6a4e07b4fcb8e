/** Before the names of our own labels and annotations; no other project uses it. */
export const markPrefix = 'estate.lausitz/';

/** Labels by which objects and nodes of the clusters say what they belong to: workloads write them, and the judge reads them. */
export const marks = {
  site: `${markPrefix}site`,
  domain: `${markPrefix}domain`,
  workload: `${markPrefix}workload`,
  dataset: `${markPrefix}dataset`,
  /** Of a namespace: who may reach it. */
  exposure: `${markPrefix}exposure`,
} as const;

/** Annotations by which a pod's author says what the judge could not know; each a list of names with commas between. */
export const statements = {
  /** Sites that it goes on without: it asks them, and works if nobody answers. */
  doesWithout: `${markPrefix}does-without`,
  /** Secrets that whoever operates the site puts there by hand. */
  givenSecrets: `${markPrefix}given-secrets`,
} as const;
