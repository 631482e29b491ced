import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap'
import type { Naming } from '../../../kubernetes/naming.ts'
import type { ComponentContext } from '../../../platform/component.ts'
import { text } from '../../../template/node/expression.ts'
import type { Block } from '../../../template/node/node.ts'
import { scope } from '../../../template/node/scope.ts'
import { block, joinBlocks } from '../../../template/node/structure.ts'
import type { Expr, Templated } from '../../../template/node/templated.ts'
import type { PrometheusOwn } from '../options.ts'
import type { PrometheusValues } from '../values.ts'
import { ruleGroups } from './groups.ts'
import type { Category, Rule, RuleGroup } from './rule.ts'

const { value } = scope<PrometheusValues>()

/** The rules, a file for each category. */
export function rulesConfigMap(
  context: ComponentContext,
  model: PrometheusOwn,
  names: Naming,
): Templated<IConfigMap> {
  const files = ruleGroups(context, model).map((group) => [`${group.category}.yaml`, file(group)])
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: text`${names.fullname}-rules`, labels: names.labels },
    data: Object.fromEntries(files) as Readonly<Record<string, Block>>, // one entry for each
  }
}

function file({ category, rules }: RuleGroup): Block {
  return block`
    groups:
      - name: ${category}
        rules:
          ${joinBlocks(...rules.map((rule) => entry(rule, category)))}
  `
}

function entry(rule: Rule, category: Category): Block {
  return block`
    - alert: ${rule.alert}
      expr: >-
        ${rule.expr}
      for: ${rule.for}
      labels:
        severity: ${rule.severity}
        category: ${category}
      annotations:
        summary: >-
          ${rule.summary}
        description: >-
          ${descriptionOf(rule)}
        runbook_url: "${runbookOf(rule)}"
  `
}

/** What it means and what to do. */
export function descriptionOf({ meaning, action }: Rule): string {
  return `${meaning} ${action}`
}

/** Its place in the runbook. */
export function runbookOf({ alert }: Rule): Expr<string> {
  return text`${value('rules.runbook')}#${alert.toLowerCase()}`
}
