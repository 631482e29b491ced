import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { ChartError } from '../../../src/errors/chart-error.ts'
import {
  findKubectl,
  findTools,
  type FindToolsOptions,
} from '../../../src/verify/tools/find-tools.ts'
import { temporaryFolder } from '../../temporary-folder.ts'
import { fakeProgram } from '../fake-program.ts'

let folder: string
let environment: Record<string, string>
let progress: string[]

beforeEach(() => {
  folder = temporaryFolder()
  progress = []
  environment = { PATH: `${folder}/a:${folder}/b`, CHARTWRIGHT_CACHE: `${folder}/cache` }
})

describe('on PATH', () => {
  test('both Helms and kubeconform are found', async () => {
    fakeProgram(`${folder}/a/helm`, 'echo v4.1.0+gabc')
    fakeProgram(`${folder}/b/helm3`, 'echo v3.19.2+gabc')
    fakeProgram(`${folder}/b/kubeconform`, 'echo v0.7.0')
    expect(await findTools(options())).toEqual({
      helms: [
        { path: `${folder}/b/helm3`, version: '3.19.2' },
        { path: `${folder}/a/helm`, version: '4.1.0' },
      ],
      kubeconform: { path: `${folder}/b/kubeconform`, version: '0.7.0' },
    })
  })

  test('the first that is new enough counts, and one generation is enough', async () => {
    fakeProgram(`${folder}/a/helm`, 'echo v3.12.0')
    fakeProgram(`${folder}/b/helm`, 'echo v3.18.6')
    fakeProgram(`${folder}/a/kubeconform`, 'echo development')
    fakeProgram(`${folder}/b/kubeconform`, 'echo v0.8.0')
    const { helms, kubeconform } = await findTools(options())
    expect(helms).toEqual([{ path: `${folder}/b/helm`, version: '3.18.6' }])
    expect(kubeconform.path).toBe(`${folder}/b/kubeconform`)
    expect(progress).toEqual(['going without helm-4: Go 1.26 or later is not on PATH to build it'])
  })
})

test('a development build, such as go install makes, is taken where nothing else is there', async () => {
  fakeProgram(`${folder}/a/helm`, 'echo v4.1.0')
  fakeProgram(`${folder}/a/kubeconform`, 'echo development')
  const { kubeconform } = await findTools(options())
  expect(kubeconform).toEqual({ path: `${folder}/a/kubeconform`, version: 'development' })
})

describe('paths that are given', () => {
  test('count instead of PATH', async () => {
    fakeProgram(`${folder}/a/helm`, 'echo v4.1.0')
    fakeProgram(`${folder}/mine/helm`, 'echo v3.20.0')
    fakeProgram(`${folder}/mine/kubeconform`, 'echo v0.8.0')
    const tools = await findTools({
      ...options(),
      helms: [`${folder}/mine/helm`],
      kubeconform: `${folder}/mine/kubeconform`,
    })
    expect(tools).toEqual({
      helms: [{ path: `${folder}/mine/helm`, version: '3.20.0' }],
      kubeconform: { path: `${folder}/mine/kubeconform`, version: '0.8.0' },
    })
  })

  test('are refused when one does not fit', async () => {
    fakeProgram(`${folder}/a/helm`, 'echo v4.1.0')
    fakeProgram(`${folder}/a/kubeconform`, 'echo v0.8.0')
    fakeProgram(`${folder}/mine/helm`, 'echo v3.18.5')
    const helms = [`${folder}/a/helm`, `${folder}/mine/helm`, `${folder}/no/helm`]
    expect(await screen({ ...options(), helms })).toBe(`\
helm-missing: Helm 3.18.6 or later is needed: FOLDER/mine/helm is 3.18.5
helm-missing: Helm 3.18.6 or later is needed: FOLDER/no/helm did not run: spawn FOLDER/no/helm ENOENT`)
  })
})

