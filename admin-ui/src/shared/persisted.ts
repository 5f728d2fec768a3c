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
