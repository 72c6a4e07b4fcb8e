import { terraformEnvironment } from '../../terraform/environment';
import { readStateConnection } from '../../terraform/state-connection';

test('the place is told from who logs in there', () => {
  expect(
    readStateConnection(
      'postgres://estate:p%40ss@states.example:5433/estate?sslmode=verify-full&sslrootcert=/ca.pem',
    ),
  ).toEqual({
    address: 'postgres://states.example:5433/estate?sslmode=verify-full&sslrootcert=/ca.pem',
    credentials: { PGUSER: 'estate', PGPASSWORD: 'p@ss' },
  });
});

test.each([
  ['postgres://u:p@127.0.0.1:5433/estate', 'postgres://127.0.0.1:5433/estate?sslmode=disable'],
  ['postgresql://u@[::1]/estate?sslmode=require', 'postgresql://[::1]/estate?sslmode=require'],
  [
    'postgres://u@localhost/estate?host=/run/postgresql',
    'postgres://localhost/estate?host=%2Frun%2Fpostgresql&sslmode=disable',
  ],
])('%s stays on this machine, and needs no certificate', (given, address) => {
  expect(readStateConnection(given).address).toBe(address);
});

test.each([
  ['postgres://u:hunter2@states.example/estate', 'no sslmode'],
  ['postgres://u:hunter2@states.example/estate?sslmode=disable', 'sslmode=disable'],
  ['postgres://u:hunter2@states.example/estate?sslmode=require', 'sslmode=require'],
  ['postgres://u:hunter2@localhost/estate?sslmode=disable', 'leads to localhost'],
  ['postgres://u:hunter2@127.0.0.1.example/estate', '127.0.0.1.example'],
  ['postgres://u:hunter2@127.0.0.1/estate?host=states.example', 'leads to states.example'],
  ['postgres://u:hunter2@127.0.0.1/estate?password=hunter2', 'sets password'],
  ['postgres://u:hunter2@127.0.0.1/', 'is no URL of a PostgreSQL database'],
  ['host=127.0.0.1 password=hunter2', 'is no URL of a PostgreSQL database'],
  ['postgres://u:hunter2@127.0.0.1/${var.secret}', 'is no URL of a PostgreSQL database'],
  ['https://u:hunter2@127.0.0.1/estate', 'is no URL of a PostgreSQL database'],
])('%s is refused, and its password not shown', (given, why) => {
  const read = () => readStateConnection(given);
  expect(read).toThrow(expect.objectContaining({ exitCode: 2, value: expect.stringContaining(why) }));
  expect(read).not.toThrow(/hunter2/);
});

test('Terraform gets the login apart from the place, and no unsafe connection at all', () => {
  const environment = terraformEnvironment({}, { PG_CONN_STR: 'postgres://estate:hunter2@127.0.0.1/estate' });
  expect(environment).toMatchObject({ PGUSER: 'estate', PGPASSWORD: 'hunter2' });
  const unsafe = { PG_CONN_STR: 'postgres://estate:hunter2@states.example/estate' };
  expect(() => terraformEnvironment({}, unsafe)).toThrow('PG_CONN_STR leads to states.example');
});
