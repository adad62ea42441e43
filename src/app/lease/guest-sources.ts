/** What opened sources say about their guests, arranged once for all questions. */
import { GuestSources } from '../../analyze/guests/sources.ts';
import { remember } from '../../base/remember.ts';
import type { Opened } from '../sources/open-sources.ts';

export const guestSources = remember((opened: Opened) => new GuestSources(opened));
