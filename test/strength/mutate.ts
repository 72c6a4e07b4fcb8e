import { fail } from '../../bin/fail';
import { loadPolicies } from '../../policies/registry';
import { untranslated } from '../audit/german/untranslated';
import { estatePlan } from '../estate-plan';
import { MutantJudge, type Seen } from './judge-mutants';
import { everyMutant } from './mutants/every-mutant';
import { withoutMutant } from './mutants/without-mutant';

/** `npm run mutate [-- WORDS]`: breaks the estate in every way the rules know and prints how many were seen. */
async function main(words: string): Promise<number> {
  const judge = new MutantJudge(await estatePlan());
  const mutants = everyMutant.filter(({ name }) => name.includes(words));
  const seen = mutants.map((mutant) => judge.examine(mutant));
  const survivors = seen.filter(({ expected }) => expected.length === 0);
  const write = (line: string) => process.stdout.write(`${line}\n`);
  const figures = figuresByRule(seen);
  for (const { id, caught } of figures) write(`${String(caught).padStart(6)}  ${id}`);
  // Where not all mutants are tried, nothing is said of rules that saw none.
  const blind = words === '' ? figures.filter(({ caught, id }) => caught === 0 && !withoutMutant[id]) : [];
  for (const { id } of blind) write(`NO MUTANT for ${id}`);
  for (const [id, reason] of Object.entries(withoutMutant)) write(`no mutant for ${id}: ${reason}`);
  for (const one of judge.unbroken) write(`NOT SILENT on the unbroken estate: ${one}`);
  for (const { mutant, verdicts } of survivors) {
    const others = [...new Set(verdicts.map(({ policy }) => policy))].join(', ') || 'nothing';
    write(`SURVIVED: ${mutant.name}; ${mutant.rules.join(' or ')} had to see it, ${others} did`);
  }
  const unsaid = untranslated(seen.flatMap(({ verdicts }) => verdicts));
  for (const one of unsaid) write(`NO GERMAN for ${one}`);
  const failed = seen.filter(({ expected }) => expected.some(({ outcome }) => outcome === 'fail')).length;
  write(
    `${mutants.length} mutants: ${mutants.length - survivors.length} seen (${failed} fail, ` +
      `${mutants.length - survivors.length - failed} undecided), ${survivors.length} survived; ` +
      `${blind.length} rules saw none; ${judge.unbroken.length} findings on the unbroken estate; ${unsaid.length} sentences without German.`,
  );
  return survivors.length + judge.unbroken.length + blind.length + unsaid.length === 0 ? 0 : 1;
}

/** For every rule how many mutants it saw of those that it had to see, by its own name or for its area. */
function figuresByRule(seen: readonly Seen[]): { readonly id: string; readonly caught: number }[] {
  return loadPolicies().map(({ id }) => {
    const caught = seen.filter(({ expected }) => expected.some(({ policy }) => policy === id));
    return { id, caught: caught.length };
  });
}

main(process.argv.slice(2).join(' ')).then((code) => {
  process.exitCode = code;
}, fail);
