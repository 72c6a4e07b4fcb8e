import { disguises } from '../disguises';
import type { Mutant } from '../mutant';
import type { Json, PlanJson } from '../plan-json';

/** Without instances: in the JSON syntax of the estate's stacks a reference would have to name one. */
const ways = disguises.filter(({ name }) => !name.includes('count'));

/** What only the source shows; in disguise there is none of the same resources. */
const sourceAlone = /user data|over SSH|may be destroyed|protection|: state /;

/**
 * Mutants whose stack is written in another way, each in one: a fault is none the less for it.
 * @param mutants of one stack each, named `stack: what`; others are left out
 */
export function inDisguise(mutants: readonly Mutant[]): readonly Mutant[] {
  const plain = mutants.filter(({ name, declares }) => declares === undefined && !sourceAlone.test(name));
  return plain.map((mutant, at) => {
    const stack = mutant.name.split(':')[0];
    const disguise = ways[at % ways.length] ?? ways[0];
    return {
      ...mutant,
      name: `${mutant.name}; ${disguise?.name}`,
      breaks: (sites) =>
        mutant.breaks(sites).map((site) => {
          if (site.stack !== stack) return site;
          const plan = JSON.parse(site.plan) as PlanJson;
          disguise?.apply(plan);
          const { terraform, provider } = JSON.parse(site.source) as Json;
          return { stack, plan: JSON.stringify(plan), source: JSON.stringify({ terraform, provider }) };
        }),
    };
  });
}
