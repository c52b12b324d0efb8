"""Governments, their offices, and who works there in the demo."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace

from lintas.actions.accounts.invite_account import invite_account
from lintas.actions.accounts.set_password import set_password
from lintas.actions.agencies.facts import AgencyFacts, RegencyFacts
from lintas.actions.agencies.register_agency import register_agency
from lintas.actions.agencies.register_regency import register_regency
from lintas.actions.demo.morning import Morning
from lintas.domain.accounts import SHELL, Account
from lintas.domain.agencies import Agency, AgencyKind, RegencyCode, RegencyKind
from lintas.domain.people import Membership, Role
from lintas.store.accounts import find_account, save_account
from lintas.store.agencies import save_agency

SERANG, BANDUNG = RegencyCode("36.04"), RegencyCode("32.04")

# Kota Serang and Kota Bandung lend and borrow nothing here, but venues stand in them.
_REGENCIES = (
    RegencyFacts(SERANG, "Kabupaten Serang", "Banten"),
    RegencyFacts("36.73", "Kota Serang", "Banten", kind=RegencyKind.KOTA),
    RegencyFacts(BANDUNG, "Kabupaten Bandung", "Jawa Barat"),
    RegencyFacts("32.73", "Kota Bandung", "Jawa Barat", kind=RegencyKind.KOTA),
)

# Names as reports of 2023-2026 have them; of those that nobody checked, the name says so.
_SERANG_OFFICES = (
    ("Pemerintah Kabupaten Serang", "Pemkab Serang"),
    ("Sekretariat Daerah Kabupaten Serang", "Setda Kab. Serang"),
    ("Bappeda Litbang Kabupaten Serang (nama 2023)", "Bappeda Litbang Kab. Serang"),
    ("Dinas Tenaga Kerja dan Transmigrasi Kabupaten Serang", "Disnakertrans Kab. Serang"),
    ("Diskoumperindag Kabupaten Serang", "Diskoumperindag Kab. Serang"),
    ("BKPSDM Kabupaten Serang", "BKPSDM Kab. Serang"),
    ("DPMD Kabupaten Serang (nama belum diverifikasi)", "DPMD Kab. Serang"),
    ("BPKAD Kabupaten Serang", "BPKAD Kab. Serang"),
    ("Inspektorat Kabupaten Serang", "Inspektorat Kab. Serang"),
)
_BANDUNG_OFFICES = (
    ("Pemerintah Kabupaten Bandung", "Pemkab Bandung"),
    ("Sekretariat Daerah Kabupaten Bandung", "Setda Kab. Bandung"),
    ("Bapperida Kabupaten Bandung (nama belum diverifikasi)", "Bapperida Kab. Bandung"),
    ("Dinas Tenaga Kerja Kabupaten Bandung", "Disnaker Kab. Bandung"),
    ("UPTD BLK Kabupaten Bandung", "UPTD BLK Kab. Bandung"),
    ("Dinas Koperasi dan UKM Kabupaten Bandung", "Dinas Koperasi dan UKM Kab. Bandung"),
    ("UPTD PLUT KUMKM Kabupaten Bandung", "UPTD PLUT KUMKM Kab. Bandung"),
    ("BKPSDM Kabupaten Bandung (nama belum diverifikasi)", "BKPSDM Kab. Bandung"),
    ("DPMD Kabupaten Bandung (nama belum diverifikasi)", "DPMD Kab. Bandung"),
    ("BKAD Kabupaten Bandung (nama belum diverifikasi)", "BKAD Kab. Bandung"),
    ("Disparbud Kabupaten Bandung (nama 2017)", "Disparbud Kab. Bandung"),
    ("Inspektorat Kabupaten Bandung", "Inspektorat Kab. Bandung"),
)
_OTHERS = (
    (
        "Pemerintah Desa di Kec. Padarincang (desanya belum diketahui)",
        "Pemerintah Desa di Kec. Padarincang",
        AgencyKind.DESA,
    ),
    ("Kementerian Ketenagakerjaan", "Kemnaker", AgencyKind.VERTIKAL),
    (
        "Balai Besar Pelatihan Vokasi dan Produktivitas (BBPVP) Serang",
        "BBPVP Serang",
        AgencyKind.VERTIKAL,
    ),
    ("The Jayakarta Villas Anyer (hotel)", "The Jayakarta Villas Anyer", AgencyKind.SWASTA),
    ("Swiss-Belinn Modern Cikande (hotel)", "Swiss-Belinn Modern Cikande", AgencyKind.SWASTA),
    ("Adem Ayem Anyer (resor)", "Adem Ayem Anyer", AgencyKind.SWASTA),
    ("UTC Dago Hotel (hotel)", "UTC Dago Hotel", AgencyKind.SWASTA),
)

# Of one office it is invented when it closes its books: the last day, of every year.
_CLOSES_BOOKS = {"BKPSDM Kab. Bandung": "12-15"}

_HOST = "contoh.test"


@dataclass(frozen=True, slots=True)
class Login:
    """What one signs in with; the password is kept only as its hash."""

    account: Account
    password: str


@dataclass(frozen=True, slots=True)
class Cast:
    """Who acts in the story."""

    serang: Login
    bandung: Login
    serang_manager: Login
    bandung_manager: Login
    teacher: Login
    officer: Login
    auditor: Login

    @property
    def logins(self) -> tuple[Login, ...]:
        return (
            self.teacher,
            self.bandung_manager,
            self.serang_manager,
            self.serang,
            self.bandung,
            self.officer,
            self.auditor,
        )


async def register_regencies(morning: Morning) -> None:
    for facts in _REGENCIES:
        await register_regency(facts, actor=SHELL, now=morning.now)


async def invite_cast(morning: Morning) -> Cast:
    async def invite(role: Role, regency: RegencyCode, email: str, name: str) -> Login:
        return await _invite(Membership(role, regency), f"{email}@{_HOST}", name, morning)

    return Cast(
        serang=await invite(
            Role.COORDINATOR, SERANG, "koordinator.serang", "Koordinator Serang (contoh)"
        ),
        bandung=await invite(
            Role.COORDINATOR, BANDUNG, "koordinator.bandung", "Koordinator Bandung (contoh)"
        ),
        serang_manager=await invite(
            Role.VENUE_MANAGER, SERANG, "pengelola.serang", "Pengelola Tempat Serang (contoh)"
        ),
        bandung_manager=await invite(
            Role.VENUE_MANAGER, BANDUNG, "pengelola.bandung", "Pengelola Tempat Bandung (contoh)"
        ),
        teacher=await invite(Role.TRAINER, SERANG, "pengajar", "Pengajar A (contoh)"),
        officer=await invite(
            Role.AGREEMENT_OFFICER, SERANG, "kerjasama", "Petugas Kerja Sama Serang (contoh)"
        ),
        auditor=await invite(Role.AUDITOR, SERANG, "pemeriksa", "Pemeriksa Serang (contoh)"),
    )


async def register_agencies(cast: Cast, morning: Morning) -> Mapping[str, Agency]:
    """By short name. Each side's coordinator registers its own, Serang's those of no government."""
    given = [
        *((facts_of(office, SERANG), cast.serang) for office in _SERANG_OFFICES),
        *((facts_of(office, BANDUNG), cast.bandung) for office in _BANDUNG_OFFICES),
        *(
            (AgencyFacts(name, SERANG if kind.governs else None, short_name, kind), cast.serang)
            for name, short_name, kind in _OTHERS
        ),
    ]
    registered = {}
    for facts, login in given:
        agency = await register_agency(facts, actor=login.account.acting(), now=morning.now)
        registered[agency.short_name] = replace(agency, is_example=True)
        await save_agency(registered[agency.short_name])
    return registered


def facts_of(office: tuple[str, str], regency: RegencyCode) -> AgencyFacts:
    name, short_name = office
    cutoff = _CLOSES_BOOKS.get(short_name, "")
    return AgencyFacts(name, regency, short_name, budget_cutoff=cutoff)


async def _invite(membership: Membership, email: str, name: str, morning: Morning) -> Login:
    invited, _ = await invite_account(
        email=email, name=name, membership=membership, by=SHELL, now=morning.now
    )
    await save_account(replace(invited, is_example=True))
    password = secrets.token_urlsafe(12)
    await set_password(invited.id, password, by=SHELL, now=morning.now)
    return Login(await find_account(invited.id, seen_by=SHELL), password)
