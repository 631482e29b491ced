import type { CommandDef } from 'citty'
import { checkedPlan } from '../chart/checked-plan.ts'
import { plannedState } from '../diff/planned-state.ts'
import { loadProject } from '../project/load-project.ts'
import { profileNames } from '../project/profile-file.ts'
import { demandOf } from '../verify/demand/demand.ts'
import { quotaUse } from '../verify/demand/quota.ts'
import { toManifest } from '../verify/manifest.ts'
import { toRelease } from '../verify/rules/release.ts'
import { command, directory, valuesOver } from './define.ts'
import { filesOver } from './files-over.ts'
import { type Summary, summaryJson, summaryMarkdown, summaryText } from './print-summary.ts'

/** `chartwright summary`: what a release takes of a cluster. */
export const summaryCommand: CommandDef = command(
  'summary',
  'Add up what each component takes: pods, CPU, memory and storage, at the least and at the most',
  {
    directory,
    profile: {
      type: 'string',
      description: 'Profile of platform.ts. Default: each of them',
      valueHint: 'NAME',
    },
    values: valuesOver('the profile'),
    output: {
      type: 'enum',
      options: ['table', 'json', 'markdown'],
      default: 'table',
      description: 'Form',
    },
  },
  async (args, rawArgs) => {
    const project = await loadProject(args.directory)
    const plan = checkedPlan(project.platform, project.identity)
    const names = profileNames(project)
    const chosen = args.profile === undefined && names.length > 0 ? names : [args.profile]
    const summaries = chosen.map((profile): Summary => {
      const files = filesOver(project, profile, rawArgs)
      const { objects } = plannedState(profile ?? '', plan, project.directory, files)
      const origin = { source: '', namespace: 'default', text: '' }
      const release = toRelease(objects.map((object) => toManifest(object, origin)))
      const demand = demandOf(release)
      return {
        ...(profile === undefined ? {} : { profile }),
        demand,
        quota: quotaUse(release),
      }
    })
    process.stdout.write(formats[args.output](summaries))
    return 0
  },
)

const formats = { table: summaryText, json: summaryJson, markdown: summaryMarkdown } as const
