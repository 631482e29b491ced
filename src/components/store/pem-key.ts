import type { Block } from '../../template/node/node.ts'
import { block } from '../../template/node/structure.ts'
import { certificateDirectory } from './store-tls.ts'

/** Lines of a script that write key and certificate of a server into one file, as Java programs want them. */
export const pemKey = (server: string, file: string): Block => block`

  if ! grep -q 'BEGIN PRIVATE KEY' ${certificateDirectory}/tls.key; then
    echo "${server} reads keys in PKCS #8 alone: convert tls.key by openssl pkcs8 -topk8 -nocrypt" >&2
    exit 1
  fi
  cat ${certificateDirectory}/tls.key ${certificateDirectory}/tls.crt >${file}
`
