import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { projectDirectory } from '../default-project.ts'
import { helms, runTemplate } from '../helm.ts'

const subcharts = join(projectDirectory, 'chart/charts')

describe.each(helms)('$version', (helm) => {
  test.each(['gateway', 'orders', 'postgresql', 'redis'])(
    'the subchart %s says that it cannot be installed alone',
    async (name) => {
      const { exitCode, stderr } = await runTemplate(helm, join(subcharts, name))
      expect(exitCode).toBe(1)
      expect(stderr).toContain(
        `${name}/templates/umbrella.yaml:3:4): ${name} is a part of the chart ecommerce and uses its named templates: install ecommerce, and switch off there what you do not want`,
      )
    },
  )
})
