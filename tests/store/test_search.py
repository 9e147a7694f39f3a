"""The index finds every part of every text and nothing else, newest first, whatever was written before."""

from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, create_engine
from sqlcipher3 import dbapi2

from zhenyu_desk.domain import search_text
from zhenyu_desk.domain.pinyin import pinyin_keys
from zhenyu_desk.domain.search_text import Document, SearchKind
from zhenyu_desk.store import search

FIRM = "昆山恒达精密机械有限公司"
NOTHING: dict[SearchKind, list[int]] = {kind: [] for kind in SearchKind}

Found = Callable[[str], dict[SearchKind, list[int]]]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A ledger file with an empty index; each test rolls back what it writes."""
    file = tmp_path_factory.mktemp("search") / "ledger.db"
    engine = create_engine(
        "sqlite://", creator=lambda: dbapi2.connect(str(file), check_same_thread=False), module=dbapi2
    )
    with engine.begin() as connection:
        for statement in search.DDL:
            connection.exec_driver_sql(statement)
    yield engine
    engine.dispose()


@pytest.fixture
def connection(engine: Engine) -> Iterator[Connection]:
    with engine.connect() as connection:
        yield connection


@pytest.fixture
def found(connection: Connection) -> Found:
    """What is found in a small ledger: a firm, its visit, its difficulty, and another firm's visit."""
    search.put(
        connection,
        SearchKind.ENTERPRISE,
        1,
        Document(texts=("91330109MA0000015Y", "长江路 8 号"), firms=(FIRM, "恒达"), people=("曾行",)),
    )
    search.put(
        connection,
        SearchKind.VISIT,
        1,
        Document(texts=("ZF-2026-0001", '用电不足，要增容"500kVA"'), firms=(FIRM, "恒达"), people=("单乐", "曾行")),
    )
    search.put(
        connection,
        SearchKind.VISIT,
        2,
        Document(texts=("ZF-2026-0002", "子女入学"), firms=("长江重工厂",), people=("尉迟恭",)),
    )
    search.put(
        connection,
        SearchKind.DIFFICULTY,
        1,
        Document(texts=("SQ-2026-0001", "增容 500 kVA"), firms=(FIRM, "恒达"), people=("单乐",)),
    )
    return lambda words: search.find(connection, words)


@pytest.mark.parametrize(
    ("words", "enterprises", "visits", "difficulties"),
    [
        ("恒", [1], [1], [1]),
        ("精密机械", [1], [1], [1]),
        ("不足，要增", [], [1], []),
        ("500kva", [], [1], []),
        ('"500', [], [1], []),
        ("增容 kVA", [], [1], [1]),
        ("用电 入学", [], [], []),
        ("恒达 用电", [], [1], []),
        ("hd 增容", [], [1], [1]),
        ("hengda yongdian", [], [], []),
        ("k", [1], [1], [1]),
        ("khd", [], [], []),
        ("kshd", [1], [1], [1]),
        ("jmjxyxgs", [1], [1], [1]),
        ("kunshanheng", [1], [1], [1]),
        ("unshanhengdaj", [1], [1], [1]),
        ("shanghengda", [], [], []),
        ("zhangjiangzhong", [], [2], []),
        ("changjiangchonggong", [], [2], []),
        ("cjzgc", [], [2], []),
        ("yuchigong", [], [2], []),
        ("shanle", [], [1], [1]),
        ("danyue", [], [1], [1]),
        ("zengxing", [1], [1], []),
        ("cengxing", [1], [1], []),
        ("zenghang", [1], [1], []),
        ("330109ma", [1], [], []),
        ("2026-0001", [], [1], [1]),
        ("zf-2026", [], [2, 1], []),
        ("ｓｑ－２０２６—0001", [], [], [1]),
        ("2026-0009", [], [], []),
        ("", [], [], []),
        (" \t", [], [], []),
    ],
)
def test_what_is_found(
    found: Found, words: str, enterprises: list[int], visits: list[int], difficulties: list[int]
) -> None:
    assert found(words) == {
        SearchKind.ENTERPRISE: enterprises,
        SearchKind.VISIT: visits,
        SearchKind.DIFFICULTY: difficulties,
    }


