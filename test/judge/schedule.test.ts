import { oftenOf } from '../../judge/facts/schedule';

test.each([
  ['0 2 * * *', 'daily'],
  ['15 */6 * * *', 'daily'],
  ['@daily', 'daily'],
  ['@hourly', 'daily'],
  ['0 2 1-31 * ?', 'daily'],
  ['0 2 * jan-dec sun-sat', 'daily'],
  ['0 2 * * 0-6', 'daily'],
  ['0 2 * * 7,1,2,3,4,5,6', 'daily'],
  ['0 2 * * mon-fri', 'weekly'],
  ['0 2 1 * 1', 'weekly'],
  ['@weekly', 'weekly'],
  ['0 2 1 * *', 'monthly'],
  ['0 2 31 * *', 'rarer'],
  ['0 2 */2 * *', 'monthly'],
  ['0 2 * 1-11 *', 'rarer'],
  ['@yearly', 'rarer'],
  ['0 2 30 2 *', 'never'],
  ['@every 6h', 'daily'],
  ['@every 48h', 'rarer'],
])('%s is %s', (schedule, often) => {
  expect(oftenOf(schedule)).toBe(often);
});

test.each([
  '',
  '* * * *',
  '0 24 * * *',
  '60 * * * *',
  '0 2 0 * *',
  '0 2 * 13 *',
  '0 2 * * funday',
  '5-1 * * * *',
  '*-3 * * * *',
  '*/0 * * * *',
  '0 2 * * * *',
  '@sometimes',
])('"%s" is no schedule', (schedule) => {
  expect(oftenOf(schedule)).toBeUndefined();
});
