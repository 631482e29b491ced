import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadValues } from '../../src/values/read-values.ts'
import type { Schema } from '../../src/schema/schema.ts'
import { schemaProblems } from '../../src/validate/schema-problems.ts'
import { newestHelm, probe, runTemplate } from '../helm.ts'
import type { SetOption } from '../../src/helm/set/apply-set.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const schema: Schema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  type: 'object',
  definitions: {
    size: {
      type: 'string',
      pattern: '^[1-9][0-9]*(Ki|Mi|Gi)$',
      patternErrorMessage: 'must be a size such as "256Mi"',
    },
  },
  properties: {
    replicas: { type: 'integer', minimum: 1, maximum: 10 },
    ratio: { type: 'number', minimum: 0 },
    enabled: { type: 'boolean' },
    policy: { type: 'string', enum: ['Always', 'IfNotPresent', 'Never'] },
    name: { type: 'string', minLength: 1, maxLength: 5 },
    memory: { $ref: '#/definitions/size', type: 'boolean', maxLength: 1 }, // only the reference counts
    percent: { type: ['integer', 'string'], pattern: '^[0-9]+%$', minimum: 0 },
    hosts: {
      type: 'array',
      minItems: 1,
      maxItems: 2,
      uniqueItems: true,
      items: {
        type: 'object',
        properties: { host: { type: 'string' }, port: { type: 'integer' } },
        required: ['host'],
        additionalProperties: false,
      },
    },
    labels: {
      type: 'object',
      maxProperties: 2,
      propertyNames: { pattern: '^[a-z./]+$', patternErrorMessage: 'must be in lower case' },
      patternProperties: { '^app/': false },
      additionalProperties: { type: 'string' },
    },
    strategy: {
      type: 'object',
      properties: { type: { const: 'Recreate' }, pause: { type: 'integer' } },
      dependencies: { pause: { properties: { type: { const: 'Recreate' } }, required: ['type'] } },
      additionalProperties: false,
    },
    autoscaling: {
      type: 'object',
      properties: { enabled: { type: 'boolean' }, target: { type: 'integer' } },
      if: { properties: { enabled: { const: true } }, required: ['enabled'] },
      // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
      then: {
        required: ['target'],
        properties: { target: { not: { const: 0 }, errorMessage: 'must not be 0' } },
      },
    },
    port: { type: 'integer', dependencies: {} },
  },
  additionalProperties: false,
}

const rejected: readonly (readonly [string, ...(readonly string[])])[] = [
  [
    'replcias: 3',
    '1:1 values-unknown-key replcias: there is no key replcias here; did you mean replicas?',
  ],
  [
    'hosts: [{host: a, hots: b}]',
    '1:19 values-unknown-key hosts[0].hots: there is no key hots here; did you mean host?',
  ],
  [
    'strategy: {rollingUpdate: {}}',
    '1:12 values-unknown-key strategy.rollingUpdate: there is no key rollingUpdate here; the keys here are type, pause',
  ],
  [
    'toString: 1',
    '1:1 values-unknown-key toString: there is no key toString here; the keys here are replicas, ratio, enabled, policy, name, memory, percent, hosts, labels, strategy, autoscaling, port',
  ],
  [
    '__proto__: 1',
    '1:1 values-unknown-key __proto__: there is no key __proto__ here; the keys here are replicas, ratio, enabled, policy, name, memory, percent, hosts, labels, strategy, autoscaling, port',
  ],
  [
    'replicas: "3"',
    '1:11 values-type replicas: "3" must be a whole number; write 3 without quotes',
  ],
  ['replicas: 1.5', '1:11 values-type replicas: 1.5 must be a whole number'],
  ['replicas: many', '1:11 values-type replicas: "many" must be a whole number'],
  ['replicas: {a: 1}', '1:11 values-type replicas: this map must be a whole number'],
  [
    'replicas: null',
    '1:11 values-type replicas: null must be a whole number; leave the key out to have the default',
  ],
  ['replicas: 0', '1:11 values-minimum replicas: 0 must be at least 1'],
  ['replicas: 11', '1:11 values-maximum replicas: 11 must be at most 10'],
  ['ratio: -0.5', '1:8 values-minimum ratio: -0.5 must be at least 0'],
  [
    'enabled: "true"',
    '1:10 values-type enabled: "true" must be true or false; write true without quotes',
  ],
  [
    'policy: always',
    '1:9 values-enum policy: "always" must be "Always", "IfNotPresent" or "Never"; did you mean Always?',
  ],
  [
    'policy: yes',
    '1:9 values-type policy: yes (read as true) must be text; as text it must be "Always", "IfNotPresent" or "Never"',
  ],
  ['name: 10', '1:7 values-type name: 10 must be text; write "10" with quotes'],
  ['name: ""', '1:7 values-min-length name: "" must not be empty'],
  ['name: ecommerce', '1:7 values-max-length name: "ecommerce" must have at most 5 characters'],
  ['memory: 256M', '1:9 values-pattern memory: "256M" must be a size such as "256Mi"'],
  ['percent: a%', '1:10 values-pattern percent: "a%" must match ^[0-9]+%$'],
  ['percent: [5]', '1:10 values-type percent: this list must be a whole number or text'],
  ['hosts: []', '1:8 values-min-items hosts: this list must not be empty'],
  [
    'hosts: [{host: a}, {host: a}]',
    '1:8 values-unique-items hosts: this list must not hold the same item twice',
  ],
  [
    'hosts: [{host: a}, {host: b}, {host: c}]',
    '1:8 values-max-items hosts: this list must have at most 2 items',
  ],
  [
    'hosts:\n  - port: 1',
    '2:5 values-missing-key hosts[0].host: the key host is missing; add it: it has no default',
  ],
  ['labels: {A: b}', '1:10 values-key labels.A: "A" must be in lower case'],
  [
    'labels: {app/a: b}',
    '1:10 values-reserved-key labels.app/a: app/a cannot be set here: the chart sets it itself; leave it out',
  ],
  [
    'labels: {a: b, b: b, c: b}',
    '1:9 values-max-properties labels: this map must have at most 2 keys',
  ],
  [
    'strategy: {type: RollingUpdate}',
    '1:18 values-const strategy.type: "RollingUpdate" must be "Recreate"',
  ],
  [
    'strategy: {pause: 1}',
    '1:1 values-missing-key strategy.type: the key type is missing; add it: type: Recreate',
  ],
  [
    'autoscaling: {enabled: true}',
    '1:1 values-missing-key autoscaling.target: the key target is missing; add it: it has no default',
  ],
  [
    'autoscaling: {enabled: true, target: 0}',
    '1:38 values-not autoscaling.target: 0 must not be 0',
  ],
  [
    'replicas: 0\nname: ""',
    '1:11 values-minimum replicas: 0 must be at least 1',
    '2:7 values-min-length name: "" must not be empty',
  ],
]

