import { credentialsOf } from '../../terraform/credentials';

test('a stack gets its own site’s credentials and no other’s', () => {
  const environment = {
    ESTATE_CLINIC_USERNAME: 'pipeline',
    ESTATE_CLINIC_PASSWORD: 'secret',
    ESTATE_PRIMARY_TOKEN: 'other',
    ESTATE_CLINIC_AUTH_URL: 'http://elsewhere',
    OS_USERNAME: 'somebody',
  };
  expect(credentialsOf('clinic', environment)).toEqual({ OS_USERNAME: 'pipeline', OS_PASSWORD: 'secret' });
  expect(credentialsOf('mirror', environment)).toEqual({});
});

test('a dash in a site’s name is an underscore in the variable’s', () => {
  const environment = { ESTATE_SECOND_CLINIC_APPLICATION_CREDENTIAL_ID: 'id' };
  expect(credentialsOf('second-clinic', environment)).toEqual({ OS_APPLICATION_CREDENTIAL_ID: 'id' });
});
