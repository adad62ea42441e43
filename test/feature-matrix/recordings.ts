/** The recordings of 25.03.0. */
import { featureRecordings, recordingsOf, routerRecordings } from '../support/recorded-databases.ts';

export const databaseRecordings = (): readonly string[] => [
  ...recordingsOf('25.03.0'),
  ...featureRecordings(),
  ...routerRecordings(),
];
