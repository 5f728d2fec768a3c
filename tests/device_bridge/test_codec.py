"""The stream decoder of device.md section 2, against a reader of whole streams that shares nothing with it."""

import random
from hashlib import sha256
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from device_bridge.codec import Bad, Command, Decoder, Event, Fault, Frame, Junk, reply
from tests.device_bridge.vectors import BLOCKS, RESIDENT, VECTORS, read_reply

STREAMS = 20_000
Told = tuple[str, object]


def test_the_commands_are_those_of_the_vectors() -> None:
    names = {"RESET": "reset_sam", "STATUS": "sam_status", "FIND": "find", "SELECT": "select", "READ": "read_base"}
    for command in Command:
        assert command.wire.hex() == VECTORS["commands"][names.get(command.name, command.name.lower())]


@pytest.mark.parametrize("name", BLOCKS)
def test_the_frames_are_those_of_the_vectors(name: str) -> None:
    frame = read_reply(BLOCKS[name])
    vector = VECTORS["text_blocks"][name]
    assert len(frame) == vector["frame_len"]
    assert sha256(frame).hexdigest() == vector["frame_sha256"]
    assert frame[-1:].hex() == vector["checksum"]


@pytest.mark.parametrize("name", VECTORS["status_frames"])
def test_every_status_is_decoded(name: str) -> None:
    (frame,) = Decoder().feed(bytes.fromhex(VECTORS["status_frames"][name]))
    assert isinstance(frame, Frame)
    assert frame.status == int(name[:2], 16)


def told(event: Event) -> Told:
    """An event as plain values."""
    match event:
        case Junk(data):
            return ("junk", data)
        case Bad(reason, value):
            return (reason.value, value)
        case Frame():
            return ("frame", (event.length, event.status_bytes, event.data))


def without_seams(events: list[Event]) -> list[Told]:
    """Events with junk that was told in pieces put together."""
    joined: list[Event] = []
    for event in events:
        last = joined[-1] if joined else None
        if isinstance(event, Junk) and isinstance(last, Junk):
            joined[-1] = Junk(last.data + event.data)
        else:
            joined.append(event)
    return [told(event) for event in joined]


def by_hand(stream: bytes) -> tuple[list[Told], bytes]:
    """The events of a whole stream and what is left over, by walking an index: the reference."""
    events: list[Told] = []
    junk = bytearray()
    at = 0
    while at < len(stream):
        rest = stream[at:]
        if not rest.startswith(b"\xaa\xaa\xaa\x96\x69"):
            if len(rest) < 5 and b"\xaa\xaa\xaa\x96\x69".startswith(rest):
                break
            junk.append(stream[at])
            at += 1
            continue
        size = rest[5] << 8 | rest[6] if len(rest) >= 7 else None
        if size is None or (4 <= size <= 4096 and len(rest) < 7 + size):
            break
        if junk:
            events.append(("junk", bytes(junk)))
            junk.clear()
        total = 0
        for byte in rest[5 : 7 + size]:
            total ^= byte
        if not 4 <= size <= 4096 or total:
            events.append(("length" if not 4 <= size <= 4096 else "checksum", size))
            at += 1
            continue
        data = rest[10 : 6 + size]
        if size == 0x508 and data.startswith(b"\x01\x00\x04\x00"):
            data = data[4:260]
        events.append(("frame", (size, rest[7:10], data)))
        at += 7 + size
    if junk:
        events.append(("junk", bytes(junk)))
    return events, stream[at:]


def noise(chance: random.Random) -> bytes:
    """Bytes that like to look as if a frame began."""
    likely = b"\xaa\xaa\xaa\x96\x69\x00\x04\x05\x08\xff\x90"
    return bytes(
        chance.choice(likely) if chance.random() < 0.6 else chance.randrange(256) for _ in range(chance.randrange(30))
    )


