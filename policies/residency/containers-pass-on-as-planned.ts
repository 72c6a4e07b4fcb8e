import type { ObservedResource } from '../../contracts/observation';
import type { Resource } from '../../graph/graph';
import { isOpen, isUnset } from '../../graph/value';
import { containerType } from '../../judge/facts/keys';
import { syncPath, versionsOf } from '../../judge/facts/object-synchronisation';
import { definePolicy, type Finding, fail, pass, seen, undecided, worstOf } from '../../judge/policy';

/** Changing anything of a container, the provider sends where it passes objects on, and so puts that right. */
const repairing: readonly string[] = ['update', 'create', 'replace'];

function judgeTarget(container: Resource, { attributes, id }: ObservedResource): Finding {
  const planned = container.get(syncPath);
  const found = attributes[syncPath] ?? '';
  const source = `${container.stack}:${containerType} ${id}`;
  const evidence = [seen(container, syncPath), { path: syncPath, value: String(found), source }];
  if (isOpen(planned))
    return undecided('whether it passes objects on as planned is not known yet', ...evidence);
  if ((isUnset(planned) ? '' : planned) === found) return pass;
  return fail(
    found === ''
      ? 'it passes nothing on, and no plan sees that or puts it right'
      : 'it passes objects on to another place than planned, and no plan sees that or puts it right',
    ...evidence,
  );
}

/** A history that was taken away: the provider reads one that is there, and misses none. */
function judgeHistory(container: Resource, { attributes, id }: ObservedResource): Finding {
  const legacy: unknown = attributes.versioning_legacy;
  if (versionsOf(container) !== 'in a history' || !Array.isArray(legacy)) return pass;
  const types = legacy.map((one: { type?: unknown } | null) => one?.type);
  if (types.includes('history')) return pass;
  const source = `${container.stack}:${containerType} ${id}`;
  return fail('it keeps no history of what is overwritten, and no plan sees that or puts it right', {
    path: 'versioning_legacy',
    value: types.length === 0 ? 'not set' : types.join(', '),
    source,
  });
}

const compared =
  'an example is a plan alone, and this compares one with an observation: test/judge/observed-containers.test.ts';

export default definePolicy({
  title: 'A container passes its objects on as planned, and keeps its history, as the site’s API shows it',
  severity: 'critical',
  why: 'The provider does not read back where a container passes its objects on, nor that its history was taken away. Whoever may write to the account can have every object sent to another account of the realm; each later plan says that nothing is to be changed, and no apply puts it right.',
  avoid: 'plans as the only proof of what containers do',
  prefer: 'an observation beside each plan of what exists, as the judged apply takes it',
  remediation:
    'Find out who changed it and what was passed on. Set X-Container-Sync-To and X-History-Location through the API as planned, or have Terraform replace the container where another one feeds it.',
  controls: ['§ 393 SGB V', 'C5:2020 PSS-12', 'C5:2026 PSS-12', 'Grundschutz++ BES.2.3'],
  observableIn: ['plan', 'state'],
  needsObservation: true,
  resources: [containerType],
  examine(container, { observations }) {
    const { id } = container.attributes;
    const found = observations
      ?.of(container.stack)
      ?.resources.find((one) => one.type === containerType && one.id === id);
    if (!found || !Object.hasOwn(found.attributes, syncPath)) return undefined;
    const target = repairing.includes(container.action) ? pass : judgeTarget(container, found);
    return worstOf([target, judgeHistory(container, found)]);
  },
  examples: { cannotOccur: { pass: compared, fail: compared, undecided: compared } },
});
