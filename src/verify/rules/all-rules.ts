import { accessRules } from './access-rules.ts'
import { configRules } from './config-rules.ts'
import { identityRules } from './identity-rules.ts'
import { limitRules } from './limit-rules.ts'
import { mergeListRules } from './merge-list-rules.ts'
import { metricsRules } from './metrics-rules.ts'
import { podReferenceRules } from './pod-reference-rules.ts'
import { podRules } from './pod-rules.ts'
import { quotaRules } from './quota-rules.ts'
import type { Rule } from './rule.ts'
import { scalingRules } from './scaling-rules.ts'
import { scheduleRules } from './schedule-rules.ts'
import { selectorRules } from './selector-rules.ts'
import { serviceRules } from './service-rules.ts'

/** Every rule that verify upholds besides Kubernetes' own schemas. */
export const allRules: readonly Rule[] = [
  ...identityRules,
  ...mergeListRules,
  ...podRules,
  ...limitRules,
  ...quotaRules,
  ...podReferenceRules,
  ...configRules,
  ...serviceRules,
  ...selectorRules,
  ...scalingRules,
  ...scheduleRules,
  ...accessRules,
  ...metricsRules,
]
