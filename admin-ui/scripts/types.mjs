// What the faces ask, as types: beside every `name.graphql` of a face or of shared stands its `name.gql.ts`, and every
// operation is written to schema/operations/<face>/, for the server runs by its hash what it finds there.
// The closed list of refusals comes from the schema too. `--check` writes nothing and fails where anything differs.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, relative, resolve } from 'node:path'

import { codegen } from '@graphql-codegen/core'
import * as typescriptOperations from '@graphql-codegen/typescript-operations'
import { buildSchema, isInterfaceType, isNonNullType, isScalarType, isUnionType, Kind, parse, print, TypeInfo, visit, visitWithTypeInfo } from 'graphql'

const ROOT = resolve(import.meta.dirname, '..')
const PERSISTED = resolve(ROOT, '../schema/operations')
const FACES = ['admin', 'owner', 'pad']
const NOTE = '// Made by `npm run types`; edit the .graphql file instead.\n'
process.chdir(ROOT)
const checking = process.argv.includes('--check')

const sdl = readFileSync(resolve(ROOT, '../schema/schema.graphql'), 'utf8')
const schema = buildSchema(sdl, { assumeValidSDL: true })
const schemaDocument = parse(sdl)
const problem = schema.getType('Problem')
if (!isInterfaceType(problem)) throw new Error('the schema has no interface Problem')
const refusals = schema.getPossibleTypes(problem).toSorted((one, other) => (one.name < other.name ? -1 : 1))

const SCALARS = {
  ID: 'string', UUID: 'string', Area: 'string', Date: 'string', DateTime: 'string', Sha256: 'string', JSON: 'unknown',
  BuildingGrid: 'unknown', EstateGrid: 'unknown', EstateColours: 'unknown',
}

/** Files to write, contents by path. */
const wanted = new Map()

/** How the extra fields of a refusal are asked: every list of faults as `faults`, anything else under a name that no
 * member of a union has, for members may not disagree about a field's type. */
function extras(refusal) {
  return Object.values(refusal.getFields())
    .filter((field) => field.name !== 'code' && field.name !== 'message')
    .map((field) => {
      const type = String(field.type)
      return type.includes('Fault')
        ? { alias: 'faults', asked: `${field.name === 'faults' ? '' : 'faults: '}${field.name} { path message }`, type: 'readonly Fault[]' }
        : { alias: its(field.name), asked: `${its(field.name)}: ${field.name}`, type: scalar(field.type) }
    })
}

const its = (name) => `its${name[0].toUpperCase()}${name.slice(1)}`

function scalar(type) {
  const inner = isNonNullType(type) ? type.ofType : type
  if (!isScalarType(inner)) throw new Error(`a refusal has a field of the type ${type}; teach scripts/types.mjs`)
  const written = { String: 'string', Int: 'number', Float: 'number', Boolean: 'boolean', ...SCALARS }[inner.name] ?? 'string'
  return isNonNullType(type) ? written : `${written} | null`
}

function refusalTypes() {
  const members = refusals.map((refusal) => {
    const fields = extras(refusal).map(({ alias, type }) => `; ${alias}: ${type}`)
    return `  | { __typename: '${refusal.name}'; code: string; message: string${fields.join('')} }`
  })
  return [
    '// Made by `npm run types` from schema/schema.graphql.',
    'export interface Fault { path: string; message: string }',
    '',
    '/** Everything that the API can refuse, as `...Refused` asks for it. */',
    'export type Refusal =',
    ...members,
    '',
    'export const REFUSALS: ReadonlySet<string> = new Set<Refusal[\'__typename\']>([',
    ...refusals.map((refusal) => `  '${refusal.name}',`),
    '])',
    '',
  ].join('\n')
}

/** `...Refused` stands for the refusals that the union at hand can hold. */
function withRefusals(document) {
  const types = new TypeInfo(schema)
  return visit(document, visitWithTypeInfo(types, {
    SelectionSet(node) {
      if (!node.selections.some((one) => one.kind === Kind.FRAGMENT_SPREAD && one.name.value === 'Refused')) return undefined
      const union = types.getParentType()
      if (!isUnionType(union)) throw new Error(`...Refused stands in ${union}, which is no union`)
      const possible = union.getTypes().filter((member) => refusals.includes(member))
      const inlined = possible.map((member) => {
        const asked = ['code', 'message', ...extras(member).map((one) => one.asked)].join(' ')
        return parse(`fragment F on X { ... on ${member.name} { ${asked} } }`).definitions[0].selectionSet.selections[0]
      })
      const others = node.selections.filter((one) => one.kind !== Kind.FRAGMENT_SPREAD || one.name.value !== 'Refused')
      return { ...node, selections: [...others, ...inlined] }
    },
  }))
}

/** `__typename` everywhere but at the root: the cache knows by it what an answer is made of. */
function withTypenames(document) {
  return visit(document, {
    SelectionSet(node, _key, parent) {
      if (parent && parent.kind === Kind.OPERATION_DEFINITION) return undefined
      if (node.selections.some((one) => one.kind === Kind.FIELD && one.name.value === '__typename')) return undefined
      return { ...node, selections: [{ kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } }, ...node.selections] }
    },
  })
}

