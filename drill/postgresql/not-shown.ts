/** What no run of this drill can show, whatever it finds. */
export const notShown: readonly string[] = [
  'No network between sites: all servers are on one machine’s loopback, with its latency and one clock. That a site is gone is noticed at once, because its sockets close; behind a dead tunnel it takes the time-outs of the settings, 10 to 30 s.',
  'From where a connection comes: on loopback all addresses are one, so the ranges of pg_hba.conf are not exercised.',
  'No encrypted disk: the servers’ folders lie on whatever disk this machine has.',
  'No Kubernetes: the servers are started by the runbook’s commands, from the files that the workloads get.',
  'No loss of power: processes are killed, but what the kernel has taken is still written to disk.',
  'No large dataset: a base backup, a rewind and catching up take seconds here and may take hours there.',
  'Nobody had to decide: the times are those of the commands alone.',
];
