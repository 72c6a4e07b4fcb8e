import { fail } from '../../bin/fail';
import { loadPolicies } from '../../policies/registry';
import { estatePlan } from '../estate-plan';
import { isOf, MutantJudge, type Seen } from './judge-mutants';
import { everyMutant } from './mutants/every-mutant';

/** `npm run mutate [-- WORDS]`: breaks the estate in every way the rules know and prints how many were seen. */
async function main(words: string): Promise<number> {
  const judge = new MutantJudge(await estatePlan());
  const mutants = everyMutant.filter(({ name }) => name.includes(words));
  const seen = mutants.map((mutant) => judge.examine(mutant));
  const survivors = seen.filter(({ expected }) => expected.length === 0);
  const write = (line: string) => process.stdout.write(`${line}\n`);
  for (const line of figuresByRule(seen)) write(line);
  for (const one of judge.unbroken) write(`NOT SILENT on the unbroken estate: ${one}`);
  for (const { mutant, verdicts } of survivors) {
    const others = [...new Set(verdicts.map(({ policy }) => policy))].join(', ') || 'nothing';
    write(`SURVIVED: ${mutant.name}; ${mutant.rules.join(' or ')} had to see it, ${others} did`);
  }
  const failed = seen.filter(({ expected }) => expected.some(({ outcome }) => outcome === 'fail')).length;
  write(
    `${mutants.length} mutants: ${mutants.length - survivors.length} seen (${failed} fail, ` +
      `${mutants.length - survivors.length - failed} undecided), ${survivors.length} survived; ` +
      `${judge.unbroken.length} findings on the unbroken estate.`,
  );
  return survivors.length + judge.unbroken.length === 0 ? 0 : 1;
}

/** For every rule how many mutants it had to see and how many it saw, of its own or for its area. */
function figuresByRule(seen: readonly Seen[]): string[] {
  return loadPolicies().map(({ id }) => {
    const own = seen.filter(({ mutant }) => mutant.rules.some((rule) => isOf(id, rule)));
    const caught = own.filter(({ expected }) => expected.some(({ policy }) => policy === id));
    const figure = caught.length === 0 ? 'NO MUTANT' : `${caught.length} seen`;
    return `${figure.padStart(10)}  ${id}`;
  });
}

main(process.argv.slice(2).join(' ')).then((code) => {
  process.exitCode = code;
}, fail);
