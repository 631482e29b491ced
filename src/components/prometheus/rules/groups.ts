import { isMeasured, type Measured } from '../../../kubernetes/monitoring/metrics-port.ts'
import { namespaceOf } from '../../../kubernetes/namespace.ts'
import type { Component, ComponentContext } from '../../../platform/component.ts'
import { text } from '../../../template/node/expression.ts'
import type { Expr } from '../../../template/node/templated.ts'
import { watchedNamespaces } from '../access.ts'
import type { PrometheusOwn } from '../options.ts'
import { apiRules } from './api.ts'
import { availabilityRules } from './availability.ts'
import {
  backupRules,
  certificateRules,
  containerStateRules,
  containerUsageRules,
  kubernetesRules,
} from './cluster.ts'
import { mongodbRules, postgresqlRules } from './database.ts'
import { elasticsearchRules } from './elasticsearch.ts'
import { kafkaRules } from './kafka.ts'
import { nginxRules } from './nginx.ts'
import { rabbitmqRules } from './rabbitmq.ts'
import { redisRules } from './redis.ts'
import { nodeRules, processRules } from './resources.ts'
import { categories, type Category, type MakeRules, type RuleGroup } from './rule.ts'

/** Rules, and what the platform must have for them; the schema has their thresholds by the same name. */
interface Part {
  readonly category: Category
  /** Feature of the schema with their thresholds. */
  readonly feature: string
  readonly rules: MakeRules
  readonly isNeeded: (platform: Watched) => boolean
}

/** What there is to watch. */
interface Watched {
  readonly model: PrometheusOwn
  readonly components: readonly Component[]
}

const measures =
  (subject: Measured) =>
  ({ components }: Watched): boolean =>
    isMeasured(components, subject)

const always = (): boolean => true

const parts: readonly Part[] = [
  { category: 'availability', feature: 'rules', rules: availabilityRules, isNeeded: always },
  { category: 'availability', feature: 'rules', rules: nginxRules, isNeeded: measures('nginx') },
  { category: 'api', feature: 'rules.api', rules: apiRules, isNeeded: measures('http') },
  { category: 'resources', feature: 'rules', rules: processRules, isNeeded: always },
  {
    category: 'resources',
    feature: 'nodes',
    rules: nodeRules,
    isNeeded: ({ model }) => model.nodes === true,
  },
  {
    category: 'database',
    feature: 'rules.postgresql',
    rules: postgresqlRules,
    isNeeded: measures('postgresql'),
  },
  {
    category: 'database',
    feature: 'rules.mongodb',
    rules: mongodbRules,
    isNeeded: measures('mongodb'),
  },
  { category: 'redis', feature: 'rules.redis', rules: redisRules, isNeeded: measures('redis') },
  {
    category: 'elasticsearch',
    feature: 'rules.elasticsearch',
    rules: elasticsearchRules,
    isNeeded: measures('elasticsearch'),
  },
  { category: 'kafka', feature: 'rules.kafka', rules: kafkaRules, isNeeded: measures('kafka') },
  {
    category: 'rabbitmq',
    feature: 'rules.rabbitmq',
    rules: rabbitmqRules,
    isNeeded: measures('rabbitmq'),
  },
  {
    category: 'container',
    feature: 'nodes',
    rules: containerUsageRules,
    isNeeded: ({ model }) => model.nodes === true,
  },
  {
    category: 'container',
    feature: 'kubeState',
    rules: containerStateRules,
    isNeeded: ({ model }) => model.kubeState === true,
  },
  {
    category: 'kubernetes',
    feature: 'kubeState',
    rules: kubernetesRules,
    isNeeded: ({ model }) => model.kubeState === true,
  },
  {
    category: 'backups',
    feature: 'rules.backups',
    rules: backupRules,
    isNeeded: ({ model, components }) =>
      model.kubeState === true && components.some(({ features }) => features.includes('backup')),
  },
  {
    category: 'certificates',
    feature: 'certManager',
    rules: certificateRules,
    isNeeded: ({ model }) => model.certManager === true,
  },
]

function neededParts(context: ComponentContext, model: PrometheusOwn): readonly Part[] {
  const watched = { model, components: Object.values(context.components) }
  return parts.filter(({ isNeeded }) => isNeeded(watched))
}

/** Features of the schema with the thresholds of the rules that the platform has. */
export function ruleFeatures(context: ComponentContext, model: PrometheusOwn): readonly string[] {
  return [...new Set(neededParts(context, model).map(({ feature }) => feature))]
}

/** The rules for what the platform has, by category. */
export function ruleGroups(context: ComponentContext, model: PrometheusOwn): readonly RuleGroup[] {
  const here = inRelease(context)
  const needed = neededParts(context, model)
  return categories.flatMap((category) => {
    const rules = needed
      .filter((part) => part.category === category)
      .flatMap((part) => part.rules(here))
    return rules.length > 0 ? [{ category, rules }] : []
  })
}

/** The matcher of series of this release, since the Prometheus of a cluster has those of others, too. */
function inRelease(context: ComponentContext): Expr<string> {
  const [first, ...others] = watchedNamespaces(context).map(namespaceOf)
  const names = others.reduce((all, one) => text`${all}|${one}`, first ?? namespaceOf(undefined))
  return text`namespace=~"${names}"`
}
