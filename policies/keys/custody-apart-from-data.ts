import { definePolicy, fail, pass } from '../../judge/policy';

const overData = ['deploy', 'destroy-data'] as const;

export default definePolicy({
  title: 'Who may deploy or destroy data may not destroy keys',
  severity: 'critical',
  why: 'One stolen credential that reaches data and keys ends both: neither a copy nor its key is left. Two credentials, held by different people, have to be stolen for that.',
  avoid: 'a credential with `destroy-keys` beside `deploy` or `destroy-data`, at one site or at two',
  prefer: 'a pipeline that deploys, and a key custodian who does nothing else',
  remediation: 'Give the two rights to two credentials.',
  controls: ['C5:2020 IDM-01', 'C5:2020 CRY-04', 'C5:2026 CRY-16', 'BSIG § 30(2) no. 8'],
  observableIn: ['synth', 'plan', 'state'],
  needs: 'estate',
  *examineEstate({ estate }) {
    const grants = estate.sites.flatMap((site) =>
      site.credentials.map((grant) => ({ site: site.name, ...grant })),
    );
    // The same name at two sites is the same credential; the owner of an account stands above both rights.
    const holders = grants.filter(({ rights }) => overData.some((right) => rights.includes(right)));
    for (const site of estate.sites) {
      const custodians = site.credentials.filter(({ rights }) => rights.includes('destroy-keys'));
      const both = custodians.flatMap(({ name, rights }) => {
        const other = holders.find((holder) => holder.name === name);
        return other && !rights.includes('account')
          ? [`${name} (${other.rights.join(', ')} at ${other.site})`]
          : [];
      });
      const subject = { stack: '', address: `site:${site.name}`, site: site.name };
      if (both.length === 0) yield [subject, pass];
      else {
        const source = `estate/sites/${site.name}`;
        const message = `may destroy keys at ${site.name} and more: ${both.join('; ')}`;
        yield [subject, fail(message, { path: 'credentials', value: both.join('; '), source })];
      }
    }
  },
  examples: {
    pass: ['site:primary', 'site:mirror', 'site:clinic'],
    cannotOccur: {
      fail: 'an estate in which it occurs is refused before anything is judged (estate/checks/custody.ts)',
      undecided: 'the estate states every right of every credential',
    },
  },
});