def test_a_renamed_firm_is_found_by_its_new_name_only(connection: Connection) -> None:
    search.put(connection, SearchKind.ENTERPRISE, 1, Document((), firms=("老厂",)))
    search.put(connection, SearchKind.ENTERPRISE, 1, Document((), firms=("新厂",)))
    assert search.find(connection, "laochang") == NOTHING
    assert search.find(connection, "xinchang")[SearchKind.ENTERPRISE] == [1]


def test_a_removed_record_and_the_names_only_it_had_are_gone(connection: Connection) -> None:
    search.put(connection, SearchKind.VISIT, 1, Document(("用电",), firms=(FIRM,), people=("单乐",)))
    search.put(connection, SearchKind.VISIT, 2, Document(("用水",), firms=(FIRM,)))
    search.remove(connection, SearchKind.VISIT, 1)
    assert search.find(connection, "用")[SearchKind.VISIT] == [2]
    assert search.find(connection, "shanle") == NOTHING
    assert connection.exec_driver_sql("SELECT name FROM search_name").all() == [(FIRM,)]


def test_removing_what_is_not_there_is_no_error(connection: Connection) -> None:
    search.remove(connection, SearchKind.VISIT, 7)


def test_a_rolled_back_change_leaves_the_index_as_it_was(connection: Connection) -> None:
    search.put(connection, SearchKind.VISIT, 1, Document(("用电",), firms=(FIRM,)))
    connection.rollback()
    assert search.find(connection, "用电") == NOTHING
    assert search.find(connection, "hengda") == NOTHING


@pytest.mark.parametrize("word", ["用", "用电不足", "hengda", "qwert"])
def test_the_newest_come_first_and_no_more_than_asked_for(connection: Connection, word: str) -> None:
    document = Document(("用电不足qwerty",), firms=(FIRM,))
    search.put_many(connection, SearchKind.VISIT, ((number, document) for number in range(1, 3001)))
    assert search.find(connection, word, limit=5)[SearchKind.VISIT] == [3000, 2999, 2998, 2997, 2996]


def test_many_documents_replace_what_was_known_of_them(connection: Connection) -> None:
    for texts, name in (("用电",), "老厂"), (("用水",), "新厂"):
        document = Document(texts, firms=(name,))
        search.put_many(connection, SearchKind.VISIT, ((number, document) for number in range(1, 5001)))
    assert search.find(connection, "用电") == NOTHING
    assert search.find(connection, "laochang") == NOTHING
    assert search.find(connection, "用水 xinchang", limit=1)[SearchKind.VISIT] == [5000]
    assert connection.exec_driver_sql("SELECT name FROM search_name").all() == [("新厂",)]


def test_firms_whose_name_begins_with_the_word_come_first(connection: Connection) -> None:
    for number, name in enumerate(["恒达", "恒达厂", "昆山恒达"], start=1):
        search.put(connection, SearchKind.ENTERPRISE, number, Document((), firms=(name,)))
    assert search.find(connection, "恒达")[SearchKind.ENTERPRISE] == [2, 1, 3]


def test_a_sound_of_very_many_names_is_found_exactly(connection: Connection) -> None:
    near = ((number, Document((), firms=(f"山桑商厂{number}",))) for number in range(1, 400))
    search.put_many(connection, SearchKind.ENTERPRISE, near)
    search.put(connection, SearchKind.ENTERPRISE, 400, Document((), firms=("商山厂",)))
    assert search.find(connection, "shangsh")[SearchKind.ENTERPRISE] == [400]
    assert search.find(connection, "sangshangch", limit=2)[SearchKind.ENTERPRISE] == [399, 398]


def test_after_optimising_the_same_is_found(connection: Connection, found: Found) -> None:
    before = found("恒")
    search.optimise(connection)
    assert found("恒") == before


