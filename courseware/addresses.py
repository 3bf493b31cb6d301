"""Network addresses, for whoever counts what comes from them."""

import ipaddress


def neighbourhood(address: str) -> str:
    """The address that tries are counted for: an IPv6 customer owns a whole /64, a new address for each try."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv6Address):
        return str(found.ipv4_mapped or ipaddress.ip_network((found, 64), strict=False))
    return str(found)
