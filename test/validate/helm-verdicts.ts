import type { Violation } from '../../src/validate/check-schema.ts'
import type { Schema } from '../../src/schema/schema.ts'
import type { Values } from '../../src/values/value.ts'
import type { Tool } from '../../src/verify/tools/find-family.ts'
import { writeYaml } from '../../src/helm/yaml/write-yaml.ts'
import { runTemplate } from '../helm.ts'
import { temporaryFolder } from '../temporary-folder.ts'

/** What Helm says of several values files. */
export interface HelmVerdicts {
  /** Whether it accepts each. */
  readonly accepted: readonly boolean[]
  /** How many keys `propertyNames` refuses; of these it does not say reliably where they are. */
  readonly badNames: number
}

/**
 * Helm's verdicts on several values files: one run judges them all, since they are the entries of
 * one map, whose schema is that of a values file. Each must be the text of a block map.
 */
export async function helmVerdicts(
  helm: Tool,
  chart: { readonly schema: Schema; readonly values: Values },
  texts: readonly string[],
): Promise<HelmVerdicts> {
  const defaults = Object.fromEntries(texts.map((_, i) => [`d${i}`, chart.values]))
  const root = temporaryFolder({
    'Chart.yaml': 'apiVersion: v2\nname: verdicts\nversion: 1.0.0\n',
    'values.yaml': writeYaml({ docs: defaults }),
    'values.schema.json': JSON.stringify(ofMany(chart.schema)),
    'docs.yaml': ['docs:', ...texts.map((text, i) => `  d${i}:\n${indented(text)}`)].join('\n'),
  })
  const { exitCode, stderr } = await runTemplate(helm, root, `${root}/docs.yaml`)
  const refused = new Set([...stderr.matchAll(/'\/docs\/d(\d+)[/']/g)].map(([, i]) => Number(i)))
  if (exitCode !== 0 && refused.size === 0) throw new Error(stderr)
  return {
    accepted: texts.map((_, i) => !refused.has(i)),
    badNames: stderr.split("': invalid propertyName '").length - 1,
  }
}

function ofMany({ definitions, $schema, ...one }: Schema): Schema {
  return {
    ...($schema === undefined ? {} : { $schema }),
    definitions: { ...definitions, 'values-file': one },
    properties: {
      docs: { type: 'object', additionalProperties: { $ref: '#/definitions/values-file' } },
    },
  }
}

function indented(text: string): string {
  return text === '{}\n' ? '    {}' : text.replaceAll(/^(?=[^\n])/gm, '    ')
}

/** How many keys `propertyNames` refuses, as Helm counts them. */
export function badNames(violations: readonly Violation[]): number {
  const aboutMaps = ['required', 'additionalProperties', 'patternProperties']
  const names = violations.flatMap(({ key, keyword, path }) =>
    key === undefined || aboutMaps.includes(keyword) ? [] : [JSON.stringify([...path, key])],
  )
  return new Set(names).size
}
