/** Pulumi takes a program only from below its Pulumi.yaml; the compiled one lies in `dist/`. */
require('../dist/workloads/main.js');
