/** An explanation as JSON: the object itself, with the version of its form (grammar/explanation.schema.json). */
import type { Explanation } from '../../analyze/explain/answer/explanation.ts';

/** Increased when programs that read the format have to change. */
export const EXPLANATION_VERSION = 1;

/** An explanation as JSON values, by grammar/explanation.schema.json. */
export const explanationToJson = (explanation: Explanation) => ({ version: EXPLANATION_VERSION, ...explanation });
