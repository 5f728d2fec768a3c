import { expect, test } from 'vitest'

import { photoFaults } from './faults.ts'

const t = { identityMissing: 'identity', propertyMissing: 'property', nothingAdded: 'nothing', notSent: (what: string) => `${what} not sent`, purposes: { IDENTITY_DOCUMENT: 'identity', PROPERTY_DOCUMENT: 'property' } }
const said = (identity: string[] | null, property: string[] | null, allNeeded: boolean): string[] =>
  photoFaults({ IDENTITY_DOCUMENT: identity, PROPERTY_DOCUMENT: property }, allNeeded, t).map((one) => `${one.path}: ${one.message}`)

test('a review needs a photo of each document', () => {
  expect(said([], [], true)).toEqual(['IDENTITY_DOCUMENT: identity', 'PROPERTY_DOCUMENT: property'])
  expect(said(['a'], [], true)).toEqual(['PROPERTY_DOCUMENT: property'])
  expect(said(['a'], ['b'], true)).toEqual([])
})

test('what did not arrive is said at its own document, and not that it is missing', () => {
  expect(said(null, [], true)).toEqual(['IDENTITY_DOCUMENT: identity not sent', 'PROPERTY_DOCUMENT: property'])
  expect(said(['a'], null, false)).toEqual(['PROPERTY_DOCUMENT: property not sent'])
})

test('for what the street asked for one photo of either document will do', () => {
  expect(said([], [], false)).toEqual(['IDENTITY_DOCUMENT: nothing'])
  expect(said([], ['b'], false)).toEqual([])
})
