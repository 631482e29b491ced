import { amountText } from '../demand/amount-text.ts'
import { type QuotaUse, quotaUse } from '../demand/quota.ts'
import { rule, type Rule, type Violation } from './rule.ts'

/** Rules on what a ResourceQuota of the release leaves room for. */
export const quotaRules: readonly Rule[] = [
  rule('what the release takes at the least fits its ResourceQuota', (release) =>
    quotaUse(release)
      .filter(({ least, granted }) => least > granted)
      .map((use) =>
        violation(
          use,
          `its pods and volumes take ${amountText(use.resource, use.least)} at the least`,
          'raise it, or ask for less: some pods could never start',
        ),
      ),
  ),

  rule(
    'what the release takes at the most fits its ResourceQuota',
    (release) =>
      quotaUse(release)
        .filter(
          ({ least, most, meanwhile, granted }) => least <= granted && most + meanwhile > granted,
        )
        .map((use) =>
          violation(
            use,
            `its pods and volumes take up to ${amountText(use.resource, use.most)}, and an upgrade ${amountText(use.resource, use.meanwhile)} beside that`,
            'raise it, or lower maxReplicas: pods beyond it would not start',
          ),
        ),
    'warning',
  ),
]

function violation({ quota, name, hard }: QuotaUse, taken: string, hint: string): Violation {
  return {
    manifest: quota,
    at: `spec.hard.${name}`,
    detail: `it grants ${String(hard)}, and ${taken}`,
    hint,
  }
}
