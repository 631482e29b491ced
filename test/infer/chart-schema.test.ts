import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadChart } from '../../src/helm/chart/load-chart.ts'
import { writeYaml } from '../../src/helm/yaml/write-yaml.ts'
import { chartSchema } from '../../src/infer/chart-schema.ts'
import { loadValues } from '../../src/values/read-values.ts'
import { validateValues } from '../../src/validate/validate-values.ts'
import { newestHelm, runTemplate } from '../helm.ts'
import { addFiles, temporaryFolder } from '../temporary-folder.ts'
import { webChart } from './web-chart.ts'

const webSchema = () => chartSchema(loadChart(temporaryFolder(webChart)))

describe('the first schema of a chart', () => {
  it('has types of values.yaml and words of its comments, and is closed where keys are read by name', () => {
    expect(webSchema().schema.properties).toMatchInlineSnapshot(`
      {
        "config": {
          "type": "string",
        },
        "extra": {
          "type": "array",
        },
        "global": {
          "type": "object",
        },
        "image": {
          "additionalProperties": false,
          "description": "Image of the program",
          "properties": {
            "digest": {},
            "pullSecrets": {
              "items": {
                "additionalProperties": false,
                "properties": {
                  "name": {},
                },
                "type": "object",
              },
              "type": "array",
            },
            "repository": {
              "type": "string",
            },
            "tag": {
              "description": "Empty for the version of the chart",
              "type": [
                "string",
                "number",
                "boolean",
              ],
            },
          },
          "type": "object",
        },
        "ingress": {
          "additionalProperties": false,
          "properties": {
            "className": {
              "description": "Its class",
            },
            "enabled": {
              "description": "Whether there is an Ingress",
              "type": "boolean",
            },
            "hosts": {
              "items": {
                "additionalProperties": false,
                "properties": {
                  "host": {
                    "type": "string",
                  },
                  "paths": {
                    "items": {
                      "additionalProperties": false,
                      "properties": {
                        "path": {},
                      },
                      "type": "object",
                    },
                    "type": "array",
                  },
                },
                "type": "object",
              },
              "type": "array",
            },
          },
          "type": "object",
        },
        "labels": {
          "type": "object",
        },
        "old": {
          "type": "object",
        },
        "ports": {
          "properties": {
            "http": {
              "type": "integer",
            },
          },
          "type": "object",
        },
        "probes": {
          "additionalProperties": false,
          "properties": {
            "live": {
              "additionalProperties": false,
              "properties": {
                "path": {
                  "type": "string",
                },
                "periodSeconds": {
                  "type": "integer",
                },
                "timeoutSeconds": {},
              },
              "type": "object",
            },
            "ready": {
              "additionalProperties": false,
              "properties": {
                "path": {
                  "type": "string",
                },
              },
              "type": "object",
            },
          },
          "type": "object",
        },
        "replicas": {
          "description": "How many pods there are",
          "type": "integer",
        },
        "resources": {
          "type": "object",
        },
        "store": {
          "additionalProperties": false,
          "properties": {
            "enabled": {
              "type": "boolean",
            },
            "global": {
              "type": "object",
            },
            "memory": {
              "description": "Memory in MiB",
              "type": "integer",
            },
          },
          "type": "object",
        },
        "title": {
          "type": "string",
        },
        "tracing": {
          "additionalProperties": false,
          "properties": {
            "endpoint": {},
          },
          "type": "object",
        },
      }
    `)
  })

  it('tells of keys that no template reads, and of values that values.yaml lacks', () => {
    const { unread, missing } = webSchema()
    expect(unread).toEqual(['old'])
    expect(missing).toEqual([
      'store.enabled',
      'image.digest',
      'probes.live.timeoutSeconds',
      'tracing.endpoint',
    ])
  })
})

/** What Helm says of values for the chart with its first schema. */
async function verdict(values: object): Promise<string> {
  const folder = temporaryFolder(webChart)
  const { schema } = chartSchema(loadChart(folder))
  addFiles(folder, { 'values.schema.json': JSON.stringify(schema), 'v.yaml': writeYaml(values) })
  const { exitCode, stderr } = await runTemplate(newestHelm(), folder, join(folder, 'v.yaml'))
  return exitCode === 0 ? 'valid' : stderr
}

describe('Helm, by the first schema of a chart', () => {
  it.each<[string, object]>([
    ['the defaults', {}],
    ['keys that templates read', { tracing: { endpoint: 'a' }, image: { digest: 'sha256:1' } }],
    ['any key where a map is taken whole', { labels: { a: 'b' }, resources: { limits: {} } }],
    ['any key where a loop takes them', { ports: { grpc: 9090 } }],
    [
      'entries of lists',
      { ingress: { enabled: true, hosts: [{ host: 'a', paths: [{ path: '/' }] }] } },
    ],
    ['either form where the template asks', { extra: ['a: b', { kind: 'Pod' }] }],
    ['a number for empty text', { image: { tag: 2 } }],
    ['a subchart, and the globals of all', { store: { memory: 9 }, global: { region: 'eu' } }],
  ])('takes %s', async (_, values) => {
    expect(await verdict(values)).toBe('valid')
  })

  it.each<[object, string]>([
    [{ replica: 2 }, 'replica'],
    [{ image: { repo: 'a' } }, 'repo'],
    [{ probes: { live: { period: 1 } } }, 'period'],
    [{ ingress: { hosts: [{ hots: 'a' }] } }, 'hots'],
    [{ store: { memry: 1 } }, 'memry'],
    [{ replicas: 'two' }, 'integer'],
  ])('refuses %j', async (values, word) => {
    expect(await verdict(values)).toContain(word)
  })
})

describe('the first schema of the default project’s chart', () => {
  const chart = loadChart('chart')
  const { schema, unread } = chartSchema(chart)
  const judged = { ...chart, schema }
  const profiles = readdirSync('.').filter((file) => /^values-.*\.yaml$/.test(file))

  it.each(profiles)('takes %s', (file) => {
    expect(validateValues(judged, loadValues([file])).problems).toEqual(
      validateValues(chart, loadValues([file])).problems,
    )
  })

  it('finds no key that nothing reads', () => {
    expect(unread).toEqual([])
  })
})
