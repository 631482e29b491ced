import type { Problem } from '../../errors/chart-error.ts'
import { at, fields, text } from '../../verify/fields.ts'
import { titleOfObject } from '../release-objects.ts'
import { podTemplateOf } from './object-shapes.ts'
import { containersOf, programOf } from './workloads.ts'

interface Step {
  readonly name: string
  readonly most: number
  /** What must be so before. */
  readonly first?: string
}

const mongodb: Step = {
  name: 'MongoDB',
  most: 1,
  first: 'setFeatureCompatibilityVersion was run for the old version',
}

/** The major versions that a program goes up by on the same data, by the name of its image. */
const steps: Readonly<Record<string, Step>> = {
  // "The data directory was initialized by PostgreSQL version 15, which is not compatible"
  postgres: { name: 'PostgreSQL', most: 0 },
  postgresql: { name: 'PostgreSQL', most: 0 },
  mongo: mongodb,
  mongodb,
  // 5.7 to 8.0 to 8.4 to 9; none goes down.
  mysql: { name: 'MySQL', most: 3 },
  mariadb: { name: 'MariaDB', most: 99 },
  rabbitmq: { name: 'RabbitMQ', most: 1, first: 'all stable feature flags are enabled' },
  // There is no way back.
  kafka: { name: 'Kafka', most: 1, first: 'the data is that of KRaft, not of ZooKeeper' },
  // 8.19 to 9; none goes down.
  elasticsearch: { name: 'Elasticsearch', most: 1 },
  // 4 to 5; none goes down.
  cassandra: { name: 'Cassandra', most: 1 },
  redis: { name: 'Redis', most: 99 },
}

/** Programs that will not start on the data that an older or newer version wrote. */
export function dataFormat(before: unknown, after: unknown): readonly Problem[] {
  const [old, next] = [before, after].map((one) => containersOf(specOf(one)))
  return (next ?? []).flatMap((container) => {
    const same = old?.find((one) => one['name'] === container['name'])
    const program = programOf(container['image'])
    const step = Object.hasOwn(steps, program) ? steps[program] : undefined
    if (step === undefined || same === undefined || programOf(same['image']) !== program) return []
    const [from, to] = [major(same['image']), major(container['image'])]
    if (from === undefined || to === undefined || to === from) return []
    if (to < from || to - from > step.most)
      return [unreadable(after, String(container['name']), step.name, from, to)]
    return step.first === undefined
      ? []
      : [readable(after, String(container['name']), step, from, to)]
  })
}

function specOf(object: unknown): ReturnType<typeof fields> {
  return fields(at(podTemplateOf(object)?.template, 'spec'))
}

function major(image: unknown): number | undefined {
  const [, digits] = /:v?(\d+)[^/]*$/.exec((text(image) ?? '').replace(/@.*$/, '')) ?? []
  return digits === undefined ? undefined : Number(digits)
}

function unreadable(
  object: unknown,
  container: string,
  name: string,
  from: number,
  to: number,
): Problem {
  return {
    code: 'data-format',
    path: `${titleOfObject(object)} ${container}`,
    message: `${name} ${to} does not start on the data that ${name} ${from} wrote`,
    hint:
      to < from
        ? 'keep the version, or restore a backup that the older version made'
        : 'follow its own way of upgrading first, or save the data before and restore it after',
  }
}

/** A step that a program takes if people have done theirs before. */
function readable(
  object: unknown,
  container: string,
  { name, first = '' }: Step,
  from: number,
  to: number,
): Problem {
  return {
    code: 'data-format',
    path: `${titleOfObject(object)} ${container}`,
    message: `${name} ${to} starts on the data that ${name} ${from} wrote only if ${first}`,
    hint: 'see that it is so before the upgrade: there is no way back',
    severity: 'warning',
  }
}
