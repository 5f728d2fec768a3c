import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { createInterface, type Interface } from 'node:readline'

import { python, settings } from './server.ts'

const ROOT = resolve(import.meta.dirname, '../../..')

/** Somebody of the staff, who can sign in by hand (login, password, authenticator) or by cookie. */
export interface Staff {
  readonly accountId: string
  readonly login: string
  readonly password: string
  readonly totpSecret: string
  readonly cookie: string
}

/** An owner's account with its session. */
export interface Owner {
  readonly accountId: string
  readonly cookie: string
  readonly phone: string
}

export interface StagedOption { readonly id: string; readonly label: string; readonly role: string | null }
export interface StagedMatter { readonly id: string; readonly title: string; readonly options: readonly StagedOption[] }
export interface StagedBallot {
  readonly id: string
  readonly opensAt: string
  readonly closesAt: string
  readonly matters: readonly StagedMatter[]
}

export interface Town {
  readonly estateId: string
  readonly name: string
  readonly buildingId: string
  readonly street: string
  readonly district: string
  readonly unitIds: readonly string[]
  readonly organizerId: string
  readonly member: Staff
  readonly clerk: Staff
  readonly reviewer: Staff
  readonly residents: readonly (Owner & { readonly unitId: string })[]
  readonly newcomers: readonly { readonly ownerId: string; readonly unitId: string; readonly name: string; readonly documentNumber: string }[]
  readonly ballot?: StagedBallot
  /** The committee's published ballot notices, with `posted`. */
  readonly publicityId?: string
  readonly announcementId?: string
}

export interface BigEstate {
  readonly estateId: string
  readonly name: string
  readonly buildingIds: readonly string[]
  readonly clerk: Staff
  readonly newcomer: { readonly unitId: string; readonly name: string; readonly documentNumber: string }
}

/** An estate for which nothing is set up yet; see tests/stage/committees.py. */
export interface Office {
  readonly estateId: string
  readonly name: string
  readonly street: string
  readonly district: string
  readonly clerk: Staff
  readonly people: readonly { readonly documentNumber: string; readonly phone: string }[]
  readonly companyCode: string
}

type Matter =
  | { title: string }
  | { title: string; choices: string[] }
  | { title: string; candidates: string[]; seats: number; maxPicks?: number }

/** Owners with two homes, one home together, and one each, in an open ballot. */
export interface Homes {
  readonly estateId: string
  readonly name: string
  readonly clerk: Staff
  readonly owner: Owner
  readonly partners: readonly Owner[]
  readonly neighbours: readonly Owner[]
  readonly ballot: StagedBallot
}

/** A ballot that misses its quorum by three heads and 283.34 m²; see tests/stage/planner.py. */
export interface Gap {
  readonly estateId: string
  readonly name: string
  readonly street: string
  readonly member: Staff
  readonly clerk: Staff
  readonly ballot: StagedBallot
  readonly device: { readonly id: string; readonly code: string }
  readonly cards: object
}

/** An estate whose owners rate their property company; see tests/stage/ratings.py. */
export interface RatedEstate {
  readonly estateId: string
  readonly name: string
  readonly street: string
  readonly company: Staff
  readonly clerk: Staff
  readonly residents: readonly (Owner & { readonly unitId: string })[]
}

/** An estate with a property company; see tests/stage/tickets.py. */
export interface Serviced {
  readonly estateId: string
  readonly name: string
  readonly street: string
  readonly company: Staff
  readonly workerId: string
  readonly clerk: Staff
  readonly residents: readonly (Owner & { readonly unitId: string })[]
  readonly ballotId?: string
}

export interface Applicant extends Owner {
  readonly reviewId: string
  readonly unitId: string
  readonly name: string
  readonly number: string
}

