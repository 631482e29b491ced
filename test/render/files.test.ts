import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment'
import type { IJob } from 'kubernetes-models/batch/v1/Job'
import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { generate, job, service, withFiles } from '../../src/index.ts'
import { parseDocuments } from '../../src/helm/yaml/parse.ts'
import { type Manifest, the } from '../components/rendered.ts'
import { helms, template } from '../helm.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { workloadsDirectory, workloadsIdentity } from '../workloads-project.ts'
import { writeFiles } from '../write-files.ts'

const names = ['relay.conf', 'odd.txt', 'pages/index.html', 'feed.json']

const texts: Readonly<Record<string, string>> = Object.fromEntries(
  [...names.entries()].map(([i, name]) => [
    `${i}.txt`,
    readFileSync(join(workloadsDirectory, name), 'utf8'),
  ]),
)

/** What Helm renders for a service and a job with these files. */
async function rendered(
  helm: (typeof helms)[number],
  contents: Readonly<Record<string, string>>,
): Promise<readonly Manifest[]> {
  const folder = temporaryFolder(contents)
  const files = Object.fromEntries(Object.keys(contents).map((name) => [`/${name}`, `./${name}`]))
  const components = {
    web: service({ image: 'web', port: 8080, files }),
    seed: job({ image: 'seed', files }),
  }
  writeFiles(folder, generate(await withFiles({ components }, folder), workloadsIdentity))
  return parseDocuments(await template(helm, join(folder, 'chart'))) as readonly Manifest[] // as the chart has them
}

const filesOf = (objects: readonly Manifest[]): IConfigMap =>
  the<IConfigMap>(objects, 'ConfigMap', 'probe-web-files')

describe.each(helms)('files, by Helm $version', (helm) => {
  test('are rendered to the letter', async () => {
    expect(filesOf(await rendered(helm, texts)).data).toEqual(texts)
  })

  test('may be as large as a ConfigMap', async () => {
    const contents = {
      lines: '{{ line }}\n'.repeat(47_662), // 11 bytes each
      'one-line': 'x'.repeat(262_144),
      bytes: '\0'.repeat(262_144),
    }
    const { data, binaryData } = filesOf(await rendered(helm, contents))
    expect(data).toEqual({ lines: contents.lines, 'one-line': contents['one-line'] })
    expect(binaryData).toEqual({ bytes: Buffer.from(contents.bytes).toString('base64') })
  })

  test('roll the pods and make a new Job with another content', async () => {
    const of = async (text: string) => {
      const objects = await rendered(helm, { ...texts, 'a.conf': text })
      return {
        pod: the<IDeployment>(objects, 'Deployment').spec?.template.metadata,
        job: the<IJob>(objects, 'Job').metadata?.name,
      }
    }
    const [before, same, after] = [await of('1'), await of('1'), await of('2')]
    expect(same).toEqual(before)
    expect(after.job).not.toEqual(before.job)
    expect(after.pod).not.toEqual(before.pod)
  })
})
