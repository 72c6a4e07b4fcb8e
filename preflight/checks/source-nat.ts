import { type Check, notApplicable, notObservable, notOk, ok } from '../check';

const type = 'openstack_networking_router_v2';

const check: Check = {
  id: 'network/source-nat-off',
  rule: 'The account may switch a router’s source NAT off, as the stack does.',
  async look({ cloud, wanted, existing }) {
    const routers = wanted.of(type).filter(({ attributes }) => attributes.enable_snat !== undefined);
    if (routers.length === 0) return [notApplicable('the stack leaves source NAT as the cloud has it')];
    const extensions = await cloud.items('network', '/extensions', 'extensions');
    if (!extensions.some(({ alias }) => alias === 'ext-gw-mode')) {
      return [
        notOk('Neutron has no extension ext-gw-mode', 'Have the operator enable it, or no apply can do it.'),
      ];
    }
    const own = (await existing.namesakes(type)).filter(({ claim }) => claim !== 'foreign');
    if (own.some(({ object }) => object.attributes.enable_snat === false)) {
      return [ok('the site’s router is there, and translates no addresses')];
    }
    return [
      notObservable(
        'Neutron permits it to administrators alone unless its policy says otherwise (create_router:external_gateway_info:enable_snat), and no API shows that',
      ),
    ];
  },
};

export default check;
