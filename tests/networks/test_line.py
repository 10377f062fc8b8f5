from __future__ import annotations

import threading

import pytest

from bot.networks.http import Answer, Silence, Why
from bot.networks.line import Line, Session
from tests.networks.stage import LOST, SLOW, Asked, Reply, Stage

OK = Reply(json={"id": "1"})


def line(stage: Stage, deadline_s: float = 5.0) -> Line[Session]:
    return Line(lambda session: session, stage.address, deadline_s)


def test_calls_share_one_connection(stage: Stage) -> None:
    stage.on("POST", "/", OK)
    own = line(stage)
    for _ in range(3):
        assert isinstance(own.hear(lambda session: session.post(stage.address)), Answer)
    own.close()
    assert stage.connections == 1


def test_an_idle_connection_is_not_used_again(stage: Stage) -> None:
    stage.on("POST", "/", OK)
    with Session(stage.address, "", 5.0, idle_s=0.0) as session:
        session.post(stage.address)
        session.post(stage.address)
    assert stage.connections == 2


def test_a_connection_that_the_server_closed_meanwhile_is_replaced(stage: Stage) -> None:
    closing = Reply(json={"id": "1"}, bytes_written=10_000)
    stage.on("POST", "/", closing, OK)
    own = line(stage)
    assert isinstance(own.hear(lambda session: session.post(stage.address)), Answer)
    assert stage.closed.acquire(timeout=30)
    assert isinstance(own.hear(lambda session: session.post(stage.address)), Answer)
    own.close()
    assert stage.connections == 2


def test_a_connection_that_the_server_closed_while_the_call_waited_for_leave_is_replaced_and_leave_asked_again(
    stage: Stage,
) -> None:
    stage.on("POST", "/", OK)
    own = line(stage)
    asked: list[str] = []

    def may_leave() -> bool:
        asked.append("may it leave?")
        if len(asked) == 1:
            stage.hang_up.set()
            assert stage.closed.acquire(timeout=30)
        return True

    assert isinstance(own.hear(lambda session: session.post(stage.address)), Answer)
    assert isinstance(own.hear(lambda session: session.post(stage.address), may_leave), Answer)
    own.close()
    assert (asked, stage.connections) == (["may it leave?"] * 2, 2)


def test_an_answer_is_read_only_when_all_has_left_and_the_caller_listens(stage: Stage) -> None:
    there = threading.Event()

    def answer(_: Asked) -> Reply:
        there.set()
        return OK

    stage.on("POST", "/", answer)
    own = line(stage)
    asked: list[str] = []

    def may_leave() -> bool:
        asked.append("may it leave?")
        return True

    def may_listen() -> None:
        assert there.wait(timeout=30), "the whole request is there: whoever listens late keeps no server waiting"
        asked.append("may I listen?")

    heard = own.hear(lambda session: session.post(stage.address, data=b"Bonjour"), may_leave, may_listen)
    own.close()
    assert isinstance(heard, Answer)
    assert asked == ["may it leave?", "may I listen?"]


def test_a_server_that_says_something_while_the_call_waits_for_leave_has_not_hung_up(stage: Stage) -> None:
    stage.on("POST", "/", OK)
    own = line(stage)
    asked: list[str] = []

    def may_leave() -> bool:
        asked.append("may it leave?")
        stage.speak.set()
        return stage.spoken.acquire(timeout=5)

    assert isinstance(own.hear(lambda session: session.post(stage.address), may_leave), Answer)
    own.close()
    assert (asked, stage.connections) == (["may it leave?"], 1)


def test_what_was_asked_before_the_deadline_is_never_sent_after_it(stage: Stage) -> None:
    """The client dawdles before its request, as a slow name server makes it, and comes to send it too late."""
    stage.on("POST", "/.*", OK)
    own = line(stage, deadline_s=1.0)
    go_on, gone_on = threading.Event(), threading.Event()

    def dawdle(session: Session) -> None:
        go_on.wait(30)
        try:
            session.post(stage.address + "/late")
        finally:
            gone_on.set()

    assert own.hear(dawdle) == Silence(left=False, why=Why.NO_ANSWER)
    next_one = own.hear(lambda session: session.post(stage.address + "/next"))
    assert isinstance(next_one, Answer), "the next call does not wait behind the one given up"
    go_on.set()
    assert gone_on.wait(30)
    own.close()
    assert [asked.path for asked in stage.asked] == ["/next"]


def test_giving_up_wakes_the_thread_that_waits_for_the_answer(stage: Stage) -> None:
    stage.on("POST", "/", SLOW)  # a byte now and then: no timeout of the library's ever ends this
    own = line(stage, deadline_s=0.2)
    ended = threading.Event()

    def ask(session: Session) -> None:
        try:
            session.post(stage.address)
        finally:
            ended.set()

    assert own.hear(ask) == Silence(left=True, why=Why.NO_ANSWER)
    assert ended.wait(20)
    own.close()


def test_the_answer_to_a_call_given_up_is_not_taken_for_the_next_ones(stage: Stage) -> None:
    late = threading.Event()

    def answer_late(asked: Asked) -> Reply:
        late.wait(30)
        return Reply(json={"id": "the first's"})

    stage.on("POST", "/", answer_late, Reply(json={"id": "the second's"}))
    own = line(stage, deadline_s=0.2)
    assert isinstance(own.hear(lambda session: session.post(stage.address)), Silence)
    late.set()
    second = own.hear(lambda session: session.post(stage.address))
    assert isinstance(second, Answer)
    assert second.json() == {"id": "the second's"}
    own.close()


def test_a_mistake_of_ours_is_not_taken_for_a_network_fault(stage: Stage) -> None:
    own = line(stage)
    with pytest.raises(ZeroDivisionError):
        own.hear(lambda session: 1 / 0)
    own.close()


def test_nothing_is_sent_again_by_itself(stage: Stage) -> None:
    stage.on("POST", "/", LOST)
    own = line(stage)
    assert own.hear(lambda session: session.post(stage.address)) == Silence(left=True, why=Why.CUT)
    own.close()
    assert len(stage.asked) == 1


def test_a_redirect_of_a_question_is_followed_on_its_own_server_only(stage: Stage) -> None:
    abroad = Stage()
    abroad.on("GET", "/", OK)
    stage.on("GET", "/home", Reply(301, headers={"Location": "/there"}))
    stage.on("GET", "/away", Reply(301, headers={"Location": abroad.address + "/"}))
    stage.on("GET", "/there", OK)
    own = line(stage)
    home = own.hear(lambda session: session.get(stage.address + "/home"))
    away = own.hear(lambda session: session.get(stage.address + "/away"))
    own.close()
    abroad.close()
    assert isinstance(home, Answer)
    assert home.ok
    assert isinstance(away, Answer)
    assert away.status == 301
    assert abroad.asked == []
