"""What people are told by message of a complaint or a repair: that there is something to read, never what it says.

The owner who filed hears of an answer, of the end and of the street's stepping in; the property company hears of the
street and of what is opened again: whoever it was given to, or all of the company when it is nobody's.
"""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import text

from domain.rules.policy import Role, ScopeKind
from domain.rules.tickets import TicketAct
from domain.services.messages import Told, enqueue_all
from domain.services.templates.render import MessageTemplate
from domain.store.database import Transaction
from domain.store.tables import Ticket

TO_FILER: Mapping[TicketAct, MessageTemplate] = {
    TicketAct.ANSWER: MessageTemplate.TICKET_ANSWERED,
    TicketAct.FINISH: MessageTemplate.TICKET_FINISHED,
    TicketAct.DECLINE: MessageTemplate.TICKET_DECLINED,
    TicketAct.ESCALATE: MessageTemplate.TICKET_ESCALATED,
}
TO_COMPANY: Mapping[TicketAct, MessageTemplate] = {
    TicketAct.ESCALATE: MessageTemplate.TICKET_ESCALATED_TO_COMPANY,
    TicketAct.REOPEN: MessageTemplate.TICKET_REOPENED,
}

# A filer who has deleted their account has no phone here any more; who has left the company has no grant in force.
_EVERYBODY = text("""
WITH company AS (
  SELECT g.account_id, EXISTS (SELECT FROM members m WHERE m.id = :assignee AND m.account_id = g.account_id
                                 AND m.left_at IS NULL) AS assigned
  FROM grants g
  WHERE g.role = :role AND g.scope_kind = :scope AND g.scope_key = CAST(CAST(:estate AS uuid) AS text)
    AND g.starts_at <= domain_now() AND (g.ends_at IS NULL OR g.ends_at > domain_now())
), told AS (
  SELECT CAST(:filer AS uuid) AS account_id, CAST(:to_filer AS text) AS template
  UNION
  SELECT c.account_id, CAST(:to_company AS text) FROM company c
  WHERE c.assigned OR NOT EXISTS (SELECT FROM company JOIN accounts a ON a.id = account_id AND a.state = 'active'
                                  WHERE assigned)
)
SELECT a.id, a.language, t.template, e.name
FROM told t JOIN accounts a ON a.id = t.account_id AND a.state = 'active' AND a.phone IS NOT NULL
JOIN estates e ON e.id = CAST(:estate AS uuid)
WHERE t.template IS NOT NULL ORDER BY a.id
""")


async def tell(tx: Transaction, ticket: Ticket, act: TicketAct, event: UUID) -> None:
    """Queue the messages of one act; `event` is its line in the time line, and each of them is told of it once."""
    to_filer, to_company = TO_FILER.get(act), TO_COMPANY.get(act)
    if to_filer is None and to_company is None:
        return
    given = {
        "estate": ticket.estate_id, "filer": ticket.account_id, "assignee": ticket.assignee_id,
        "role": Role.PROPERTY_COMPANY, "scope": ScopeKind.ESTATE, "to_filer": to_filer, "to_company": to_company,
    }  # fmt: skip
    rows = (await tx.session.execute(_EVERYBODY, given)).all()
    if rows:
        everybody = [Told(account, language, MessageTemplate(template)) for account, language, template, _ in rows]
        parameters = {"estate": rows[0].name, "kind": ticket.kind.value}
        await enqueue_all(tx, everybody, parameters=parameters, key=f"ticket:{event}", estate_id=ticket.estate_id)
