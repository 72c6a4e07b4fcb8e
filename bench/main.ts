/**
 * `npm run bench [ROUNDS]` measures a synth with the gate; `npm run bench verify [ROUNDS]` compares checkers of plans;
 * `npm run bench plan [ROUNDS]` compares a whole plan with its slowest chain of stacks; `npm run bench workloads
 * [ROUNDS]` compares rendering and judging what runs on all clusters with loading the SDK it is written with.
 */
if (process.argv[2] === 'verify') require('./verify');
else if (process.argv[2] === 'plan') require('./plan');
else if (process.argv[2] === 'workloads') require('./workloads');
else require('./synth');
