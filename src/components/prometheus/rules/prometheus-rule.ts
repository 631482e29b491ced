import type { IObjectMeta } from '@kubernetes-models/apimachinery/apis/meta/v1/ObjectMeta'
import type { Naming } from '../../../kubernetes/naming.ts'
import type { ComponentContext } from '../../../platform/component.ts'
import { eq, text } from '../../../template/node/expression.ts'
import { scope } from '../../../template/node/scope.ts'
import { mapping, when } from '../../../template/node/structure.ts'
import type { Templated } from '../../../template/node/templated.ts'
import type { PrometheusOwn } from '../options.ts'
import type { PrometheusValues } from '../values.ts'
import { descriptionOf, runbookOf } from './config-map.ts'
import { ruleGroups } from './groups.ts'

const { value } = scope<PrometheusValues>()

/** A PrometheusRule of the Prometheus Operator, as its CRD `monitoring.coreos.com/v1` has it. */
interface IPrometheusRule {
  readonly apiVersion: 'monitoring.coreos.com/v1'
  readonly kind: 'PrometheusRule'
  readonly metadata: IObjectMeta
  readonly spec: {
    readonly groups: readonly {
      readonly name: string
      readonly rules: readonly {
        readonly alert: string
        readonly expr: string
        readonly for: string
        readonly labels: Readonly<Record<string, string>>
        readonly annotations: Readonly<Record<string, string>>
      }[]
    }[]
  }
}

/** The same rules for the Prometheus Operator, with provider operator. */
export function prometheusRule(
  context: ComponentContext,
  model: PrometheusOwn,
  names: Naming,
): unknown {
  const document: Templated<IPrometheusRule> = {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PrometheusRule',
    metadata: {
      name: names.fullname,
      labels: mapping<Readonly<Record<string, string>>>(
        names.labels,
        value('global.monitoring.operator.labels'),
      ),
    },
    spec: {
      groups: ruleGroups(context, model).map(({ category, rules }) => ({
        name: text`${names.fullname}-${category}`,
        rules: rules.map((rule) => ({
          alert: rule.alert,
          expr: rule.expr,
          for: rule.for,
          labels: { severity: rule.severity, category },
          annotations: {
            summary: rule.summary,
            description: descriptionOf(rule),
            runbook_url: runbookOf(rule),
          },
        })),
      })),
    },
  }
  return when(eq(value('global.monitoring.provider'), 'operator'), document)
}
