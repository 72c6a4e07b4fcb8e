import { type Check, notObservable, ok, unread } from '../check';

const fix = 'Run it once more with the account that deploys.';

const check: Check = {
  id: 'identity/role-deploys',
  rule: 'The account has a role that lets it make what the stack makes.',
  async look({ cloud, site }) {
    const roles = (cloud.session.token.roles ?? []).map(({ name }) => name);
    const { writingRoles } = cloud.session;
    const named = roles.join(', ') || 'none';
    if (writingRoles.length === 0) {
      return [
        unread(`roles: ${named}; this account only reads, and shows nothing of the one that deploys`, fix),
      ];
    }
    // Roles of OpenStack's own, each of which holds the rights of the one before.
    if (roles.some((role) => ['member', 'manager', 'admin'].includes(role))) return [ok(`roles: ${named}`)];
    if (site.cloud.kind === 'open-telekom-cloud') {
      return [
        notObservable(`roles: ${named}; which calls they permit, no API of the Open Telekom Cloud shows`),
      ];
    }
    return [
      unread(`roles: ${named}; member is not among them, and what others permit is the cloud’s policy`, fix),
    ];
  },
};

export default check;
