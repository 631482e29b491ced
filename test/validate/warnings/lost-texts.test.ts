import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadChart } from '../../../src/helm/chart/load-chart.ts'
import { validateValues } from '../../../src/validate/validate-values.ts'
import { loadValues } from '../../../src/values/read-values.ts'
import { helms, template } from '../../helm.ts'
import { temporaryFolder } from '../../temporary-folder.ts'

/** Characters that tools treat apart, and all of the first 768. */
const points = Array.from({ length: 0x300 }, (_, point) => point).concat(
  [0x2028, 0xd7ff, 0xe000, 0xfeff, 0xfffd, 0xfffe, 0xffff],
  [0x1_0000, 0x1_fffe, 0x10_ffff],
)
const nameOf = (point: number): string => `u${point.toString(16)}`
const escaped = (point: number): string => `"\\U${point.toString(16).padStart(8, '0')}"`

const folder = {
  'Chart.yaml': 'apiVersion: v2\nname: texts\nversion: 1.0.0\n',
  'templates/texts.yaml':
    'kind: Texts\n{{- range $name, $map := .Values.all }}\n# {{ $name }} {{ len (toYaml $map) }}\n{{- end }}\n',
  'values-all.yaml': `all:\n${points.map((point) => `  ${nameOf(point)}: { a: ${escaped(point)} }\n`).join('')}`,
}

test.each(helms)(
  'warned of are the characters for which toYaml gives nothing, as Helm $version has it',
  async (helm) => {
    const root = temporaryFolder(folder)
    const file = join(root, 'values-all.yaml')
    const rendered = await template(helm, root, file)
    const lost = [...rendered.matchAll(/^# (u[0-9a-f]+) 0$/gm)].map(([, name]) => `all.${name}.a`)
    const { problems } = validateValues(loadChart(root), loadValues([file]))
    const warned = problems
      .filter(({ code }) => code === 'values-lost-text')
      .map(({ path }) => path)
    expect(lost.length).toBeGreaterThan(30)
    expect(warned.toSorted()).toEqual(lost.toSorted())
  },
)
