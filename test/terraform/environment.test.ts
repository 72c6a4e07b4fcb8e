import { terraformEnvironment } from '../../terraform/environment';

test('credentials and provider overrides of the user stay out, variables go in, settings win', () => {
  const user = {
    PATH: '/bin',
    HOME: '/home',
    OS_CLOUD: 'somewhere',
    OS_AUTH_URL: 'https://somewhere',
    TF_VAR_psk: 'secret',
    TF_CLI_CONFIG_FILE: '/nowhere',
    TF_CLI_ARGS_fmt: '-diff',
    TF_DATA_DIR: '/elsewhere',
    TF_REATTACH_PROVIDERS: '{}',
    TF_PLUGIN_CACHE_DIR: '/cache',
    TF_WORKSPACE: '',
  };
  expect(terraformEnvironment({ TF_CLI_CONFIG_FILE: '/ours' }, user)).toEqual({
    PATH: '/bin',
    HOME: '/home',
    TF_VAR_psk: 'secret',
    TF_CLI_CONFIG_FILE: '/ours',
    TF_IN_AUTOMATION: '1',
    TF_INPUT: '0',
  });
});

test.each(['TF_CLI_ARGS', 'TF_CLI_ARGS_plan', 'TF_CLI_ARGS_apply', 'TF_CLI_ARGS_init', 'TF_WORKSPACE'])(
  '%s would change what is planned, and is refused',
  (name) => {
    expect(() => terraformEnvironment({}, { [name]: '-target=x' })).toThrow(
      expect.objectContaining({ exitCode: 2, value: `${name}=-target=x`, fix: `unset ${name}` }),
    );
  },
);
