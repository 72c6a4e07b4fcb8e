import { renderIni } from '../../sandbox/ini';

test('sections and settings are written in order', () => {
  const ini = { DEFAULT: { host: 'one', workers: 1, enabled: false }, empty: {} };
  expect(renderIni(ini)).toBe('[DEFAULT]\nhost = one\nworkers = 1\nenabled = false\n\n[empty]\n');
});

test('a value with a line break is refused: it would be a setting of its own', () => {
  expect(() => renderIni({ DEFAULT: { host: 'one\ndebug = true' } })).toThrow(
    'The setting host has a line break in its value.',
  );
});
