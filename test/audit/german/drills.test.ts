import { germanOfDrill } from '../../../audit/german/drills';
import { databaseDrill, objectsDrill } from '../../drills';
import { swiftEstate } from '../../swift-estate';

test('what a drill did not exercise is there in German, all of it', async () => {
  const [objects, database] = [
    await objectsDrill(swiftEstate, {}, ['mirror']),
    await databaseDrill(swiftEstate, 'patient-records'),
  ];
  const texts = [...objects.notExercised, ...database.notExercised];
  expect(texts.length).toBeGreaterThan(10);
  expect(texts.filter((text) => germanOfDrill(text) === undefined)).toEqual([]);
});

test.each([
  ['it is more than 365 days old', 'sie ist älter als 365 Tage'],
  [
    'it was declared otherwise then: replication.port was 6432 and is 5432',
    'er war damals anders erklärt: replication.port war 6432 und ist 5432',
  ],
  [
    'it was declared otherwise then: containers.0 was "primary lausitz primary" and is not there',
    'er war damals anders erklärt: containers.0 war "primary lausitz primary" und ist nicht da',
  ],
  [
    'its server at primary was exercised with wal_level replica, which is logical now',
    'der Server in primary wurde mit wal_level replica geübt, das jetzt logical ist',
  ],
  [
    'the drill as a whole did not hold: 3 acknowledged rows are not at clinic in the end',
    'die Übung als Ganzes hielt nicht stand: 3 bestätigte Zeilen sind am Ende nicht in clinic',
  ],
  ['something that nobody has translated', undefined],
])('%s', (english, german) => {
  expect(germanOfDrill(english)).toBe(german);
});