const accepted = [
  '{}',
  'replicas: 10',
  'replicas: 0b11',
  'ratio: 1',
  'enabled: yes',
  'name: 😀😀😀', // three characters, six UTF-16 units
  'percent: 5',
  'percent: 5%',
  'memory: 256Mi',
  'hosts: [{host: a, port: 1.0}]',
  'labels: {a.b/c: "1"}',
  'autoscaling: {enabled: true, target: 1}',
  'autoscaling: {enabled: false}',
]

/** Helm's own verdict on values. */
async function isAcceptedByHelm(text: string): Promise<boolean> {
  const schemaFile = { 'values.schema.json': JSON.stringify(schema) }
  const root = temporaryFolder({ ...probe('probe'), ...schemaFile, 'some.yaml': text })
  const { exitCode } = await runTemplate(newestHelm(), root, join(root, 'some.yaml'))
  return exitCode === 0
}

function screen(text: string): readonly string[] {
  const root = temporaryFolder({ 'some.yaml': text })
  const loaded = loadValues([join(root, 'some.yaml')])
  return schemaProblems(schema, loaded.values, loaded).map((problem) => {
    const { line, column, code, path, message, hint } = problem
    return `${line}:${column} ${code} ${path}: ${message}${hint ? `; ${hint}` : ''}`
  })
}

describe('schemaProblems, like Helm,', () => {
  test.each(rejected)('rejects %j', async (text, ...lines) => {
    expect(screen(text).toSorted()).toEqual(lines.toSorted())
    expect(await isAcceptedByHelm(text)).toBe(false)
  })

  test.each(accepted)('accepts %j', async (text) => {
    expect(screen(text)).toEqual([])
    expect(await isAcceptedByHelm(text)).toBe(true)
  })
})

test.each<readonly [SetOption['name'], string, string]>([
  ['set', 'name=10', 'write --set-string name=10'],
  ['set', 'memory=268435456', 'as text it must be a size such as "256Mi"'],
  ['set', 'ratio=0.5', 'write --set-json ratio=0.5'],
  ['set-string', 'replicas=3', 'write --set replicas=3'],
  ['set-string', 'enabled=true', 'write --set enabled=true'],
  ['set-json', 'name=10', 'write "10" with quotes'],
  ['set-json', 'replicas="3"', 'write 3 without quotes'],
])('what to do about --%s %s is to %s', (name, text, hint) => {
  const loaded = loadValues([], [{ name, text }])
  expect(schemaProblems(schema, loaded.values, loaded)).toMatchObject([{ hint }])
  const better = /^write --(set[a-z-]*) (.+)$/.exec(hint)
  if (!better) return
  const followed = loadValues([], [{ name: better[1] as SetOption['name'], text: better[2] ?? '' }])
  expect(schemaProblems(schema, followed.values, followed)).toEqual([])
})

test('a problem of a value that no file sets has no place', () => {
  expect(schemaProblems(schema, { replicas: 0 })).toEqual([
    { code: 'values-minimum', path: 'replicas', message: '0 must be at least 1' },
  ])
})
