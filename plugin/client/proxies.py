"""QGIS's proxy settings as the variables that pip, uv and Python read."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote


def proxy_variables(
    kind: str,
    host: str,
    port: int = 0,
    user: str = "",
    password: str | None = None,
    excluded: Iterable[str] = (),
) -> dict[str, str]:
    """Return the variables of a proxy; none where there is no host.

    Parameters
    ----------
    kind : str
        ``http`` or ``socks5``.
    host, port, user, password : str, int, str, str or None
        Of the proxy.
    excluded : iterable of str
        Addresses that are reached without it.

    Examples
    --------
    >>> proxy_variables("http", "proxy.example", 8080)["HTTPS_PROXY"]
    'http://proxy.example:8080'
    """
    if not host:
        return {}
    named = f"{quote(user, safe='')}:{quote(password or '', safe='')}@" if user else ""
    address = f"{kind}://{named}{host}{f':{port}' if port else ''}"
    found = dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"), address)
    # Some programs read the one, some the other.
    found.update({name.lower(): value for name, value in found.items()})
    spared = ",".join(excluded)
    return {**found, **({"NO_PROXY": spared, "no_proxy": spared} if spared else {})}
