/**
 * What leaves a node about what happened on it. Not what looks like personal data is taken away, but what is on this list
 * is kept: command lines, names of files, addresses of people and whatever a program wrote stay where they were.
 */
export const keptFields = [
  // Which pod, by the runtime's own id; which program, by its name, 15 characters at most; which kind of act.
  'container.id',
  'evt.type',
  'proc.name',
  'proc.pname',
  'user.uid',
] as const;

/** Falco's own priorities. Anything else is no event of its. */
const priorities = [
  'Emergency',
  'Alert',
  'Critical',
  'Error',
  'Warning',
  'Notice',
  'Informational',
  'Debug',
] as const;

/**
 * Vector's language (VRL): makes an event of its kept fields anew. What is no event of Falco's is dropped, and a kept
 * field that is longer than any honest one, or no plain text, is left out. Done at the node, and once more where events
 * of all nodes arrive.
 */
export const redactionProgram = `
rule = string(.rule) ?? ""
priority = string(.priority) ?? ""
if rule == "" || length(rule) > 200 || !includes(${JSON.stringify(priorities)}, priority) { abort }
given = object(.output_fields) ?? {}
kept = {}
for_each(given) -> |key, value| {
  plain = to_string(value) ?? ""
  if includes(${JSON.stringify(keptFields)}, key) && match(plain, r'^[A-Za-z0-9._:-]{1,64}$') {
    kept = set!(kept, [key], plain)
  }
}
time = parse_timestamp(string(.time) ?? "", "%+") ?? now()
node = string(.hostname) ?? ""
if !match(node, r'^[a-z0-9.-]{1,253}$') { node = "unknown" }
. = { "time": time, "hostname": node, "rule": rule, "priority": priority, "output_fields": kept }
`.trim();
