/** `npm run bench [ROUNDS]` measures a synth with the gate; `npm run bench verify [ROUNDS]` compares checkers of plans. */
if (process.argv[2] === 'verify') require('./verify');
else require('./synth');
