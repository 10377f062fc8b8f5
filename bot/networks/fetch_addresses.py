"""Which internet addresses a stranger's link may lead to: those of other people's public servers, and no others.

``ipaddress`` alone is not enough: its ``is_global`` is true of NAT64 and of 6to4 in some versions of Python, of
multicast in others, and of addresses that one cloud or another answers from the inside. So what is refused stands here;
of IPv6 only what has been given out for use is let through (``2000::/3``).

https://www.iana.org/assignments/iana-ipv4-special-registry, https://www.iana.org/assignments/iana-ipv6-special-registry
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

_REFUSED_4 = tuple(
    IPv4Network(network)
    for network in (
        "0.0.0.0/8",  # this network; Linux connects 0.0.0.0 to itself
        "10.0.0.0/8",
        "100.64.0.0/10",  # carrier-grade NAT; Alibaba's metadata, Tailscale
        "127.0.0.0/8",
        "168.63.129.16/32",  # public by number, but Azure's own, inside each of its machines
        "169.254.0.0/16",  # link-local; most clouds' metadata
        "172.16.0.0/12",
        "192.0.0.0/24",  # protocol assignments; Oracle's metadata
        "192.0.2.0/24",  # documentation, as are 198.51.100.0/24 and 203.0.113.0/24
        "192.31.196.0/24",  # AS112, as is 192.175.48.0/24
        "192.52.193.0/24",  # automatic multicast tunnelling
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",
        "192.175.48.0/24",
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, and broadcast
    )
)

_GIVEN_OUT_6 = IPv6Network("2000::/3")
"""All that is outside is refused: ``::``, ``::1``, IPv4 mapped or compatible, NAT64 (``64:ff9b::/96``,
``64:ff9b:1::/48``), discarded (``100::/64``), SRv6, private, link-local, site-local, multicast."""

_REFUSED_6 = tuple(
    IPv6Network(network)
    for network in (
        "2001::/23",  # protocol assignments: Teredo, benchmarks, ORCHID, drone identities
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4: any IPv4 address inside
        "2620:4f:8000::/48",  # AS112
        "3ffe::/16",  # the 6bone, given back
        "3fff::/20",  # documentation
    )
)

_ISATAP = frozenset({0x0000_5EFE, 0x0200_5EFE})
"""What stands before the IPv4 address in the lower half of an ISATAP address (RFC 5214, 6.1)."""


def is_public(address: str) -> bool:
    """Whether ``address`` (a number, no name) may be connected to; what cannot be read may not."""
    try:
        read = ip_address(address)
    except ValueError:
        return False
    if isinstance(read, IPv4Address):
        return not any(read in network for network in _REFUSED_4)
    return _is_public_6(read)


def _is_public_6(address: IPv6Address) -> bool:
    if address.scope_id is not None or address not in _GIVEN_OUT_6:
        return False
    if any(address in network for network in _REFUSED_6):
        return False
    return (int(address) >> 32) & 0xFFFF_FFFF not in _ISATAP
