"""The one agreement: offered, accepted, and later ended early."""

from dataclasses import replace
from datetime import datetime

from lintas.actions.agreements.accept_agreement import accept_agreement
from lintas.actions.agreements.change_agreement import AgreementChange, change_agreement
from lintas.actions.agreements.facts import AgreementFacts
from lintas.actions.agreements.offer_agreement import offer_agreement
from lintas.actions.demo.morning import Morning
from lintas.actions.demo.offices import BANDUNG, SERANG, Cast
from lintas.actions.demo.story import Story
from lintas.domain.agencies import (
    Agreement,
    AgreementKind,
    Balance,
    Quota,
    QuotaPeriod,
    QuotaUnit,
)
from lintas.store.agreements import save_agreement

ROOM_DAYS = 24
# As much as the other side uses, and up to two room-days in any case.
BALANCE = Balance(ratio=1, beyond=2)


async def agree(story: Story, cast: Cast, morning: Morning) -> Agreement:
    facts = AgreementFacts(
        kind=AgreementKind.PKS,
        title="Pemakaian bersama tempat pelatihan (contoh)",
        parties=(SERANG, BANDUNG),
        valid_from=story.agreed_from,
        valid_until=story.agreed_until,
        number="001/PKS/CONTOH",
        scope="Pelatihan UMKM dan tenaga kerja (contoh)",
        quotas=tuple(
            Quota(lender, borrower, QuotaUnit.ROOM_DAYS, ROOM_DAYS, QuotaPeriod.YEAR)
            for lender, borrower in ((SERANG, BANDUNG), (BANDUNG, SERANG))
        ),
        balance=BALANCE,
    )
    offered = await offer_agreement(facts, actor=cast.officer.account.acting(), now=morning.now)
    coordinator = cast.bandung.account.acting()
    accepted = await accept_agreement(offered.id, actor=coordinator, now=morning.now)
    example = replace(accepted, is_example=True)
    await save_agreement(example, now=morning.now)
    return example


async def end_early(agreement: Agreement, story: Story, *, cast: Cast, now: datetime) -> Agreement:
    change = AgreementChange(
        valid_until=story.ended_early_on,
        reason="Evaluasi (contoh): diakhiri lebih awal, menunggu perjanjian baru",
    )
    actor = cast.officer.account.acting()
    return await change_agreement(agreement.id, change, actor=actor, now=now)
