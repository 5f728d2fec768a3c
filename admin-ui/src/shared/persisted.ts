import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core'

/** An operation that the server knows by its hash: its text stands in schema/operations and not in the bundle.
 *
 * `text` is there for subscriptions only, which a socket sends whole. */
export interface Persisted<Result, Variables> extends DocumentTypeDecoration<Result, Variables> {
  readonly kind: 'Document'
  readonly definitions: readonly []
  readonly documentId: string
  readonly operation: string
  readonly text?: string
}

export function persisted<Result, Variables>(documentId: string, operation: string, text?: string): Persisted<Result, Variables> {
  return { kind: 'Document', definitions: [], documentId, operation, ...(text === undefined ? {} : { text }) }
}

interface Named {
  readonly kind: 'Document'
  readonly documentId: string
  readonly definitions: readonly object[]
}

const named = new WeakMap<object, Named>()

/** The operation as the client library wants it: with its kind, which it checks; its text it never needs. */
export function ofKind<Result, Variables>(kind: 'query' | 'mutation', operation: Persisted<Result, Variables>): Named {
  let made = named.get(operation)
  if (made === undefined) {
    const selectionSet = { kind: 'SelectionSet', selections: [] }
    made = {
      kind: 'Document',
      documentId: operation.documentId,
      definitions: [{ kind: 'OperationDefinition', operation: kind, name: { kind: 'Name', value: operation.operation }, selectionSet }],
    }
    named.set(operation, made)
  }
  return made
}