function spreadsIn(node, found, fragments) {
  visit(node, {
    FragmentSpread(spread) {
      const name = spread.name.value
      if (name === 'Refused' || found.has(name)) return
      const fragment = fragments.get(name)
      if (!fragment) throw new Error(`there is no fragment ${name} in this face or in shared`)
      found.add(name)
      spreadsIn(fragment, found, fragments)
    },
  })
  return found
}

function filesUnder(folder, ending) {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true }).filter((path) => path.endsWith(ending)).toSorted().map((path) => join(folder, path))
}

const sourcesIn = (folder) => filesUnder(join('src', folder), '.graphql')
  .map((path) => ({ path, document: withRefusals(parse(readFileSync(join(ROOT, path), 'utf8'))) }))

async function face(name, shared) {
  const own = sourcesIn(name)
  const all = [...shared, ...own]
  const fragments = new Map(all.flatMap(({ document }) => document.definitions)
    .filter((one) => one.kind === Kind.FRAGMENT_DEFINITION).map((one) => [one.name.value, one]))
  const seen = new Map()
  for (const { path, document } of all) {
    const operations = document.definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION)
    const written = []
    for (const operation of operations) {
      const called = operation.name?.value
      if (!called || seen.has(called)) throw new Error(`${path}: the operation ${called ?? 'without a name'} is named twice or not at all`)
      seen.set(called, path)
      const needed = [...spreadsIn(operation, new Set(), fragments)].toSorted().map((one) => fragments.get(one))
      const text = `${print(withTypenames({ kind: Kind.DOCUMENT, definitions: [operation, ...needed] }))}\n`
      wanted.set(join(PERSISTED, shared.some((one) => one.path === path) ? 'shared' : name, `${called}.graphql`), text)
      written.push(constant(operation, called, text))
    }
    const types = await typesOf(path, document, fragments)
    const carrier = written.length ? `import { persisted, type Persisted } from '${toShared(path)}persisted.ts'\n\n` : ''
    wanted.set(join(ROOT, path.replace(/\.graphql$/, '.gql.ts')), `${NOTE}${carrier}${types.trim()}\n${written.join('')}`)
  }
}

function toShared(path) {
  const up = relative(dirname(path), 'src/shared')
  return up === '' ? './' : up.startsWith('.') ? `${up}/` : `./${up}/`
}

function constant(operation, name, text) {
  const kind = operation.operation[0].toUpperCase() + operation.operation.slice(1)
  const id = `sha256:${createHash('sha256').update(text).digest('hex')}`
  // A socket has no place for an id: a subscription is sent as its text.
  const sent = operation.operation === 'subscription' ? `, ${JSON.stringify(text)}` : ''
  return `\nexport const ${name}: Persisted<${name}${kind}, ${name}${kind}Variables> = persisted('${id}', '${name}'${sent})\n`
}

async function typesOf(path, document, fragments) {
  const ownFragments = new Set(document.definitions.filter((one) => one.kind === Kind.FRAGMENT_DEFINITION).map((one) => one.name.value))
  // Only those that it spreads: the others' enums would stand in every file and change with every fragment of another.
  const spread = spreadsIn(document, new Set(), fragments)
  const foreign = [...fragments.values()].filter((one) => spread.has(one.name.value) && !ownFragments.has(one.name.value))
  return codegen({
    filename: basename(path),
    schema: schemaDocument,
    schemaAst: schema,
    documents: [{ location: path, document }],
    config: {
      scalars: SCALARS,
      immutableTypes: true,
      enumType: 'string-literal',
      nonOptionalTypename: true,
      skipTypeNameForRoot: true,
      dedupeFragments: true,
      disableDescriptions: true,
      externalFragments: foreign.map((node) => ({
        isExternal: true, importFrom: null, name: node.name.value, onType: node.typeCondition.name.value, node,
      })),
    },
    pluginMap: { types: typescriptOperations },
    plugins: [{ types: {} }],
    skipDocumentsValidation: { ignoreRules: ['KnownFragmentNamesRule', 'NoUnusedFragmentsRule'] },
  })
}

const shared = sourcesIn('shared')
for (const one of FACES) await face(one, shared)
wanted.set(join(ROOT, 'src/shared/refusals.gql.ts'), refusalTypes())

const present = [
  ...filesUnder(join(ROOT, 'src'), '.gql.ts'),
  ...[...FACES, 'shared'].flatMap((folder) => filesUnder(join(PERSISTED, folder), '.graphql')),
]
const stale = present.filter((path) => !wanted.has(path))
const different = [...wanted].filter(([path, text]) => !existsSync(path) || readFileSync(path, 'utf8') !== text).map(([path]) => path)
if (checking) {
  for (const path of [...different, ...stale]) console.error(`${relative(ROOT, path)} 与 .graphql 不一致 differs from its .graphql`)
  if (different.length + stale.length) {
    console.error('请运行 npm run types 并一起提交。 Run npm run types and commit it together.')
    process.exit(1)
  }
} else {
  for (const path of different) {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, wanted.get(path))
  }
  for (const path of stale) rmSync(path)
}
