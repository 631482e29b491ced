/** `npm run cluster`: a control plane to try things on, until Ctrl-C. */
import { once } from 'node:events'
import { bringUp } from './bring-up.ts'

const { access, stop } = await bringUp((message) => process.stderr.write(`${message}\n`))
process.stdout.write(`export KUBECONFIG=${access.kubeconfig}\n`)
await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
await stop()
