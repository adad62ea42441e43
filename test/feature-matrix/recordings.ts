/** The recorded scenes of 25.03.0. */
import { featureScenes, scenesOf } from '../support/recorded-databases.ts';

export const recordedScenes = (): readonly string[] => [...scenesOf('25.03.0'), ...featureScenes()];