/** What the scenes of tests/stage take and make. Give a scene of your own its line here. */
export interface Scenes {
  town: [
    { units?: number; known?: number; unknown?: number; status?: string; ballot?: 'approved' | 'open'; matters?: Matter[]; opens_in?: number; closes_in?: number; posted?: boolean },
    Town,
  ]
  staff: [{ role: string; scope_kind?: 'city' | 'district' | 'street' | 'estate'; scope_key?: string; organizer_id?: string }, Staff]
  office: [{ people?: number }, Office]
  /** An alarm that stands for an estate. */
  alarm: [{ estate_id: string; kind: string }, null]
  /** A text to a phone that the carrier refused for good. */
  failed_message: [{ estate_id: string; fault: string }, null]
  /** Gives an account a role beside its own. */
  second_office: [{ account_id: string; role: string; scope_kind: 'city' | 'district' | 'street' | 'estate'; scope_key: string }, null]
  /** A ballot that closes at once, and whose tally the workers hold. */
  held_tally: [Record<string, never>, { ballotId: string; street: string; district: string }]
  phone: [Record<string, never>, string]
  id_card: [Record<string, never>, string]
  /** Files to choose on a phone, in base64. */
  photographs: [Record<string, never>, { readonly photo: string; readonly dark: string; readonly heic: string }]
  /** Owners whose review waits for the street. */
  applicants: [{ town: Town; unit_ids: readonly string[]; name?: string }, readonly Applicant[]]
  is_applicant: [{ account_id: string; number: string }, null]
  expired_address: [{ cookie: string; photo_id: string }, string]
  end_session: [{ cookie: string }, null]
  desk: [Record<string, never>, Town & { readonly device: { readonly id: string; readonly code: string }; readonly cards: object }]
  gap: [{ days?: number }, Gap]
  big_gap: [Record<string, never>, { readonly estateId: string; readonly ballot: StagedBallot; readonly clerk: Staff }]
  revoke_device: [{ town: Town; device: string }, null]
  visitor: [Record<string, never>, Owner & { readonly consent: string }]
  big_estate: [Record<string, never>, BigEstate]
  sheet: [{ rows: readonly (readonly (string | number | null)[])[] }, string]
  street_office: [Record<string, never>, { readonly street: string; readonly name: string; readonly clerk: Staff; readonly officer: Staff }]
  homes: [{ matters?: Matter[]; closes_in?: number; neighbours?: number }, Homes]
  another_home: [Record<string, never>, { name: string; owner: Owner }]
  passport_holder: [Record<string, never>, { estate: string; name: string; number: string; account: Owner }]
  signed_in_elsewhere: [{ account_id: string }, string]
  cast_by: [{ cookie: string; ballot_id: string; picks?: number[] }, string]
  suspended: [{ cookie: string; ballot_id: string; reason: string; matter_id?: string }, null]
  extended: [{ cookie: string; ballot_id: string; reason: string }, null]
  confirmation_lapsed: [{ cookie: string }, null]
  castings_of: [{ ballot_id: string }, number]
  rated_estate: [{ name: string; units?: number; tickets?: number; before?: number[]; street?: string }, RatedEstate]
  serviced: [{ units?: number; paying?: boolean }, Serviced]
  photo_files: [Record<string, never>, { photo: string; deed: string; heic: string }]
  counted: [{ matters: Matter[]; votes: number[][]; silent?: number }, { name: string; owners: Owner[]; ballot: StagedBallot }]
}

/** The stage of one worker: a Python process that makes what a spec asks for. */
export class Stage {
  readonly #process: ChildProcessWithoutNullStreams
  readonly #lines: Interface
  readonly #waiting: ((line: string) => void)[] = []
  #complaints = ''

  constructor(data: string) {
    this.#process = spawn(python(), ['-m', 'tests.stage'], {
      cwd: ROOT,
      env: settings({ GONGJUE_PROFILE: 'test', GONGJUE_DATA_DIR: data }),
    })
    this.#process.stderr.on('data', (part: Buffer) => {
      this.#complaints += part.toString()
    })
    this.#process.once('exit', () => this.#waiting.splice(0).forEach((answer) => answer(JSON.stringify({ error: this.#complaints }))))
    this.#lines = createInterface(this.#process.stdout)
    this.#lines.on('line', (line) => this.#waiting.shift()?.(line))
  }

  async make<Name extends keyof Scenes>(scene: Name, given: Scenes[Name][0]): Promise<Scenes[Name][1]> {
    const answer = new Promise<string>((resolveAnswer) => this.#waiting.push(resolveAnswer))
    this.#process.stdin.write(`${JSON.stringify({ ...given, scene })}\n`)
    const { made, error } = JSON.parse(await answer) as { made: Scenes[Name][1]; error?: string }
    if (error !== undefined) throw new Error(`the scene ${scene} failed:\n${error}`)
    return made
  }

  async close(): Promise<void> {
    this.#process.stdin.end()
    if (this.#process.exitCode === null) await once(this.#process, 'exit')
  }
}
