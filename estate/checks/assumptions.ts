import { type Check, declaresSite, present, siteNames } from '../draft';

export const assumptionsConcernSites: Check = (estate, report) => {
  for (const { where, draft } of estate.assumptions) {
    for (const { index, item } of present(draft.concerns?.sites)) {
      if (declaresSite(estate, item)) continue;
      const rule = `a site of the estate: ${siteNames(estate)}`;
      report(`${where}.concerns.sites[${index}]`, item, rule, 'correct the name, or take it out');
    }
  }
};
