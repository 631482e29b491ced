import { expect, test } from 'vitest'
import { at, eq, text } from '../../../src/template/node/expression.ts'
import { each, entries, mapping, when } from '../../../src/template/node/structure.ts'
import { lines, printed, values } from '../printed.ts'

const { value, each: eachValue, entries: entriesOf } = values

test('a list has one item for each entry of a map', () => {
  expect(
    printed({
      volumes: [
        eachValue('volumes', (volume, name) => ({
          name,
          size: at(volume, 'size'),
          gigabytes: at(volume, 'gigabytes'),
        })),
      ],
    }),
  ).toBe(lines`
    {{- if .Values.volumes }}
    volumes:
      {{- range $name, $volume := .Values.volumes }}
      - name: {{ $name | quote }}
        size: {{ $volume.size | quote }}
        gigabytes: {{ $volume.gigabytes | int64 }}
      {{- end }}
    {{- end }}
  `)
})

test('a loop that needs no key binds none', () => {
  expect(
    printed({
      ports: [80, eachValue('ports', (port) => port)],
      hosts: [eachValue('hosts', (host) => ({ host }))],
    }),
  ).toBe(
    lines`
      ports:
        - 80
        {{- range $port := .Values.ports }}
        - {{ $port | int64 }}
        {{- end }}
      {{- if .Values.hosts }}
      hosts:
        {{- range $host := .Values.hosts }}
        - host: {{ $host | quote }}
        {{- end }}
      {{- end }}
    `,
  )
})

test('the key in a list is text', () => {
  expect(
    printed({
      ports: [
        80,
        eachValue('ports', (port, i) => ({ name: text`port-${i}`, is: eq(i, '0'), port })),
      ],
    }),
  ).toBe(lines`
    ports:
      - 80
      {{- range $index, $port := .Values.ports }}
      - name: {{ printf "port-%s" (toString $index) | quote }}
        is: {{ eq (toString $index) "0" }}
        port: {{ $port | int64 }}
      {{- end }}
  `)
})

test('a map has one entry for each entry of a map', () => {
  expect(
    printed({
      labels: mapping<Readonly<Record<string, string | number>>>(
        { a: 1 },
        entriesOf('extra-env', (variable, name) => [text`x-${name}`, variable]),
      ),
    }),
  ).toBe(lines`
    labels:
      a: 1
      {{- range $name, $value := (index .Values "extra-env") }}
      {{ printf "x-%s" $name | quote }}: {{ $value | quote }}
      {{- end }}
  `)
})

test('loops in one another have names of their own, and the root is $', () => {
  expect(
    printed({
      list: [
        0,
        eachValue('volumes', (volume, name) => [
          eachValue(
            'volumes',
            (other, inner) =>
              text`${name} ${inner} ${at(volume, 'size')} ${at(other, 'size')} ${value('host')}`,
          ),
        ]),
      ],
    }),
  ).toBe(lines`
    list:
      - 0
      {{- range $name, $volume := .Values.volumes }}
      -
        {{- range $otherVolumeName, $otherVolume := $.Values.volumes }}
        - {{ printf "%s %s %s %s %s" $name $otherVolumeName $volume.size $otherVolume.size $.Values.host | quote }}
        {{- end }}
      {{- end }}
  `)
})

test('conditions on an entry stand inside the loop', () => {
  expect(
    printed({
      ports: [
        80,
        eachValue('tolerations', (one) => when(eq(at(one, 'operator'), 'Exists'), at(one, 'key'))),
      ],
    }),
  ).toBe(lines`
    ports:
      - 80
      {{- range $toleration := .Values.tolerations }}
      {{- if eq $toleration.operator "Exists" }}
      - {{ $toleration.key | quote }}
      {{- end }}
      {{- end }}
  `)
})

test('an entry is read within its loop only', () => {
  let leaked: unknown
  each(value('ports'), (port) => (leaked = port))
  expect(() => printed({ leaked })).toThrow(
    new TypeError('a loop variable is used outside its loop'),
  )
})

test('entries make a map, and no list', () => {
  const loop = entries(value('labels'), (label, name) => [name, label])
  expect(() => printed({ list: [loop] })).toThrow(
    new TypeError('entries() makes a map: use each() in a list'),
  )
})

test('a loop is no value', () => {
  const loop = each(value('labels'), (label) => label)
  expect(() => printed({ map: loop })).toThrow(
    new TypeError('a loop cannot be a value: it stands in a map, a list or a block'),
  )
})
