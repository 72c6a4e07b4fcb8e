import type { Estate } from '../estate/model';
import { permittedCryptography } from '../estate/suites';
import { compare } from '../judge/importance';
import type { Report } from '../judge/report';
import type { Expiring, Text } from './pack/contents';

/** What ends beside what the report says: of keys and of the algorithms that tunnels may use. */
export interface Ending {
  readonly keys: readonly { readonly site: string; readonly keyStore: string; readonly liveUntil: string }[];
  readonly algorithms: readonly {
    readonly name: string;
    readonly permittedUntil: string;
    readonly source: string;
  }[];
  /** Names of assumptions that rest on an attestation of somebody else. */
  readonly attestations: ReadonlySet<string>;
}

/** What ends of what an estate declares. An assumption that speaks of an attestation rests on one. */
export function endingOf({ sites, links, assumptions }: Estate): Ending {
  const { permittedUntil, source } = permittedCryptography;
  const used = new Map(links.map(({ suite }) => [suite.name, suite]));
  return {
    keys: sites.map(({ name, keyCustody }) => ({
      site: name,
      keyStore: keyCustody.keyStore,
      liveUntil: keyCustody.keysLiveUntil,
    })),
    algorithms: [...used.values()].map(({ name, group }) => ({
      name: `${name} (${group})`,
      permittedUntil,
      source,
    })),
    attestations: new Set(
      assumptions
        .filter((one) => /attestation/i.test(`${one.name} ${one.statement}`))
        .map(({ name }) => name),
    ),
  };
}

/** Days before an end at which it is told. */
export const noticeDays = 90;

const day = 86_400_000;

/**
 * Whatever ends within 90 days of the report's day, or has ended; the earliest first, then by name.
 * @throws RangeError where a day is none: a pack with such a list would say nothing
 */
export function expiringOf(report: Report, ending: Ending): readonly Expiring[] {
  const all = [
    ...report.exceptions.map(({ policy, stack, address, owner, expires }) =>
      one('exception', `${policy} ${stack} ${address}`, expires, {
        de: `Ausnahme; verantwortlich: ${owner}. Danach zählt der Befund wieder als Verstoß.`,
        en: `exception; owner: ${owner}. After that the finding fails again.`,
      }),
    ),
    ...(report.approvals ?? []).map(({ file, approver, expires }) =>
      one('approval', file, expires, {
        de: `Freigabe durch ${approver.name} (${approver.role}). Danach hält sie nichts mehr frei.`,
        en: `approval by ${approver.name} (${approver.role}). After that it lifts nothing.`,
      }),
    ),
    ...ending.algorithms.map(({ name, permittedUntil, source }) =>
      one('algorithm', name, permittedUntil, {
        de: `letzter Tag, an dem das Verfahren zulässig ist (${source})`,
        en: `last day on which the algorithm is permitted (${source})`,
      }),
    ),
    ...ending.keys.map(({ site, keyStore, liveUntil }) =>
      one('key', `${site}: ${keyStore}`, liveUntil, {
        de: 'bis zu diesem Tag ist zugesagt, dass die Schlüssel bestehen',
        en: 'keys are guaranteed to exist until this day',
      }),
    ),
    ...report.assumptions.map(({ name, confirmed, reviewBy, statement }) =>
      one(ending.attestations.has(name) ? 'attestation' : 'assumption', name, reviewBy, {
        de: confirmed
          ? `bestätigt; danach gilt die Bestätigung nicht mehr: ${statement}`
          : `nicht bestätigt; bis dahin zu klären: ${statement}`,
        en: confirmed
          ? `confirmed; after that the confirmation no longer counts: ${statement}`
          : `not confirmed; to be settled by then: ${statement}`,
      }),
    ),
  ];
  return all
    .map((each): Expiring => ({ ...each, days: daysUntil(each.until, report.asOf) }))
    .filter(({ days }) => days <= noticeDays)
    .toSorted((a, b) => a.days - b.days || compare(a.kind, b.kind) || compare(a.name, b.name));
}

function one(kind: Expiring['kind'], name: string, until: string, what: Text): Omit<Expiring, 'days'> {
  return { kind, name, until, what };
}

function daysUntil(until: string, asOf: string): number {
  const days = Math.round((Date.parse(`${until}T00:00:00Z`) - Date.parse(`${asOf}T00:00:00Z`)) / day);
  if (Number.isNaN(days)) throw new RangeError(`${until} or ${asOf} is no day (YYYY-MM-DD)`);
  return days;
}
