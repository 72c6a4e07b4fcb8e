import { type Check, notOk, ok } from '../check';

/** `logIn` has refused any other project; two projects of one name differ by their domain. */
const check: Check = {
  id: 'identity/token-scoped',
  rule: 'The token is scoped to the project and domain that the estate names, and to no other.',
  async look({ site, cloud }) {
    const { project } = cloud.session.token;
    const [name, domain] = [project.name, project.domain?.name];
    if (name === site.identity.project && domain === site.identity.domain) {
      return [ok(`project ${name} of domain ${domain}`)];
    }
    return [
      notOk(
        `project ${name} of domain ${domain ?? 'unknown'}, not ${site.identity.project} of ${site.identity.domain}`,
        'Use an account of the site’s project, or correct identity in the site’s file.',
      ),
    ];
  },
};

export default check;
