import type { Problem } from '../../errors/chart-error.ts'
import { didYouMean } from '../../errors/suggestion.ts'
import type { Client, ComponentContext } from '../../platform/component.ts'
import { ownAccounts, reservedUserProblems } from '../store/index.ts'
import { administrator, type KafkaModel } from './contract.ts'

/** What Kafka takes as the name of a topic; a group has no more characters in the scripts of the chart. */
const legalName = /^[A-Za-z0-9._-]{1,249}$/

/** What is wrong with the model of a Kafka cluster: its users, its topics, and who names which. */
export function checkKafka(model: KafkaModel, context: ComponentContext): readonly Problem[] {
  const topics = Object.keys(model.topics)
  return [
    ...reservedUserProblems(
      context,
      [administrator],
      (user) => `its user ${user} may do everything`,
    ),
    ...reservedUserProblems(
      context,
      ownAccounts(model),
      (user) => `Kafka has a user ${user} of its own`,
    ),
    ...ensembleProblems(context),
    ...topics.flatMap((topic) => nameProblems(topic, context.name)),
    ...collisions(topics, context.name),
    ...unpublished(topics, context),
    ...context.clients.flatMap((client) => [
      ...unknownTopics(client, topics, context.name),
      ...groupProblems(client, context.name),
    ]),
  ]
}

/** Nodes of a cluster have one ensemble, or none, and read its variables under their usual names. */
function ensembleProblems({ name, uses }: ComponentContext): readonly Problem[] {
  const path = `components.${name}.uses`
  const others = uses.filter(({ edge }) => edge.interface !== 'ensemble')
  const [first, second] = uses.filter(({ edge }) => edge.interface === 'ensemble')
  const said = (['as', 'env', 'waitFor'] as const).filter((key) => first?.edge[key] !== undefined)
  return [
    ...others.map(({ edge }) => ({
      code: 'kafka-uses',
      path,
      message: `${name} uses ${edge.to || edge.interface}, which is no ZooKeeper ensemble`,
      hint: 'a Kafka cluster uses one ensemble, or nothing: remove the edge',
    })),
    ...(second
      ? [
          {
            code: 'kafka-uses',
            path,
            message: `${name} uses two ensembles, ${first?.edge.to} and ${second.edge.to}`,
            hint: 'a Kafka cluster keeps its metadata in one: remove the other edge',
          },
        ]
      : []),
    ...said.map((key) => ({
      code: 'kafka-uses',
      path,
      message: `the edge of ${name} to ${first?.edge.to} says ${key}, which nothing reads`,
      hint: 'the nodes read the usual variables, and wait for the ensemble: leave it away',
    })),
  ]
}

function nameProblems(topic: string, store: string): readonly Problem[] {
  const path = `components.${store}.topics`
  if (!legalName.test(topic) || /^\.\.?$/.test(topic)) {
    const message = `a topic cannot be called ${JSON.stringify(topic)}`
    const hint = 'use letters, digits, ".", "_" and "-", 249 at most'
    return [{ code: 'topic-name', path, message, hint }]
  }
  if (!topic.startsWith('__')) return []
  const message = `Kafka keeps topics like ${topic} for itself`
  return [
    { code: 'topic-reserved', path, message, hint: 'begin the name with one underscore at most' },
  ]
}

/** Kafka refuses a topic whose name differs from another's in `.` and `_` only: metrics call both the same. */
function collisions(topics: readonly string[], store: string): readonly Problem[] {
  const plain = (topic: string): string => topic.replaceAll('.', '_')
  return topics.flatMap((topic, i) => {
    const other = topics.slice(0, i).find((one) => plain(one) === plain(topic))
    if (other === undefined) return []
    const message = `the topics ${other} and ${topic} are one to Kafka, which takes "." and "_" for the same`
    const hint = 'give one of them another name, and use either "." or "_" in all'
    return [{ code: 'topic-collision', path: `components.${store}.topics`, message, hint }]
  })
}

function unpublished(
  topics: readonly string[],
  { name, clients }: ComponentContext,
): readonly Problem[] {
  const published = new Set(
    clients.flatMap(({ edge }) => (edge.access === 'publish' ? (edge.topics ?? []) : [])),
  )
  return topics
    .filter((topic) => !published.has(topic))
    .map((topic) => ({
      code: 'topic-unpublished',
      path: `components.${name}.topics`,
      message: `nobody publishes the topic ${topic} of ${name}`,
      hint: `add publish('${name}', ['${topic}']) to the component that does, or remove the topic`,
    }))
}

function unknownTopics(
  { name, edge }: Client,
  topics: readonly string[],
  store: string,
): readonly Problem[] {
  const all = topics.length > 0 ? `the topics are ${topics.join(', ')}` : `${store} has no topics`
  return (edge.topics ?? [])
    .filter((topic) => !topics.includes(topic))
    .map((topic) => ({
      code: 'unknown-topic',
      path: `components.${name}.uses`,
      message: `${name} ${edge.access === 'publish' ? 'publishes' : 'subscribes to'} ${topic}, which is no topic of ${store}`,
      hint: didYouMean(topic, topics, all, (close) => `"${close}"`),
    }))
}

function groupProblems({ name, edge: { group } }: Client, store: string): readonly Problem[] {
  if (group === undefined || legalName.test(group)) return []
  const message = `${name} cannot subscribe to ${store} as the group ${JSON.stringify(group)}`
  const hint = 'use letters, digits, ".", "_" and "-"'
  return [{ code: 'group-name', path: `components.${name}.uses`, message, hint }]
}
