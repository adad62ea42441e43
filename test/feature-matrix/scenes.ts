/** The recorded scenes of 25.03.0. */
import { featureScenes, scenesOf } from '../northd/capture.ts';

export const recordedScenes = (): readonly string[] => [...scenesOf('25.03.0'), ...featureScenes()];
