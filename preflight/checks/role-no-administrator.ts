import { type Check, notOk, ok } from '../check';

const check: Check = {
  id: 'identity/role-no-administrator',
  rule: 'The account holds no administrator’s role: it would reach beyond its project, and past its quotas.',
  async look({ cloud }) {
    const roles = (cloud.session.token.roles ?? []).map(({ name }) => name);
    const beyond = roles.filter((role) => /admin/i.test(role));
    if (beyond.length === 0) return [ok(`roles: ${roles.join(', ') || 'none'}`)];
    return [notOk(`roles: ${beyond.join(', ')}`, 'Take these roles from the account that deploys.')];
  },
};

export default check;