@pytest.mark.parametrize("query", ['"用"', '"用" AND "电"', '("hen" OR "py::hen")'])
def test_hits_are_read_backwards_without_scan_or_sort(connection: Connection, query: str) -> None:
    plain = "SELECT rowid FROM search_visit WHERE search_visit MATCH ? ORDER BY rowid DESC LIMIT 20"
    with_text = (
        "SELECT t.id FROM search_visit i JOIN search_visit_text t ON t.id = i.rowid "
        "WHERE search_visit MATCH ? ORDER BY i.rowid DESC"
    )
    for statement in (plain, with_text):
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", (query,)).all()
        assert not any("B-TREE" in step[3] for step in plan), plan
        assert "VIRTUAL TABLE INDEX" in plan[0][3]


@pytest.mark.parametrize("words", ["用", "用电不", "用电不足啊", "q", "hengda", "电用", "电用不足啊", "用 水"])
def test_a_ledger_ten_times_as_large_costs_no_more_steps(connection: Connection, words: str) -> None:
    document = Document(("用电不足啊",), firms=(FIRM,))
    search.put_many(connection, SearchKind.VISIT, ((number, document) for number in range(1, 501)))
    few = steps_of_the_database(connection, words)
    search.put_many(connection, SearchKind.VISIT, ((number, document) for number in range(501, 5001)))
    search.optimise(connection)
    assert steps_of_the_database(connection, words) <= few * 1.2


def steps_of_the_database(connection: Connection, words: str) -> int:
    """How many instructions SQLite carries out to answer, those inside the index included."""
    steps = 0

    def count() -> int:
        nonlocal steps
        steps += 1
        return 0

    driver = connection.connection.driver_connection
    assert driver is not None
    search.find(connection, words)
    driver.set_progress_handler(count, 1)
    try:
        search.find(connection, words)
    finally:
        driver.set_progress_handler(None, 0)
    return steps


# Few characters, so that parts meet often; marks that FTS5's query language or tokenizer could trip over.
texts = st.text("用电不足aA1-\"'*(:^ ＡＢ\u3000\x00", max_size=12) | st.text(max_size=8)
firms = st.text("昆山长重乐行厂a1（", max_size=5)
documents = st.builds(
    Document,
    texts=st.tuples(texts, texts),
    firms=st.tuples(firms) | st.just(()),
    people=st.tuples(st.sampled_from(["单乐", "尉迟行", "曾A"])) | st.just(()),
)
steps = st.lists(
    st.tuples(st.sampled_from(SearchKind), st.integers(1, 4), documents | st.none()), min_size=1, max_size=12
)


@given(steps, st.data())
def test_every_part_of_every_text_is_found_and_nothing_else(
    engine: Engine, changes: list[tuple[SearchKind, int, Document | None]], data: st.DataObject
) -> None:
    kept: dict[tuple[SearchKind, int], Document] = {}
    with engine.connect() as connection:
        for kind, number, document in changes:
            if document is None:
                search.remove(connection, kind, number)
                kept.pop((kind, number), None)
            else:
                search.put(connection, kind, number, document)
                kept[kind, number] = document
        everything = [word for document in kept.values() for word in searchable(document)]
        for _ in range(3):
            words = [data.draw(part_of(everything)) for _ in range(data.draw(st.integers(1, 2)))]
            expected = {
                kind: sorted(
                    (
                        number
                        for (of_kind, number), document in kept.items()
                        if of_kind is kind and all(any(w in s for s in searchable(document)) for w in words)
                    ),
                    reverse=True,
                )
                for kind in SearchKind
            }
            answer = search.find(connection, " ".join(words))
            answer[SearchKind.ENTERPRISE].sort(reverse=True)
            assert answer == expected


def searchable(document: Document) -> list[str]:
    """The definition of what a record can be found by."""
    words = search_text.words_of("\n".join(document.texts))
    for name in document.names():
        keys = pinyin_keys(name.text, name.person)
        words += [*search_text.name_words(name), *keys.full, *keys.initials]
    return words


@st.composite
def part_of(draw: st.DrawFn, words: list[str]) -> str:
    """A part of one of the words, or letters that may or may not occur."""
    if not words or draw(st.integers(0, 4)) == 0:
        return draw(st.text("用电不足aekn1-\"'*", min_size=1, max_size=7))
    word = draw(st.sampled_from(words))
    start = draw(st.integers(0, len(word) - 1))
    return word[start : draw(st.integers(start + 1, len(word)))]
