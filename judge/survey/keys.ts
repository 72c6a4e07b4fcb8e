import type { Estate, Site } from '../../estate/model';
import { placementsOf } from '../../estate/queries';

/** Each language of the auditor's page. */
type Text = Readonly<Record<'de' | 'en', string>>;

/** Who can use or destroy the key of one copy, as the estate declares it. */
export interface SurveyedKey {
  readonly dataset: string;
  readonly site: string;
  /** Id, never key material. */
  readonly key: string;
  readonly keyStore: string;
  readonly country: string;
  readonly liveUntil: string;
  readonly usedBy: readonly string[];
  readonly destroyedBy: readonly string[];
  readonly operator: Text;
}

/**
 * The key of every home, copy and backup, with all who can use or destroy it. Rights count, not only the lists of
 * custody: who owns an account can do whatever is done in it, at every site of that account.
 */
export function surveyKeys(estate: Estate): readonly SurveyedKey[] {
  return estate.datasets.flatMap((dataset) => {
    const places = [...placementsOf(dataset), dataset.backup];
    const unique = new Map(places.map((place) => [`${place.site} ${place.key}`, place]));
    return [...unique.values()].flatMap(({ site: name, key }) => {
      const site = estate.sites.find((one) => one.name === name);
      return site ? [{ dataset: dataset.name, site: name, key, ...holdersAt(site, estate) }] : [];
    });
  });
}

function holdersAt(site: Site, { sites }: Estate): Omit<SurveyedKey, 'dataset' | 'site' | 'key'> {
  const { keyCustody } = site;
  const sharing = sites.filter((one) => one.failureDomains.keyStore === keyCustody.keyStore);
  const having = (...rights: readonly string[]) =>
    sharing.flatMap(({ credentials }) =>
      credentials.filter((one) => one.rights.some((right) => rights.includes(right))).map(({ name }) => name),
    );
  const owners = sites
    .filter((one) => one.failureDomains.account === site.failureDomains.account)
    .flatMap(({ credentials }) =>
      credentials.filter(({ rights }) => rights.includes('account')).map(({ name }) => name),
    );
  // A key is used with its id: workloads of another site of the same store hold rights to keys of their own alone.
  const own = site.credentials.filter(({ rights }) => rights.includes('use-keys')).map(({ name }) => name);
  return {
    keyStore: keyCustody.keyStore,
    country: keyCustody.country,
    liveUntil: keyCustody.keysLiveUntil,
    usedBy: sorted([...keyCustody.usedBy, ...own, ...owners]),
    destroyedBy: sorted([...keyCustody.destroyedBy, ...having('destroy-keys'), ...owners]),
    operator: operatorOf(site),
  };
}

function sorted(names: readonly string[]): readonly string[] {
  return [...new Set(names)].toSorted();
}

/**
 * § 203 StGB: who keeps professional secrets may let others take part who help with the work, bound to secrecy
 * (subsections 3 and 4). Whether they are bound is a matter of contracts that no estate holds.
 */
function operatorOf({ cloud, keyCustody, title }: Site): Text {
  const { keyStore } = keyCustody;
  if (cloud.kind === 'open-telekom-cloud') {
    return {
      de: `Den Schlüsselspeicher ${keyStore} betreibt der Cloud-Anbieter. Die Verschlüsselung der Datenträger geschieht auf seinen Systemen; gegen sein eigenes Personal mit Zugang zum Schlüsseldienst oder zum Wirtssystem schützt sie technisch nicht. Sein Personal gehört damit zu den mitwirkenden Personen im Sinne von § 203 Abs. 3 und 4 StGB; ob es zur Geheimhaltung verpflichtet ist, zeigt nur der Vertrag.`,
      en: `The cloud provider runs the key store ${keyStore}. Disks are encrypted on its systems; against its own staff with access to the key service or to the hypervisors that is no technical protection. Its staff therefore belong to those who take part in the sense of § 203(3) and (4) StGB; whether they are bound to secrecy only the contract shows.`,
    };
  }
  return {
    de: `Den Schlüsselspeicher ${keyStore} betreibt, wer OpenStack an diesem Standort betreibt (${title}). Dessen Administratoren können Schlüssel lesen oder laufende Server auslesen; die Verschlüsselung der Datenträger schützt davor technisch nicht. Sind es keine Beschäftigten des Hauses, gilt auch für sie § 203 Abs. 3 und 4 StGB; wer sie sind und ob sie zur Geheimhaltung verpflichtet sind, zeigt kein Plan.`,
    en: `Whoever runs OpenStack at this site (${title}) runs the key store ${keyStore}. Their administrators can read keys or the memory of running servers; encryption of disks is no technical protection against that. Where they are not the institution’s own employees, § 203(3) and (4) StGB concerns them, too; who they are and whether they are bound to secrecy no plan shows.`,
  };
}
