import { ANALYSIS_RULES } from './analysis.ts';
import { POD_RULES } from './pods.ts';
import type { Rule } from './rule.ts';
import { WIRING_RULES } from './wiring.ts';

export const RULES: readonly Rule[] = [...POD_RULES, ...WIRING_RULES, ...ANALYSIS_RULES];
