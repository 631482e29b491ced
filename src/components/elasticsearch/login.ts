import type { Block } from '../../template/node/node.ts'
import { block } from '../../template/node/structure.ts'
import { choose, text } from '../../template/node/expression.ts'
import type { Expr } from '../../template/node/templated.ts'
import { hasTls } from '../store/index.ts'
import { administrator, ports } from './contract.ts'
import { secretDirectory } from './paths.ts'

/** The lines of a script that read the password of a user, as the keystore of a node takes that of the administrator. */
export const readPassword = (user: string = administrator): Block => block`
  password="$(cat ${secretDirectory}/password && echo .)"
  password="\${password%.}"
  if [[ ! $password =~ ^[[:print:]]{6}[[:print:]]*$ || $(LC_ALL=C tr -d ' -~' <${secretDirectory}/password) ]]; then
    echo "the password of ${user} must be one line of ASCII, six characters at least, without a line break at its end: change its Secret" >&2
    exit 1
  fi
`

/** Those by which it asks a node, as its administrator unless told otherwise: `ask PATH [OPTION …]`. No argument, which others may list, has the password. */
export function asking(
  store: string,
  host: Expr<string>,
  caFile: string,
  user: string = administrator,
): Block {
  return block`
    url=${nodeUrl(store, host)}
    ${readPassword(user)}
    login() { echo "Authorization: Basic $(printf '%s' "${user}:$password" | base64 --wrap 0)"; }
    ask() {
      local path="$1"
      shift
      curl --silent --show-error --fail --header @<(login) ${choose(hasTls(store), `--cacert ${caFile} `, '')}"$@" "$url$path"
    }
  `
}

/** A node as a URL has it. */
const nodeUrl = (store: string, host: Expr<string>): Expr<string> =>
  text`${choose(hasTls(store), 'https', 'http')}://${host}:${ports.http}`
