import { scheduleRules } from '../../../src/verify/rules/schedule-rules.ts'
import { testRules } from './rule-cases.ts'

const cronJob = (schedule: string, timeZone = ''): string => `
apiVersion: batch/v1
kind: CronJob
metadata: { name: report }
spec:
  schedule: "${schedule}"
  ${timeZone === '' ? '' : `timeZone: ${timeZone}`}
  jobTemplate: { spec: { template: { spec: { containers: [{ name: app }] } } } }
`

testRules(scheduleRules, {
  'the time zone of every CronJob exists': {
    holds: `${cronJob('@daily', 'Europe/Berlin')}---${cronJob('@daily', 'US/Eastern')}`,
    breaks: `${cronJob('@daily', 'Europe/Atlantis')}---${cronJob('@daily', 'Europe/berlin')}`,
    finds: [
      'CronJob/report spec.timeZone: Europe/Atlantis is no time zone of the tz database',
      'CronJob/report spec.timeZone: Europe/berlin is written Europe/Berlin',
    ],
  },

  'every step of a schedule fits its field': {
    holds: cronJob('*/30 8-18/2 1,15 * 1-5'),
    breaks: cronJob('*/90 1-3/5 * * *'),
    finds: [
      'CronJob/report spec.schedule: */90 is 0 and nothing else, since minutes go no further',
      'CronJob/report spec.schedule: 1-3/5 is 1 and nothing else, since hours go no further',
    ],
  },
})
