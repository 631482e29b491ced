import { hasTls } from '../store/index.ts'
import type { Block } from '../../template/node/node.ts'
import { block } from '../../template/node/structure.ts'
import { choose, text } from '../../template/node/expression.ts'
import type { Expr } from '../../template/node/templated.ts'
import { administrator, ports } from './contract.ts'
import { secretDirectory } from './paths.ts'

/** The lines of a script that read the administrator's password, which Java hashes as ASCII. */
export const readPassword: Block = block`
  password="$(cat ${secretDirectory}/password && echo .)"
  password="\${password%.}"
  if [[ ! $password =~ ^[[:print:]]+$ || $(LC_ALL=C tr -d ' -~' <${secretDirectory}/password) ]]; then
    echo "the password of ${administrator} must be one line of ASCII, without a line break at its end: change its Secret" >&2
    exit 1
  fi
`

/** The shell of Cassandra, asking a node. */
export const cqlsh = (store: string, host: string, caFile: string): Expr<string> =>
  text`${choose(hasTls(store), `SSL_CERTFILE=${caFile} `, '')}cqlsh ${host} ${ports.clients}${choose(hasTls(store), ' --ssl', '')} --no-color`

/**
 * Those by which it asks a node as its administrator: `cql HOST` runs the statements at its standard input.
 * No argument, which others may list, has the password: cqlsh asks for it there, too, since there is no terminal.
 */
export const asking = (store: string, caFile: string): Block => block`
  export PYTHONWARNINGS=ignore
  cql() {
    { echo "$password" && cat; } | ${cqlsh(store, '"$1"', caFile)} --username ${administrator} \\
      2> >(sed '/^Warning: Password input/d; s/^Password: //' >&2)
  }
`
