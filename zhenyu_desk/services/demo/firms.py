"""The invented register: firms, their people, and who is paired with them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from zhenyu_desk.domain import credit_code
from zhenyu_desk.domain.inputs import ContactInput, EnterpriseInput, Label, PairingInput, YearlyFigures
from zhenyu_desk.domain.months import Month
from zhenyu_desk.domain.pairings import in_force
from zhenyu_desk.domain.terms import EnterpriseState, LandTenure, Ownership, PairingRole
from zhenyu_desk.services.demo.chance import Chance, Deck, repeated
from zhenyu_desk.services.demo.office import PlannedLeader, mobile, person
from zhenyu_desk.services.demo.setting import Setting
from zhenyu_desk.services.demo.sizes import Sizes

# No such division exists, so that no invented code is a real firm's.
_DIVISION = "329901"
_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_OWNERSHIPS = repeated(
    {
        Ownership.DOMESTIC: 20, Ownership.TAIWAN: 5, Ownership.HONG_KONG: 2, Ownership.JAPAN: 3,
        Ownership.KOREA: 1, Ownership.EUROPE_US: 2,
        Ownership.OTHER_FOREIGN: 1, Ownership.STATE_OWNED: 1, Ownership.COLLECTIVE: 1,
    }
)  # fmt: skip
_FREQUENCIES = (60, 90, 90, 90, 120, 120, 180, None)
_HAND_OVER_MONTHS = 9


@dataclass(frozen=True, slots=True)
class PlannedFirm:
    """A firm with its key, its contacts (the first is the primary one) and all its pairings."""

    key: int
    given: EnterpriseInput
    contacts: tuple[ContactInput, ...]
    pairings: tuple[PairingInput, ...]

    @property
    def host(self) -> str:
        """Name and post of the primary contact, as noted on a visit."""
        first = self.contacts[0]
        return f"{first.name}（{first.post}）"

    def leader_on(self, day: date) -> int | None:
        """The key of the leader whose 主挂钩 is in force."""
        for pairing in self.pairings:
            if pairing.role is PairingRole.MAIN and in_force(pairing.start, pairing.end, day):
                return pairing.leader_id
        return None


class FirmMaker:
    """Invents the firms of a town one after another; the first `sizes.paired` have a leader today."""

    def __init__(
        self, chance: Chance, setting: Setting, sizes: Sizes, leaders: list[PlannedLeader], names: Any
    ) -> None:
        self._chance, self._setting, self._sizes = chance, setting, sizes
        self._names = names
        self._place = setting.town.removesuffix("镇")
        self._ownerships = Deck(chance, _OWNERSHIPS)
        self._leaders = Deck(chance, [leader.key for leader in leaders])
        self._hand_over = Month.of(setting.today).minus(min(_HAND_OVER_MONTHS, setting.months)).first

    def firms(self) -> Iterator[PlannedFirm]:
        """All of them; no two share a name or a short name."""
        taken: set[str] = set()
        for count in range(self._sizes.firms):
            trade = self._chance.pick(self._names["trades"])
            short_name = self._short_name(trade["word"], taken)
            yield self._firm(count, short_name, trade)

    def _short_name(self, trade: str, taken: set[str]) -> str:
        while True:
            brand = self._chance.pick(self._names["brand_first"]) + self._chance.pick(self._names["brand_second"])
            short_name: str = brand + trade[:2]
            if short_name not in taken:
                taken.add(short_name)
                return short_name

    def _firm(self, count: int, short_name: str, trade: Any) -> PlannedFirm:
        chance, key = self._chance, self._setting.next_key["enterprise"] + count
        ownership = self._ownerships.draw()
        employees = int(12 * 1.012 ** chance.between(0, 340))
        rented = chance.often(0.45)
        given = EnterpriseInput(
            name=self._name(short_name, trade["word"], ownership),
            short_name=short_name,
            former_names=(f"{short_name}厂",) if chance.often(0.06) else (),
            credit_code=_code(count, ownership),
            area=(area := chance.pick(self._names["areas"])),
            address=f"{self._setting.town}{chance.pick(self._names['roads'])}{chance.between(1, 999)}号",
            industry=trade["industry"],
            chain=trade["chain"],
            labels=self._labels(employees),
            ownership=ownership,
            state=self._state(count),
            employees=employees,
            founded=date(chance.between(1992, 2021), chance.between(1, 12), chance.between(1, 28)),
            products=chance.pick(trade["products"]),
            land_tenure=LandTenure.RENTED if rented else LandTenure.OWNED,
            land_mu=Decimal(chance.between(3, 120)),
            lease_end=self._setting.today + timedelta(days=chance.between(-30, 1500)) if rented else None,
            remark=f"联系{area}网格员" if chance.often(0.05) else "",
            yearly=self._yearly(employees),
        )
        return PlannedFirm(key, given, self._contacts(key), tuple(self._pairings(key, count)))

    def _name(self, short_name: str, trade: str, ownership: Ownership) -> str:
        brand = short_name[:2]
        if ownership is Ownership.DOMESTIC:
            return f"{self._place}{brand}{trade}有限公司" if self._chance.often(0.3) else f"{brand}{trade}有限公司"
        if ownership in (Ownership.STATE_OWNED, Ownership.COLLECTIVE):
            return f"{self._place}{brand}{trade}发展有限公司"
        return f"{brand}{trade}（{self._place}）有限公司"

    def _labels(self, employees: int) -> tuple[Label, ...]:
        found = [Label(name="规上", year=self._setting.today.year)] if employees > 120 else []
        for name in self._names["labels"][1:]:
            if self._chance.often(0.08):
                found.append(Label(name=name, year=self._setting.today.year - self._chance.between(0, 3)))
        return tuple(found)

    def _state(self, count: int) -> EnterpriseState:
        if count <= self._sizes.paired or self._chance.often(0.7):
            return EnterpriseState.NORMAL
        return self._chance.pick((EnterpriseState.STOPPED, EnterpriseState.MOVED, EnterpriseState.DEREGISTERED))

    def _yearly(self, employees: int) -> tuple[YearlyFigures, ...]:
        this_year = self._setting.today.year
        output = employees * self._chance.between(30, 120)
        return tuple(
            YearlyFigures(
                year=year,
                output=Decimal(output * (100 + self._chance.between(-12, 15)) // 100),
                tax=Decimal(output * self._chance.between(2, 7) // 100),
                power=Decimal(output * self._chance.between(1, 9)) / 1000,
                research=Decimal(output * self._chance.between(0, 6) // 100),
                source="企业填报",
            )
            for year in (this_year - 2, this_year - 1)
        )

    def _contacts(self, key: int) -> tuple[ContactInput, ...]:
        chance = self._chance
        posts = chance.shuffled(self._names["contact_posts"])[: chance.between(1, 3)]
        return tuple(
            ContactInput(
                enterprise_id=key,
                name=person(chance, self._names),
                post=post,
                mobile=mobile(chance),
                is_primary=place == 0,
            )
            for place, post in enumerate(posts)
        )

    def _pairings(self, key: int, count: int) -> Iterator[PairingInput]:
        """From before the story on; some handed over once, the first of the unpaired ones paired before."""
        if count > self._sizes.paired:
            return
        chance, setting = self._chance, self._setting
        leader_id, start = self._leaders.draw(), setting.first_day - timedelta(days=chance.between(30, 400))
        frequency_days, end = chance.pick(_FREQUENCIES), None
        if count == self._sizes.paired:
            end, reason = setting.today - timedelta(days=40), "企业拟搬迁，暂停挂钩"
            yield PairingInput(enterprise_id=key, leader_id=leader_id, start=start, end=end, reason=reason)
            return
        if chance.often(0.05):
            end = date(setting.today.year + 1, 12, 31)
        new_leader_id = self._leaders.draw()
        if chance.often(0.2) and new_leader_id != leader_id:
            last = self._hand_over - timedelta(days=1)
            yield PairingInput(
                enterprise_id=key, leader_id=leader_id, start=start, end=last, frequency_days=frequency_days
            )
            yield PairingInput(
                enterprise_id=key,
                leader_id=new_leader_id,
                start=self._hand_over,
                end=end,
                frequency_days=frequency_days,
                reason="班子分工调整",
            )
            return
        yield PairingInput(enterprise_id=key, leader_id=leader_id, start=start, end=end, frequency_days=frequency_days)
        if chance.often(0.15) and new_leader_id != leader_id:
            yield PairingInput(
                enterprise_id=key,
                leader_id=new_leader_id,
                role=PairingRole.ASSISTANT,
                start=setting.first_day,
            )


def _code(count: int, ownership: Ownership) -> str:
    """A credit code with both check characters; village collectives begin with N2."""
    subject = ""
    rest = count + 1
    for _place in range(6):
        rest, digit = divmod(rest, len(_ALPHABET))
        subject = _ALPHABET[digit] + subject
    authority = "N2" if ownership is Ownership.COLLECTIVE else "91"
    return credit_code.make(f"{authority}{_DIVISION}MA{subject}")
