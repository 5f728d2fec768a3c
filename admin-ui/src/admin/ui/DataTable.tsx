import { Table, type TableProps } from 'antd'
import type { ReactNode } from 'react'

interface Props<Row> {
  /** What the table lists, for whoever hears it. */
  readonly label: string
  readonly rows: readonly Row[]
  readonly columns: NonNullable<TableProps<Row>['columns']>
  /** Newer rows are on their way. */
  readonly waiting?: boolean
  readonly rowKey?: keyof Row & string
}

/** A table that scrolls sideways in a frame of its own, which the keyboard can reach. Paging is `<Paging>`'s. */
export function DataTable<Row extends object>({ label, rows, columns, waiting = false, rowKey = 'id' as keyof Row & string }: Props<Row>): ReactNode {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls takes the focus, or keys cannot scroll it
    <section className="data-table" aria-label={label} aria-busy={waiting} tabIndex={0}>
      <Table<Row> rowKey={rowKey} dataSource={[...rows]} columns={columns} pagination={false} />
    </section>
  )
}
