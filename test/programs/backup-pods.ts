import { readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { ICronJob } from 'kubernetes-models/batch/v1/CronJob'
import type { IJob } from 'kubernetes-models/batch/v1/Job'
import type { IContainer } from 'kubernetes-models/v1/Container'
import type { IPodSpec } from 'kubernetes-models/v1/PodSpec'
import { type Manifest, the } from '../components/rendered.ts'
import { setTimeout as pause } from 'node:timers/promises'
import { localContainer } from './local-container.ts'
import { type Outcome, own, type Running, start } from './process.ts'

/** A pod of a backup or of a restore, whose containers run here one after the other. */
export interface LocalPod {
  /** Starts one of its containers. */
  readonly begin: (container: string) => Running
  /** Runs all of them, until one fails. */
  readonly run: () => Promise<Outcome>
}

/** What its programs need of this machine. */
export interface PodPlace {
  readonly root: string
  readonly environment: (own: Readonly<Record<string, string>>) => Readonly<Record<string, string>>
  /** Who they run as. Default: nobody. */
  readonly user?: number | undefined
}

/** The pod that makes backups, or that rehearses. */
export function scheduledPod(
  objects: readonly Manifest[],
  name: string,
  place: PodPlace,
): LocalPod {
  const pod = the<ICronJob>(objects, 'CronJob', name).spec?.jobTemplate.spec?.template.spec
  return localPod(pod, objects, place)
}

/** The pod of the Job whose name begins so. */
export function jobPod(objects: readonly Manifest[], name: string, place: PodPlace): LocalPod {
  const job = objects.find((one) => one.kind === 'Job' && one.metadata.name.startsWith(name))
  return localPod((job as IJob | undefined)?.spec?.template.spec, objects, place)
}

function localPod(
  pod: IPodSpec | undefined,
  objects: readonly Manifest[],
  { root, environment, user }: PodPlace,
): LocalPod {
  if (!pod) throw new Error('there is no pod')
  // Volumes that only this pod has are new; a claim stays
  for (const { name, emptyDir } of pod.volumes ?? []) {
    const mounts = containersOf(pod).flatMap(({ volumeMounts = [] }) => volumeMounts)
    for (const { mountPath } of mounts.filter((one) => one.name === name)) {
      if (emptyDir) rmSync(join(root, mountPath), { recursive: true, force: true })
      own(join(root, mountPath), user)
    }
  }
  const begin = (name: string): Running => {
    const container = containersOf(pod).find((one) => one.name === name)
    if (!container) throw new Error(`there is no container ${name}`)
    const { environment: variables, local } = localContainer(pod, container, objects, root)
    const command = [...(container.command ?? []), ...(container.args ?? [])]
    return start(command.map(local), environment(variables), user)
  }
  return {
    begin,
    run: async () => {
      let outcome: Outcome = { code: 0, output: '' }
      for (const { name } of containersOf(pod)) {
        outcome = await begin(name).ended
        if (outcome.code !== 0) break
      }
      return outcome
    },
  }
}

function containersOf({ initContainers = [], containers }: IPodSpec): readonly IContainer[] {
  return [...initContainers, ...containers]
}

/** The report that a container ends with. */
export function reportOf({ output }: Outcome): Readonly<Record<string, unknown>> {
  const line = output.split('\n').findLast((one) => one.startsWith('{"store"'))
  if (line === undefined) throw new Error(`there is no report: ${output}`)
  return JSON.parse(line) as Readonly<Record<string, unknown>>
}

/** Waits until a directory holds a file of that size. */
export async function untilThereIs(directory: string, bytes: number): Promise<void> {
  for (let attempt = 0; attempt < 6000; attempt += 1) {
    if (sizeBelow(directory) >= bytes) return
    await pause(10)
  }
  throw new Error(`${directory} does not grow to ${bytes} bytes`)
}

/** Bytes of all files below a directory. */
export function sizeBelow(directory: string): number {
  try {
    const files = readdirSync(directory, { recursive: true, encoding: 'utf8' })
    return files.reduce((sum, file) => sum + sizeOf(join(directory, file)), 0)
  } catch {
    return 0 // it comes and goes
  }
}

function sizeOf(file: string): number {
  const { size } = statSync(file, { throwIfNoEntry: false }) ?? { size: 0 }
  return size
}
