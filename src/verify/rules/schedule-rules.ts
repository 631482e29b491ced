import { at, text } from '../fields.ts'
import { idleSteps, idleStepText, timeZoneFault } from '../../validate/schedule.ts'
import { ofKind } from './release.ts'
import { rule, type Rule } from './rule.ts'

/** Rules on when CronJobs run. */
export const scheduleRules: readonly Rule[] = [
  rule('the time zone of every CronJob exists', (release) =>
    ofKind(release, 'CronJob', 'batch').flatMap((manifest) => {
      const zone = text(at(manifest.body, 'spec', 'timeZone'))
      const detail = zone === undefined ? undefined : timeZoneFault(zone)
      return detail === undefined ? [] : [{ manifest, at: 'spec.timeZone', detail }]
    }),
  ),

  rule(
    'every step of a schedule fits its field',
    (release) =>
      ofKind(release, 'CronJob', 'batch').flatMap((manifest) =>
        idleSteps(text(at(manifest.body, 'spec', 'schedule')) ?? '').map((step) => ({
          manifest,
          at: 'spec.schedule',
          detail: idleStepText(step),
        })),
      ),
    'warning',
  ),
]
