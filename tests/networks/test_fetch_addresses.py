from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.networks.fetch_addresses import is_public

REFUSED = [
    "0.0.0.0",
    "0.1.2.3",
    "0.255.255.255",
    "10.0.0.1",
    "10.255.255.255",
    "100.64.0.1",
    "100.100.100.200",
    "100.127.255.255",
    "127.0.0.1",
    "127.1.2.3",
    "127.255.255.255",
    "168.63.129.16",
    "169.254.0.1",
    "169.254.169.254",
    "169.254.170.2",
    "169.254.255.255",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.1",
    "192.0.0.192",
    "192.0.2.1",
    "192.31.196.1",
    "192.52.193.1",
    "192.88.99.1",
    "192.175.48.1",
    "192.168.0.1",
    "192.168.255.255",
    "198.18.0.1",
    "198.19.255.255",
    "198.51.100.7",
    "203.0.113.9",
    "224.0.0.1",
    "224.0.0.251",
    "232.1.1.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.254",
    "255.255.255.255",
    "::",
    "::1",
    "::2",
    "::127.0.0.1",
    "::8.8.8.8",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "::ffff:0:8.8.8.8",
    "::ffff:7f00:1",
    "64:ff9b::7f00:1",
    "64:ff9b::808:808",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::a00:1",
    "100::1",
    "100:0:0:1::1",
    "2001::1",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "2001:2::1",
    "2001:4:112::1",
    "2001:10::1",
    "2001:20::1",
    "2001:30::1",
    "2001:db8::1",
    "2001:db8:ffff::1",
    "2002:7f00:1::",
    "2002:a9fe:a9fe::",
    "2002:808:808::1",
    "2620:4f:8000::1",
    "2600:1f18::5efe:10.0.0.1",
    "2a00:1450::200:5efe:7f00:1",
    "3ffe::1",
    "3fff::1",
    "3fff:fff::1",
    "4000::1",
    "5f00::1",
    "fc00::1",
    "fd00::1",
    "fd00:ec2::254",
    "fd20:ce::254",
    "fe80::1",
    "fe80::1%2",
    "febf::1",
    "fec0::1",
    "feff::1",
    "ff00::1",
    "ff02::1",
    "ff02::fb",
    "ff05::2",
    "ff0e::1",
    "2606:4700::1%1",
]

LET_THROUGH = [
    "1.1.1.1",
    "8.8.8.8",
    "9.255.255.255",
    "11.0.0.0",
    "100.63.255.255",
    "100.128.0.0",
    "126.255.255.255",
    "128.0.0.1",
    "168.63.129.15",
    "169.253.255.255",
    "169.255.0.1",
    "172.15.255.255",
    "172.32.0.0",
    "192.0.1.1",
    "192.0.3.1",
    "192.167.255.255",
    "192.169.0.0",
    "198.17.255.255",
    "198.20.0.0",
    "199.232.80.159",
    "223.255.255.255",
    "2001:200::1",
    "2001:67c:2e8::1",
    "2001:db7::1",
    "2001:db9::1",
    "2003::1",
    "2606:4700::6810:84e5",
    "2a00:1450:4007::200e",
    "2a01:4f8:c2c:123::5efe",
    "3ffd::1",
    "3fff:1000::1",
    "3f00::1",
]

NO_NUMBERS = [
    "",
    "localhost",
    "example.org",
    "127.1",
    "0x7f.0.0.1",
    "2130706433",
    "0177.0.0.1",
    "1.2.3",
    "[::1]",
    "١.١.١.١",
]


@pytest.mark.parametrize("address", REFUSED)
def test_no_stranger_leads_us_there(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", LET_THROUGH)
def test_its_public_neighbours_are_let_through(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("address", NO_NUMBERS)
def test_what_is_no_plain_number_is_refused(address: str) -> None:
    assert not is_public(address)


@given(st.ip_addresses())
def test_nothing_is_let_through_that_python_knows_to_be_special(address: IPv4Address | IPv6Address) -> None:
    special = (
        address.is_private
        or address.is_loopback
        or address.is_link_local
        or address.is_multicast
        or address.is_reserved
        or address.is_unspecified
    )
    assert not (special and is_public(str(address)))


@given(st.ip_addresses(v=4), st.sampled_from(["::", "::ffff:0:0", "64:ff9b::", "2002::", "2001::"]))
def test_no_ipv4_address_comes_in_as_ipv6(inner: IPv4Address, prefix: str) -> None:
    shift = 80 if prefix == "2002::" else 0
    assert not is_public(str(IPv6Address(int(IPv6Address(prefix)) | int(inner) << shift)))
