/**
 * Rules that no mutant names, each with the reason: what they are about cannot be broken in a plan, its source,
 * what the estate declares or what was observed. A test holds the list to the rules.
 */
export const withoutMutant: Readonly<Record<string, string>> = {
  'resilience/drills-lose-nothing': 'no change of a plan breaks it: it judges reports of drills',
};
