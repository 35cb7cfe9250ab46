"""What comes of the model's proposals beside what the lists found."""

from collections.abc import Sequence

from pipeline.document import Entity
from pipeline.lexicon.names.merge import Limits, Lists, merge
from pipeline.lexicon.names.model import Found

TEXT = "青岚县数字低空局与国务院发文，长春市王长春说。"
LIMITS = Limits(region=0.8, bare=0.9, agency=0.8, veto=0.9)


def found(places: Sequence[Found] = (), bodies: Sequence[Found] = ()) -> dict[str, list[Found]]:
    return {"places": list(places), "bodies": list(bodies)}


def entity(start: int, end: int, label: str = "REGION", **more: object) -> Entity:
    return Entity(start, end, TEXT[start:end], label, "county", **more)  # type: ignore[arg-type]


NOTHING = Lists(known=lambda _: False, agencies=lambda _: [])


def test_what_both_found_stays_as_the_lists_have_it() -> None:
    known = entity(15, 18, norm="220100")
    made = merge(TEXT, [known], [], found([Found(15, 18, "REGION", 0.99)]), LIMITS, NOTHING)
    assert made.regions == [known]


def test_the_lists_win_over_a_proposal_that_overlaps() -> None:
    known = entity(15, 18, norm="220100")
    made = merge(TEXT, [known], [], found([Found(14, 17, "REGION", 0.99)]), LIMITS, NOTHING)
    assert made.regions == [known]


def test_a_new_region_is_unresolved_and_keeps_its_score() -> None:
    made = merge(TEXT, [], [], found([Found(0, 3, "REGION", 0.93)]), LIMITS, NOTHING)
    [new] = made.regions
    assert (new.text, new.kind, new.norm, new.status, new.by) == (
        "青岚县",
        "county",
        None,
        "unresolved",
        "names:model:0.93",
    )


def test_a_doubtful_proposal_is_left_out() -> None:
    made = merge(TEXT, [], [], found([Found(0, 3, "REGION", 0.7)], [Found(0, 8, "AGENCY", 0.7)]), LIMITS, NOTHING)
    assert made.regions == made.agencies == []


def test_what_the_grammar_can_parse_is_resolved() -> None:
    def parse(regions: Sequence[Entity]) -> list[Entity]:
        assert [r.text for r in regions] == ["青岚县"]
        return [entity(0, 8, "AGENCY", norm="青岚县数字低空局")]

    proposals = found([Found(0, 3, "REGION", 0.9)], [Found(0, 8, "AGENCY", 0.9)])
    made = merge(TEXT, [], [], proposals, LIMITS, Lists(lambda _: False, parse))
    assert [(e.norm, e.status, e.by) for e in made.agencies] == [("青岚县数字低空局", "resolved", "names:grammar")]


def test_what_it_cannot_parse_is_unresolved_and_local_where_it_begins_with_a_place() -> None:
    proposals = found([Found(0, 3, "REGION", 0.9)], [Found(0, 8, "AGENCY", 0.9)])
    [new] = merge(TEXT, [], [], proposals, LIMITS, NOTHING).agencies
    assert (new.text, new.kind, new.norm, new.status) == ("青岚县数字低空局", "local", None, "unresolved")


def test_a_region_inside_a_persons_name_is_struck_out() -> None:
    false = entity(19, 21, norm="220100")
    assert TEXT[18:21] == "王长春"
    made = merge(TEXT, [false], [], found((), [Found(18, 21, "PERSON", 0.97)]), LIMITS, NOTHING)
    assert made.regions == []


def test_a_region_inside_another_organisation_stays() -> None:
    region = entity(15, 18)
    made = merge(TEXT, [region], [], found((), [Found(14, 20, "ORG", 0.99)]), LIMITS, NOTHING)
    assert made.regions == [region]


def test_a_name_that_the_lists_know_and_did_not_take_is_not_proposed_again() -> None:
    proposals = found([Found(0, 3, "REGION", 0.99)], [Found(0, 8, "AGENCY", 0.99)])
    made = merge(TEXT, [], [], proposals, LIMITS, Lists(lambda _: True, lambda _: []))
    assert made.regions == made.agencies == []


def test_an_organ_without_a_name_of_its_own_is_left_out() -> None:
    text = "县财政局与开发区管委会、发展局开会。"
    bodies = [Found(0, 4, "AGENCY", 0.99), Found(5, 11, "AGENCY", 0.99), Found(12, 15, "AGENCY", 0.85)]
    assert merge(text, [], [], found((), bodies), LIMITS, NOTHING).agencies == []
