/** Under `npm run coverage`, random tests draw the same each time: what they run does not change from run to run. */
import fc from 'fast-check';

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: 1 });
