import { administratorOf, credentialsOf, isSiteCredential } from '../../terraform/credentials';

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
  const environment = { ESTATE_SECOND_CLINIC_TOKEN: 'id' };
  expect(credentialsOf('second-clinic', environment)).toEqual({ OS_TOKEN: 'id' });
});

test('a credential is known by its name, whosever it is', () => {
  const names = [
    'ESTATE_CLINIC_PASSWORD',
    'ESTATE_SECOND_CLINIC_USER_ID',
    'ESTATE_CLINIC_ADMIN_PASSWORD',
    'ESTATE_CLINIC_ADMIN_PROJECT',
    'ESTATE_CLINIC_OBSERVER_USERNAME',
    'ESTATE_PROFILE',
    'ESTATE_BACKEND',
    'PASSWORD',
  ];
  expect(names.filter(isSiteCredential)).toEqual([
    'ESTATE_CLINIC_PASSWORD',
    'ESTATE_SECOND_CLINIC_USER_ID',
    'ESTATE_CLINIC_ADMIN_PASSWORD',
    'ESTATE_CLINIC_ADMIN_PROJECT',
    'ESTATE_CLINIC_OBSERVER_USERNAME',
  ]);
});

test('the administrator of a site is another account than the one that applies', () => {
  const environment = {
    ESTATE_CLINIC_USERNAME: 'pipeline',
    ESTATE_CLINIC_ADMIN_USERNAME: 'admin',
    ESTATE_CLINIC_ADMIN_PASSWORD: 'secret',
    ESTATE_CLINIC_ADMIN_DOMAIN: 'heads',
  };
  expect(administratorOf('clinic', environment)).toEqual({
    project: 'admin',
    domain: 'heads',
    credentials: { OS_USERNAME: 'admin', OS_PASSWORD: 'secret' },
  });
  expect(credentialsOf('clinic', environment)).toEqual({ OS_USERNAME: 'pipeline' });
});