def piece(chance: random.Random) -> bytes:
    """A frame, a damaged frame, an echoed command, or noise."""
    match chance.randrange(8):
        case 0:
            return noise(chance)
        case 1:
            return chance.choice(list(Command)).wire
        case 2:
            return read_reply(chance.choice(list(BLOCKS.values()))) if chance.random() < 0.3 else reply(0x80)
        case 3:
            whole = bytearray(reply(chance.randrange(256), chance.randbytes(chance.randrange(40))))
            whole[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
            return bytes(whole)
        case 4:
            whole = bytearray(reply(0x90, reply(0x80) + chance.randbytes(6)))
            del whole[chance.randrange(len(whole))]
            return bytes(whole)
        case _:
            return reply(chance.randrange(256), chance.randbytes(chance.randrange(40)))


def in_pieces(chance: random.Random, stream: bytes) -> list[bytes]:
    """The stream cut anywhere."""
    cuts = sorted(chance.randrange(len(stream) + 1) for _ in range(chance.randrange(12)))
    return [stream[start:end] for start, end in pairwise([0, *cuts, len(stream)])]


@pytest.mark.parametrize("part", range(4))
def test_20000_random_streams_decode_exactly(part: int) -> None:
    chance = random.Random(part)
    frames = 0
    for _ in range(STREAMS // 4):
        stream = b"".join(piece(chance) for _ in range(chance.randrange(1, 8)))
        decoder = Decoder()
        events = [event for chunk in in_pieces(chance, stream) for event in decoder.feed(chunk)]
        expected, left = by_hand(stream)
        assert without_seams(events) == expected
        assert decoder.inside == (len(left) >= 5)
        frames += sum(name == "frame" for name, _ in expected)
    assert frames > STREAMS // 4


clean_noise = st.binary(max_size=30).map(lambda data: data.replace(b"\x96", b"\x97"))
replies = st.builds(reply, st.integers(0, 255), st.binary(max_size=60))


@settings(max_examples=400, deadline=None)
@given(st.lists(st.tuples(clean_noise, replies), max_size=6), st.randoms(use_true_random=False))
def test_no_noise_without_a_preamble_costs_a_frame(parts: list[tuple[bytes, bytes]], chance: random.Random) -> None:
    stream = b"".join(before + frame for before, frame in parts)
    decoder = Decoder()
    events = [event for chunk in in_pieces(chance, stream) for event in decoder.feed(chunk)]
    found = [(event.status_bytes, event.data) for event in events if isinstance(event, Frame)]
    assert found == [(frame[7:10], frame[10:-1]) for _, frame in parts]
    assert b"".join(event.data for event in events if isinstance(event, Junk)) == b"".join(noise for noise, _ in parts)


def test_a_frame_split_at_every_byte_is_whole() -> None:
    whole = read_reply(RESIDENT)
    for cut in range(len(whole)):
        decoder = Decoder()
        assert decoder.feed(whole[:cut]) == []
        (frame,) = decoder.feed(whole[cut:])
        assert isinstance(frame, Frame)
        assert frame.text == RESIDENT


def test_two_surplus_bytes_of_the_preamble_still_find_the_frame() -> None:
    events = Decoder().feed(b"\xaa\xaa" + reply(0x80))
    assert events == [Junk(b"\xaa\xaa"), Frame(b"\0\0\x80", 4, b"")]


@pytest.mark.parametrize(
    ("length", "good"), [(0, False), (3, False), (4, True), (4096, True), (4097, False), (0xFFFF, False)]
)
def test_lengths_from_4_to_4096_begin_a_frame(length: int, good: bool) -> None:
    decoder = Decoder()
    events = decoder.feed(b"\xaa\xaa\xaa\x96\x69" + length.to_bytes(2, "big"))
    assert decoder.inside == good
    assert (Bad(Fault.LENGTH, length) in events) != good


def test_a_gap_inside_a_frame_aborts_it_and_every_frame_that_began_in_it() -> None:
    decoder = Decoder()
    inner = reply(0x80)
    assert decoder.feed(b"\xaa\xaa\xaa\x96\x69\x05\x08\0\0\x90" + inner + b"\xaa\xaa\xaa\x96\x69\x01\x00") == []
    events = decoder.gap()
    assert events[0] == Bad(Fault.TIMEOUT, 0x508)
    assert Frame(b"\0\0\x80", 4, b"") in events
    assert Bad(Fault.TIMEOUT, 0x100) in events
    assert not decoder.inside
    assert [event for event in decoder.feed(reply(0x9F, bytes(4))) if isinstance(event, Frame)]


def test_a_gap_outside_a_frame_is_nothing() -> None:
    decoder = Decoder()
    decoder.feed(b"\x00\xaa\xaa")
    assert decoder.gap() == []


def test_no_more_than_a_frame_is_held() -> None:
    decoder = Decoder()
    for _ in range(50):
        decoder.feed(b"\xaa\xaa\xaa\x96\x69\x10\x00" + bytes(1000) + noise(random.Random(1)))
        assert len(decoder._held) < 7 + 4096


def test_neither_photo_nor_text_shows_in_print() -> None:
    (frame,) = Decoder().feed(read_reply(RESIDENT))
    assert isinstance(frame, Frame)
    assert frame.data == RESIDENT
    assert "data" not in repr(frame)
    assert "data" not in repr(Junk(RESIDENT))
