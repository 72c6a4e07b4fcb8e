import { type Check, everyPlace, siteNamed } from '../draft';

/** Residency is closed over copies: home, copies and backup, and the key store that opens each. */
export const countriesPermitted: Check = (estate, report) => {
  for (const entry of estate.datasets) {
    const dataClass = estate.classes.find(({ draft }) => draft.name === entry.draft.dataClass)?.draft;
    const permitted = dataClass?.permittedCountries;
    if (permitted === undefined) continue;
    const rule = `the class ${dataClass?.name} permits ${permitted.join(', ')}`;
    for (const { where, site: name } of everyPlace(entry)) {
      const site = siteNamed(estate, name);
      const [country, keyCountry] = [site?.country, site?.keyCustody?.country];
      if (country !== undefined && !permitted.includes(country)) {
        report(
          `${where}.site`,
          name,
          `${rule}; ${name} is in ${country}`,
          'name a site in a permitted country',
        );
      }
      if (keyCountry !== undefined && !permitted.includes(keyCountry)) {
        const fix = 'name a site whose keys are kept in a permitted country';
        report(`${where}.key`, name, `${rule}; the keys of ${name} are kept in ${keyCountry}`, fix);
      }
    }
  }
};