describe('the error says what is missing', () => {
  test('when nothing is there', async () => {
    expect(await screen(options())).toBe(`\
helm-missing: Helm 3.18.6 or later is needed: helm is not on PATH; Go 1.26 or later is not on PATH to build it
kubeconform-missing: kubeconform 0.7.0 or later is needed: kubeconform is not on PATH; Go 1.26 or later is not on PATH to build it`)
  })

  test('when all are too old', async () => {
    fakeProgram(`${folder}/a/helm`, 'echo v3.12.0')
    fakeProgram(`${folder}/a/kubeconform`, 'echo v0.6.7')
    fakeProgram(`${folder}/a/go`, 'echo go version go1.22.1 linux/amd64')
    expect(await screen(options())).toBe(`\
helm-missing: Helm 3.18.6 or later is needed: FOLDER/a/helm is 3.12.0; FOLDER/a/go is 1.22.1, but Go 1.26 or later is needed to build it
kubeconform-missing: kubeconform 0.7.0 or later is needed: FOLDER/a/kubeconform is 0.6.7; FOLDER/a/go is 1.22.1, but Go 1.26 or later is needed to build it`)
  })

  test('when they fail, or say nothing', async () => {
    fakeProgram(`${folder}/a/helm`, 'echo "helm: segmentation fault" >&2; exit 139')
    fakeProgram(`${folder}/a/kubeconform`, 'exit 0')
    expect(await screen(options())).toBe(`\
helm-missing: Helm 3.18.6 or later is needed: FOLDER/a/helm tells no version ("helm: segmentation fault"); Go 1.26 or later is not on PATH to build it
kubeconform-missing: kubeconform 0.7.0 or later is needed: FOLDER/a/kubeconform tells no version (""); Go 1.26 or later is not on PATH to build it`)
  })

  test('when Go cannot build them', async () => {
    fakeProgram(`${folder}/a/go`, goThat('echo "dial tcp: no route to host" >&2; exit 1'))
    expect(await screen(options())).toBe(`\
helm-missing: Helm 3.18.6 or later is needed: helm is not on PATH; go build helm.sh/helm/v3/cmd/helm failed: dial tcp: no route to host; go build helm.sh/helm/v4/cmd/helm failed: dial tcp: no route to host
kubeconform-missing: kubeconform 0.7.0 or later is needed: kubeconform is not on PATH; go build github.com/yannh/kubeconform/cmd/kubeconform failed: dial tcp: no route to host`)
    expect(readdirSync(`${folder}/cache/tools`)).toEqual([])
  })

  test('kubectl, when somebody asks for a server', async () => {
    await expect(findKubectl(options())).rejects.toThrow(
      'kubectl: kubectl is needed: kubectl is not on PATH; Go 1.26 or later is not on PATH to build it',
    )
    fakeProgram(`${folder}/a/kubectl`, 'echo Client Version: v1.32.4')
    expect(await findKubectl(options())).toEqual({
      path: `${folder}/a/kubectl`,
      version: '1.32.4',
    })
  })

  test('with what to do', async () => {
    const error: unknown = await findTools(options()).catch((thrown: unknown) => thrown)
    expect(error instanceof ChartError && error.problems.map(({ hint }) => hint)).toEqual([
      'install it from https://helm.sh/docs/intro/install, or install Go 1.26 or later',
      'install it from https://github.com/yannh/kubeconform#installation, or install Go 1.26 or later',
    ])
  })
})

describe('built with Go', () => {
  test('they are kept in the cache, under their version', async () => {
    fakeProgram(`${folder}/a/go`, goThat('printf x >"$output"'))
    const first = await findTools(options())
    expect(first).toEqual({
      helms: [
        { path: `${folder}/cache/tools/helm-3-v3.22.0`, version: '3.22.0' },
        { path: `${folder}/cache/tools/helm-4-v4.3.1`, version: '4.3.1' },
      ],
      kubeconform: { path: `${folder}/cache/tools/kubeconform-v0.8.0`, version: '0.8.0' },
    })
    expect(progress).toEqual([
      'building helm-3 v3.22.0: this takes a few minutes, but only once',
      'building helm-4 v4.3.1: this takes a few minutes, but only once',
      'building kubeconform v0.8.0: this takes a few minutes, but only once',
    ])
    fakeProgram(`${folder}/a/go`, 'exit 1')
    expect(await findTools(options())).toEqual(first)
  })

  test('a missing generation joins the one on PATH', async () => {
    fakeProgram(`${folder}/a/helm`, 'echo v4.1.0')
    fakeProgram(`${folder}/a/kubeconform`, 'echo v0.8.0')
    fakeProgram(`${folder}/a/go`, goThat('printf x >"$output"'))
    const { helms } = await findTools(options())
    expect(helms.map(({ version }) => version)).toEqual(['3.22.0', '4.1.0'])
  })

  test('two builds at once leave one whole file each', async () => {
    fakeProgram(`${folder}/a/go`, goThat('printf 1 >"$output"; sleep 0.2; printf 2 >>"$output"'))
    await Promise.all([findTools(options()), findTools(options())])
    expect(readdirSync(`${folder}/cache/tools`)).toEqual([
      'helm-3-v3.22.0',
      'helm-4-v4.3.1',
      'kubeconform-v0.8.0',
    ])
    expect(readFileSync(`${folder}/cache/tools/helm-3-v3.22.0`, 'utf8')).toBe('12')
  })

  test.each([
    [{ XDG_CACHE_HOME: 'xdg' }, 'xdg/chartwright/tools'],
    [{ XDG_CACHE_HOME: 'xdg', CHARTWRIGHT_CACHE: 'own' }, 'own/tools'],
  ])('%j decides where', async (variables, place) => {
    fakeProgram(`${folder}/a/go`, goThat('printf x >"$output"'))
    const inFolder = Object.entries(variables).map(([name, path]) => [name, join(folder, path)])
    environment = { PATH: `${folder}/a`, ...Object.fromEntries(inFolder) }
    const { kubeconform } = await findTools(options())
    expect(kubeconform.path).toBe(join(folder, place, 'kubeconform-v0.8.0'))
  })
})

function options(): FindToolsOptions {
  return { environment, onProgress: (message) => progress.push(message) }
}

async function screen(given: FindToolsOptions): Promise<string> {
  const error: unknown = await findTools(given).catch((thrown: unknown) => thrown)
  if (!(error instanceof ChartError)) throw new Error('nothing was refused', { cause: error })
  const lines = error.problems.map(({ code, message }) => `${code}: ${message}`)
  return lines.join('\n').replaceAll(folder, 'FOLDER')
}

/** A Go that is new enough; $output is what it is asked to write. */
function goThat(builds: string): string {
  return `
PATH=/usr/bin:/bin
if [ "$1" = version ]; then echo go version go1.26.8 linux/amd64; exit; fi
while [ "$1" != -o ]; do shift; done
output=$2
${builds}`
}
