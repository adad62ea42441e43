/** The recordings of 25.03.0. */
import { featureRecordings, recordingsOf } from '../support/recorded-databases.ts';

export const databaseRecordings = (): readonly string[] => [...recordingsOf('25.03.0'), ...featureRecordings()];
