import { Button, Input } from 'antd'
import { useState, type ReactNode } from 'react'

import { useCommand, type Success } from '../../shared/asking.ts'
import { joints, messages, useMessages } from '../../shared/i18n.tsx'
import { CommandErrors } from '../../shared/ui/ErrorSummary.tsx'
import { Field } from '../../shared/ui/Field.tsx'
import { ActivateAccount, BeginActivation, type BeginActivationMutation } from './activate.gql.ts'

const words = messages(
  {
    about: '您的账号由街道或上级建立，短信里有激活码，24 小时内有效。',
    code: '激活码',
    next: '下一步',
    yours: (name: string, login: string) => `${name}，您的登录名是 ${login}，请记下。`,
    scan: '用身份验证器（微信小程序“腾讯身份验证器”等均可）扫描此码，或手工输入密钥。它以后每 30 秒给出一个 6 位动态口令。',
    picture: '供身份验证器扫描的二维码',
    secret: '密钥',
    password: '设置密码',
    passwordHint: '至少 12 个字符。一句只有您自己想得到的话最好记、最安全。',
    totp: '动态口令',
    totpHint: '身份验证器现在显示的 6 位数字，证明它已经设好。',
    activate: '激活账号并登录',
  },
  {
    about: 'Your account was made by the street or the authority above. The message has a code, good for 24 hours.',
    code: 'Activation code',
    next: 'Next',
    yours: (name, login) => `${name}, your login is ${login}. Please write it down.`,
    scan: 'Scan this with an authenticator app, or type the secret into it. From then on it gives a new six-digit one-time password every 30 seconds.',
    picture: 'QR code for an authenticator',
    secret: 'Secret',
    password: 'Choose a password',
    passwordHint: 'At least 12 characters. A sentence that only you would think of is safest and easiest to remember.',
    totp: 'One-time password',
    totpHint: 'The six digits that the authenticator shows now, to prove that it is set up.',
    activate: 'Activate and sign in',
  },
)

type Begun = Success<BeginActivationMutation>

/** Taking an account into use: the code from the message, then authenticator and password. */
export function ActivateForm({ onSignedIn }: { onSignedIn: (accountId: string) => void }): ReactNode {
  const t = useMessages(words)
  const [code, setCode] = useState('')
  const [begun, setBegun] = useState<Begun>()
  const begin = useCommand(BeginActivation)
  const submit = async (): Promise<void> => {
    const outcome = await begin.run({ input: { code: code.trim() } })
    if (outcome.kind === 'done') setBegun(outcome.value)
  }
  if (begun) return <Finish code={code.trim()} begun={begun} onSignedIn={onSignedIn} />
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <CommandErrors of={begin} />
      <p>{t.about}</p>
      <Field label={t.code} path="code" error={begin.fault('code')}>
        {(control) => <Input {...control} autoComplete="one-time-code" value={code} onChange={(event) => setCode(event.target.value)} />}
      </Field>
      <Button type="primary" htmlType="submit" block aria-busy={begin.busy || undefined}>{t.next}</Button>
    </form>
  )
}

interface FinishProps {
  readonly code: string
  readonly begun: Begun
  readonly onSignedIn: (accountId: string) => void
}

function Finish({ code, begun, onSignedIn }: FinishProps): ReactNode {
  const t = useMessages(words)
  const j = useMessages(joints)
  const [typed, setTyped] = useState({ password: '', totp: '' })
  const activate = useCommand(ActivateAccount)
  const submit = async (): Promise<void> => {
    const outcome = await activate.run({ input: { code, ...typed } })
    if (outcome.kind === 'done') onSignedIn(outcome.value.accountId)
  }
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <CommandErrors of={activate} />
      <p role="status"><strong>{t.yours(begun.maskedName, begun.login)}</strong></p>
      <p>{t.scan}</p>
      <Code rows={begun.totpCodeRows} label={t.picture} />
      <p>{t.secret}{j.colon}<code className="number secret">{begun.totpSecret}</code></p>
      <Field label={t.password} hint={t.passwordHint} path="password" error={activate.fault('password')}>
        {(control) => (
          <Input
            {...control}
            type="password"
            autoComplete="new-password"
            value={typed.password}
            onChange={(event) => setTyped({ ...typed, password: event.target.value })}
          />
        )}
      </Field>
      <Field label={t.totp} hint={t.totpHint} path="totp" error={activate.fault('totp')}>
        {(control) => (
          <Input
            {...control}
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={6}
            value={typed.totp}
            onChange={(event) => setTyped({ ...typed, totp: event.target.value })}
          />
        )}
      </Field>
      <Button type="primary" htmlType="submit" block aria-busy={activate.busy || undefined}>{t.activate}</Button>
    </form>
  )
}

/** A QR code as one path, with the quiet zone of four modules that a camera needs. */
function Code({ rows, label }: { rows: readonly string[]; label: string }): ReactNode {
  const dark = rows.flatMap((row, y) => [...row].flatMap((module, x) => (module === '1' ? [`M${x + 4} ${y + 4}h1v1h-1z`] : [])))
  const size = rows.length + 8
  return (
    <svg className="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label}>
      <rect width={size} height={size} fill="#fff" />
      <path d={dark.join('')} fill="#000" />
    </svg>
  )
}
